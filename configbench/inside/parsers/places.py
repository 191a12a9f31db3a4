"""Where a parser returns to, or what it enters, and whether that is the place."""

from . import own, sources

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .calls import Call


class Place:
    """A place.

    Attributes
    ----------
    how
        ``returned`` or ``entered``.
    at
        ``/FILE:LINE``, ``/FILE:FUNCTION``.
    function
        The qualified name of the function.
    own
        Whether it is the program's.
    """

    def __init__(self, how: str, at: str, function: str, *, own: bool) -> None:
        self.how, self.at, self.function, self.own = how, at, function, own


def returned_into(frame: "FrameType", *, anywhere: bool) -> Place:
    """Return the place of a return: with ``anywhere``, the nearest of the program itself."""
    found: Any = own.frame_of(frame) if anywhere else frame
    found = found or frame
    code = found.f_code
    name = getattr(code, "co_qualname", code.co_name)
    at = f"{own.real(code.co_filename)}:{found.f_lineno}"
    return Place("returned", at, name, own=own.is_own(code.co_filename))


def entered_at(function: "Any") -> Place:
    """Return the place that a function is, unwrapped."""
    while True:
        inner = getattr(function, "func", None) or getattr(function, "__func__", None)
        inner = inner or getattr(function, "__wrapped__", None)
        if inner is None:
            break
        function = inner
    if isinstance(function, type):
        function = vars(function).get("__init__", function)
    code = getattr(function, "__code__", None)
    if code is None and not isinstance(function, type):
        code = getattr(getattr(type(function), "__call__", None), "__code__", None)
    if code is None:
        return Place("entered", repr(type(function)), "", own=False)
    name = getattr(function, "__qualname__", code.co_name).replace(".<locals>", "")
    spot = str(code.co_firstlineno) if "<" in name else name
    at = f"{own.real(code.co_filename)}:{spot}"
    return Place("entered", at, name, own=own.is_own(code.co_filename))


#: Call sites that have returned, so that nothing follows from them.
_DONE: "set[tuple[str, int]]" = set()


def passed_by(place: Place, call: "Call") -> str:
    """Return why a return is not the place; nothing if it is."""
    file, _, line = place.at.rpartition(":")
    if not place.own:
        return f"returns into {file}, which is not the program's own"
    site = (file, int(line))
    _DONE.add(site)
    if call.entry.literal and sources.literal(site, *call.entry.literal):
        return "takes words that the program has written down, not those that are typed"
    if call.entry.partial:
        follows = sources.following(site, _DONE)
        if follows:
            return f"takes some of the words; another parse may follow at {follows}"
    return ""
