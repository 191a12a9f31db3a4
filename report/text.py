"""Figures and texts as Markdown tables take them."""


def interval(measured: tuple[float, float, float] | None, digits: int = 1) -> str:
    """Print a median with its interval: ``8.7 [8.2, 9.0]``."""
    if measured is None:
        return ""
    median, low, high = measured
    return f"{median:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


def milliseconds(measured: dict[str, float] | None, digits: int = 1) -> str:
    """Print a stored interval, in seconds, as milliseconds."""
    if measured is None:
        return ""
    values = (measured["median"] * 1e3, measured["low"] * 1e3, measured["high"] * 1e3)
    return interval(values, digits)


def escape(text: str) -> str:
    """Return text in one line that survives in a table cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
