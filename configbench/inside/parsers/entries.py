"""Entry points of parsers, calls of them, and what the process is told to do: plain data."""

import sys

from . import own

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Told:
    """What this process is told to do: an action, where lines go, the place."""

    action, file, at = "", "", ""


class Entry:
    """An entry point of a parser.

    Parameters
    ----------
    parser
        Its dotted name, as people know it.
    grammar
        Of which library its words are.
    brought
        What a call of it has brought, by name, and the words handed back; None where it is a call
        that takes no words, whose return is no place.
    partial
        Whether it takes only some of the words, so that another call may follow.
    anywhere
        Whether what it returns has arrived, though it is a library that called it.
    literal
        Which positional argument the words are that a caller may hand over itself.
    options
        What the parser of a call tells of its options, if not that of argparse within it.
    """

    def __init__(
        self,
        parser: str,
        grammar: str,
        brought: "Callable[[Call], Any]",
        *,
        partial: bool = False,
        anywhere: bool = False,
        literal: "tuple[int, str] | None" = None,
        options: "Callable[[Call], Any] | None" = None,
    ) -> None:
        self.parser, self.grammar, self.brought = parser, grammar, brought
        self.partial, self.anywhere, self.literal = partial, anywhere, literal
        self.options = options


#: Arguments by which a call takes only some of the words: of Tap, of HfArgumentParser.
_PARTLY = ("known_only", "return_remaining_strings")


class Call:
    """One call of an entry point.

    Attributes
    ----------
    entry, arguments, named
        Of what, with what.
    below
        The calls within it that have returned, in order.
    commands
        Words by which subcommands were chosen within it.
    result
        What it has returned.
    """

    def __init__(
        self, entry: Entry, arguments: "tuple[Any, ...]", named: "dict[str, Any]"
    ) -> None:
        self.entry, self.arguments, self.named = entry, arguments, named
        self.below: list[Call] = []
        self.commands: list[str] = []
        self.result: Any = None

    @property
    def partial(self) -> bool:
        """Whether it takes only some of the words, by its entry point or as it is called."""
        return self.entry.partial or any(map(self.named.get, _PARTLY))

    def named_as(self) -> "tuple[str, str]":
        """Return what the parser and its grammar are called: those of a class built on it."""
        entry = self.entry
        owner = type(self.arguments[0]) if self.arguments else object
        if entry.grammar != "argparse":
            return entry.parser, entry.grammar
        for each in owner.__mro__:
            file = getattr(sys.modules.get(each.__module__), "__file__", None)
            if not (isinstance(file, str) and own.is_own(file)):
                top = each.__module__.partition(".")[0]
                name = entry.parser.rpartition(".")[2]
                return f"{top}.{each.__name__}.{name}", top
        return entry.parser, entry.grammar
