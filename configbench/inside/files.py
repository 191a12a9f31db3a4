"""Files that tell who reads and who writes them, and an output that tells who prints."""

import io

from .telling import tell

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_open = io.open


def _watched(kind: type) -> type:
    """Return a kind of open file that tells who reads and who writes."""

    def telling(name: str, what: str) -> "Callable[..., Any]":
        original = getattr(kind, name)

        def method(self: "Any", *arguments: "Any") -> "Any":
            tell(what, self.configbench_file)
            return original(self, *arguments)

        return method

    methods = {
        name: telling(name, what)
        for what, names in _METHODS.items()
        for name in names
        if hasattr(kind, name)
    }
    return type(kind.__name__, (kind,), {**methods, "configbench_file": ""})


_METHODS = {
    "read": ("read", "read1", "readinto", "readline", "readlines", "__next__"),
    "written": ("write", "writelines"),
}
_KINDS = {
    kind: _watched(kind)
    for kind in (
        io.TextIOWrapper,
        io.BufferedReader,
        io.BufferedWriter,
        io.BufferedRandom,
    )
}


def opened(
    file: "Any",
    mode: str = "r",
    buffering: int = -1,
    encoding: "str | None" = None,
    errors: "str | None" = None,
    newline: "str | None" = None,
    closefd: bool = True,  # noqa: FBT001, FBT002  as open has it
    opener: "Any" = None,
) -> "Any":
    """Open a file as ``open`` does; it tells who reads and who writes it."""
    try:
        found = _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    except OSError:
        tell("read" if "r" in mode else "written", file)
        raise
    own: Any = type(found)
    kind = _KINDS.get(own)
    if kind is None:
        return found
    opened: Any = found
    if own is io.TextIOWrapper:
        told = opened.encoding, opened.errors, newline, opened.line_buffering
        watched: Any = kind(opened.detach(), *told)
        watched.mode = mode
    else:
        watched = kind(opened.detach())
    watched.configbench_file = file
    return watched


class Printing(io.TextIOWrapper):
    """The standard output, which tells who prints."""

    def write(self, text: str) -> int:
        """Write, and tell."""
        tell("printed", "")
        return super().write(text)
