"""The words of a command line, which tell who takes them and who takes them apart."""

from .telling import tell

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


class _Word(str):
    """A word of a command line, which tells who takes it apart."""

    __slots__ = ()


def _telling(name: str) -> "Callable[..., Any]":
    original = getattr(str, name)

    def method(self: "Any", *arguments: "Any", **named: "Any") -> "Any":
        tell("words", str.__str__(self))
        return original(self, *arguments, **named)

    return method


#: By what a word is taken apart; what comes of it is plain text.
_APART = (
    *("partition", "rpartition", "split", "rsplit", "find", "rfind", "index", "rindex"),
    *("startswith", "endswith", "replace", "strip", "lstrip", "rstrip", "lower"),
    *("upper", "encode", "__getitem__", "__iter__", "__contains__"),
)
for _name in _APART:
    setattr(_Word, _name, _telling(_name))


class Words(list):  # type: ignore[type-arg]  # of Python 3.8
    """The words of a command line, which tell who takes them; the first may be the program's.

    Where they are watched ``apart``, each tells as well who takes it apart.
    """

    def __init__(self, words: "list[str]", start: int = 1, *, apart: bool) -> None:
        super().__init__(words)
        self._start, self._apart = start, apart

    def _taken(self, number: int, word: "Any") -> "Any":
        if number < self._start or not isinstance(word, str):
            return word
        tell("words", str.__str__(word))
        return _Word(word) if self._apart else word

    def __getitem__(self, index: "Any") -> "Any":
        found = list.__getitem__(self, index)
        if isinstance(index, slice):
            named = range(len(self))[index]
            return Words(found, int(0 in named and self._start), apart=self._apart)
        return self._taken(range(len(self))[index], found)

    def __iter__(self) -> "Iterator[Any]":
        for number, word in enumerate(list.__iter__(self)):
            yield self._taken(number, word)

    def __add__(self, other: "Any") -> "Any":
        return Words(list.__add__(self, other), self._start, apart=self._apart)

    def __radd__(self, other: "list[Any]") -> "Any":
        # What stands before them are words that the program has from elsewhere.
        return Words([*other, *list.__iter__(self)], 0, apart=self._apart)

    def pop(self, index: "Any" = -1) -> "Any":
        """Take a word away."""
        return self._taken(self._start, list.pop(self, index))
