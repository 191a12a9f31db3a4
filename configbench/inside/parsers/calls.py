"""Calls of parsers: which are within which, and what becomes of the process when one returns."""

import functools
import sys
from _thread import get_ident

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

    #: What a call has brought: the objects by name, and words that were handed back.
    Brought = "tuple[dict[str, Any], list[str] | None]"

ACTIONS = ("discover", "end")


class _Told:
    """What this process is told to do."""

    action, file, at = "", "", ""


_TOLD = _Told()

#: The calls that have begun, by thread, outermost first.
_OPEN: "dict[int, list[Call]]" = {}


def told(action: str, file: str, at: str) -> None:
    """Do this from now on; what a parent did before its fork is forgotten."""
    _TOLD.action, _TOLD.file, _TOLD.at = action, file, at
    _OPEN.clear()


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
    ) -> None:
        self.parser, self.grammar, self.brought = parser, grammar, brought
        self.partial, self.anywhere, self.literal = partial, anywhere, literal


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


def innermost() -> "Call | None":
    """Return the call that is under way in this thread, the innermost."""
    there = _OPEN.get(get_ident())
    return there[-1] if there else None


def outermost() -> "Call | None":
    """Return the call that is under way in this thread, the outermost."""
    there = _OPEN.get(get_ident())
    return there[0] if there else None


def wrapped(owner: "Any", name: str, entry: Entry) -> None:
    """Put a wrapper around a function of a module or a class; nothing if it has none."""
    stored = vars(owner).get(name)
    if stored is None:
        return
    original = getattr(stored, "__func__", stored)

    def returning(*arguments: "Any", **named: "Any") -> "Any":
        if not _TOLD.action:
            return original(*arguments, **named)
        call = Call(entry, arguments, named)
        there = _OPEN.setdefault(get_ident(), [])
        there.append(call)
        try:
            call.result = original(*arguments, **named)
        finally:
            there.remove(call)
        if there:
            there[-1].below.append(call)
            there[-1].commands += call.commands
        if not there or entry.anywhere:
            _returned(call, sys._getframe(1))
        return call.result

    replace(owner, name, returning)


def replace(owner: "Any", name: str, function: "Callable[..., Any]") -> None:
    """Put a function in another's place, which it looks like."""
    stored = vars(owner)[name]
    original = getattr(stored, "__func__", stored)
    function = functools.wraps(original)(function)
    kind = type(stored)
    if kind in (staticmethod, classmethod):
        setattr(owner, name, kind(function))
    else:
        setattr(owner, name, function)


def _returned(call: Call, frame: "FrameType") -> None:
    from . import places

    found = call.entry.brought(call)
    if found is None:
        return
    place = places.returned_into(frame, anywhere=call.entry.anywhere)
    if _TOLD.action == "end":
        if place.own and place.at == _TOLD.at:
            _record_and_end(place.at, *found)
        return
    from . import telling

    why = places.passed_by(place, call)
    telling.returned(_TOLD.file, place, call, found, why)


def entered(
    function: "Any", parser: str, grammar: str, brought: "Any", options: "Any" = None
) -> None:
    """Be about to call a function of the program with what was typed; end the process there.

    Parameters
    ----------
    function
        What is called; nothing is done if it is not the program's own.
    parser, grammar
        Who calls it, and of which library the words are.
    brought
        The objects by name, and words that were handed back.
    options
        Returns what the library tells of its options.
    """
    if not _TOLD.action:
        return
    from . import places

    place = places.entered_at(function)
    if _TOLD.action == "end":
        if place.own:
            _record_and_end(place.at, *brought)
        return
    from . import telling

    telling.entered(_TOLD.file, place, parser, grammar, brought, options)


def acts() -> bool:
    """Whether anything is to be done in this process."""
    return bool(_TOLD.action)


def _record_and_end(
    at: str, values: "dict[str, Any]", left: "list[str] | None"
) -> None:
    from .telling import hit

    hit(_TOLD.file, {"at": at}, values, left)
