"""Telling who is at something, with the calls that lead there."""

import sys

from .lines import append

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

#: As many different lines as are told.
_TOLD = 1000
#: As many calls of a stack as are told.
DEPTH = 40

_HERE = __file__.rpartition("/")[0] + "/"
_getframe = sys._getframe


class Watch:
    """What was told so far, and where it goes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._told: set[tuple[str, ...]] = set()
        self._at_it = False

    def tell(
        self, what: str, file: object, stack: "list[list[str]] | None" = None
    ) -> None:
        """Tell who is at it; nothing of what telling itself does."""
        if self._at_it or len(self._told) >= _TOLD:
            return
        self._at_it = True
        try:
            stack = stack_here() if stack is None else stack
            key = (what, str(file), *(part for call in stack for part in call))
            if key not in self._told:
                self._told.add(key)
                append(self._file, {"what": what, "file": str(file), "stack": stack})
        finally:
            self._at_it = False


#: Whom it is told: nobody, where nobody watches.
WATCHES: "list[Watch]" = []


def tell(what: str, file: object, stack: "list[list[str]] | None" = None) -> None:
    """Tell whoever watches."""
    for watch in WATCHES:
        watch.tell(what, file, stack)


def stack_here() -> "list[list[str]]":
    """Return module, function and file of each call outside of this package, innermost first."""
    found: list[list[str]] = []
    frame: Any = _getframe(1)
    while frame is not None and len(found) < DEPTH:
        if not frame.f_code.co_filename.startswith(_HERE):
            found.append(call(frame))
        frame = frame.f_back
    return found


def call(frame: "FrameType") -> "list[str]":
    """Return module, function and file of a call."""
    code = frame.f_code
    name = frame.f_globals.get("__name__")
    return [str(name), getattr(code, "co_qualname", code.co_name), code.co_filename]
