"""Where a parser returns to, or what it enters, and whether that is the place."""

from . import own, sources

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any

    from .entries import Call


class Place:
    """A place.

    Attributes
    ----------
    how
        ``returned`` or ``entered``.
    at
        ``/FILE:LINE``, ``/FILE:FUNCTION``.
    function
        What is entered, if it is the program's.
    own
        Whether it is the program's.
    """

    def __init__(self, how: str, at: str, *, own: bool, function: "Any" = None) -> None:
        self.how, self.at, self.function, self.own = how, at, function, own


def returned_into(frame: "FrameType", *, anywhere: bool) -> Place:
    """Return the place of a return: with ``anywhere``, the nearest of the program itself."""
    found: Any = own.frame_of(frame) if anywhere else frame
    found = found or frame
    code = found.f_code
    at = f"{own.real(code.co_filename)}:{found.f_lineno}"
    return Place("returned", at, own=own.is_own(code.co_filename))


def entered_at(function: "Any") -> Place:
    """Return the place that a function is, unwrapped."""
    found = innermost(function)
    if found is None:
        name = getattr(function, "__qualname__", type(function).__qualname__)
        return Place("entered", f"{function.__module__}.{name}", own=False)
    code = found.__code__
    name = found.__qualname__.replace(".<locals>", "")
    spot = str(code.co_firstlineno) if "<" in name else name
    at = f"{own.real(code.co_filename)}:{spot}"
    return Place("entered", at, own=True, function=found)


def innermost(function: "Any") -> "Any":
    """Return the innermost function of the program's own in what wraps it, if there is one."""
    found = None
    seen: list[Any] = []
    while function is not None and not any(each is function for each in seen):
        seen.append(function)
        plain = _plain(function)
        if plain is not None and own.is_own(plain.__code__.co_filename):
            found = plain
        function = _within(function)
    return found


def _plain(function: "Any") -> "Any":
    """Return the function that is run when something is called; None if it is none of Python's."""
    if isinstance(function, type):
        function = vars(function).get("__init__")
    function = getattr(function, "__func__", function)
    if not isinstance(function, type(_plain)):
        function = vars(type(function)).get("__call__")
    return function if isinstance(function, type(_plain)) else None


def _within(function: "Any") -> "Any":
    """Return what something wraps: a partial function, a decorated one; None if nothing."""
    for name in ("func", "__wrapped__"):
        inner = getattr(function, "__dict__", {}).get(name)
        inner = inner or (getattr(function, name, None) if name == "func" else None)
        if callable(inner):
            return inner
    return None


#: Call sites that have returned, so that nothing follows from them.
_DONE: "set[tuple[str, int]]" = set()


def passed_by(place: Place, call: "Call", frame: "Any") -> str:
    """Return why a return, into a frame, is not the place; nothing if it is."""
    file, _, line = place.at.rpartition(":")
    if not place.own:
        return f"returns into {file}, which is not the program's own"
    site = (file, int(line))
    _DONE.add(site)
    if call.entry.literal and sources.literal(site, *call.entry.literal):
        return "takes words that the program has written down, not those that are typed"
    if is_inner(place, call):
        return "is handed to another parse, which has not returned yet"
    if call.entry.partial:
        # What is under way further out is no parse that follows.
        follows = sources.following(site, _DONE | {*_under_way(frame)})
        if follows:
            return f"takes some of the words; another parse may follow at {follows}"
    return ""


def is_inner(place: Place, call: "Call") -> bool:
    """Whether what a call has read of the words is handed to another that stands around it."""
    file, _, line = place.at.rpartition(":")
    name = call.entry.parser.rpartition(".")[2]
    return call.entry.partial and sources.within((file, int(line)), name)


def _under_way(frame: "Any") -> "Iterator[tuple[str, int]]":
    while frame is not None:
        name = frame.f_code.co_filename
        if own.is_own(name):
            yield own.real(name), frame.f_lineno
        frame = frame.f_back
