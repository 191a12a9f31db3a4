"""A ``sys.argv`` that tells of reads, for imports that are watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Argv(list):  # type: ignore[type-arg]  # of Python 3.8
    """The words of a command line, which tell that somebody reads more of them than the first.

    Who keeps it has a plain list afterwards: it is filled with the words of each run.
    """

    def __init__(self, words: Iterable[str], tell: Callable[[], None]) -> None:
        super().__init__(words)
        self.tell: Callable[[], None] | None = tell

    def _told(self) -> None:
        if self.tell is not None:
            self.tell()

    def __getitem__(self, index: Any) -> Any:
        # The program's own name is the same in every run.
        if index != 0:
            self._told()
        return list.__getitem__(self, index)


def _telling(name: str) -> Callable[..., Any]:
    original = getattr(list, name)

    def method(self: Argv, *arguments: Any) -> Any:
        self._told()
        return original(self, *arguments)

    return method


for _name in (
    *("__iter__", "__len__", "__contains__", "__eq__", "__ne__", "__add__", "__repr__"),
    *("__reversed__", "__mul__", "copy", "index", "count", "pop", "remove", "reverse"),
    *("__setitem__", "__delitem__", "append", "insert", "extend", "clear", "__iadd__"),
):
    setattr(Argv, _name, _telling(_name))
