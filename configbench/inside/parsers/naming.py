"""What the functions and types are called by which values are made."""

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def type_name(convert: "Any") -> str:
    """Return the dotted name of what converts; empty for none."""
    if convert is None:
        return ""
    while hasattr(convert, "func"):
        convert = convert.func
    name = getattr(convert, "__qualname__", None)
    if name is None:
        convert = type(convert)
        name = convert.__qualname__
    # A method of a built-in type has a name and no module: str.lower.
    home = getattr(convert, "__module__", None) or "builtins"
    return f"{home}.{name}"
