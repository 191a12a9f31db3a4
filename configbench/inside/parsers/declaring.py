"""Where options are declared: the line of the program that calls for each."""

import sys

from . import calls, own

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: By the option's number; with the option itself, so that its number stays its own.
_DECLARED: "dict[int, tuple[Any, str]]" = {}


def watch(kind: "Any", name: str) -> None:
    """Remember from where a method is called that returns what it has declared."""
    original = vars(kind)[name]

    def declare(self: "Any", *arguments: "Any", **named: "Any") -> "Any":
        option = original(self, *arguments, **named)
        frame = own.frame_of(sys._getframe(1))
        if frame is not None:
            where = f"{own.real(frame.f_code.co_filename)}:{frame.f_lineno}"
            _DECLARED[id(option)] = (option, where)
        return option

    calls.replace(kind, name, declare)


def where(option: "Any") -> str:
    """Return ``/FILE:LINE`` of what was declared; empty if the program did not."""
    return _DECLARED.get(id(option), (None, ""))[1]
