"""How a value is written here: a list is words with commas, quoted where they must be."""

import csv
import io

# https://docs.python.org/3/library/configparser.html#supported-datatypes
_BOOLEANS = {True: ("true", "yes", "on", "1"), False: ("false", "no", "off", "0")}
_SLOTS = ("model", "data", "loss", "optimizer", "scheduler")


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    if value is None and path not in ("clip_grad", "scheduler"):
        raise Unsupported(f"{path} has no spelling for None")
    if path in _SLOTS and not isinstance(value, dict):
        return [[f"{path}.name={'none' if value is None else value}"]]
    name = path if "." in path else f"train.{path}"
    if isinstance(value, dict):
        if not value.keys() >= {"right", "wrong"}:
            raise Unsupported("a section is merged: the entries not named stay")
        if any("." in key for key in value):
            raise Unsupported("the last dot of a word is the one behind the section")
        return [[f"{name}.{key}={item}" for key, item in value.items()]]
    if isinstance(value, bool):
        return [[f"{name}={word}"] for word in _BOOLEANS[value]]
    if isinstance(value, list | tuple):
        return [[f"{name}={_escaped(_line(value))}"]]
    return [[f"{name}={'none' if value is None else _escaped(str(value))}"]]


def _line(items: list[object] | tuple[object, ...]) -> str:
    """Write words with commas between them: https://docs.python.org/3/library/csv.html."""
    line = io.StringIO()
    texts = [str(item) for item in items]
    # What is left as it is has no blanks outside and no line of its own.
    quoted = any(text != " ".join(text.split("\n")).strip() for text in texts)
    csv.writer(
        line, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator=""
    ).writerow(items)
    return line.getvalue()


def _escaped(text: str) -> str:
    """Double the $ that would begin a reference.

    https://docs.python.org/3/library/configparser.html#configparser.ExtendedInterpolation
    """
    return text.replace("$", "$$")
