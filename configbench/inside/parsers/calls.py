"""Calls of parsers: which are within which, and what becomes of the process when one returns."""

import functools
import os
import sys
from _thread import get_ident

from .. import hits
from .entries import Call, Entry, Told

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

#: ``tell`` is ``discover`` that ends nowhere: what parsers tell on the way to a stated place.
#: ``record`` is ``end`` that ends nowhere: the program runs on with its words.
ACTIONS = ("discover", "tell", "end", "record")


def guarded(act: "Callable[..., None]") -> "Callable[..., None]":
    """Have no fault of ours become the program's: its process ends with a sentence."""

    def acting(*arguments: "Any", **named: "Any") -> None:
        try:
            act(*arguments, **named)
        except Exception as error:  # noqa: BLE001  whatever it is
            hits.fail(error)

    return acting


_TOLD = Told()

#: The places of which this process has told what was there, where it runs on.
_RECORDED: "set[tuple[int, str]]" = set()

#: The calls that have begun, by thread, outermost first.
_OPEN: "dict[int, list[Call]]" = {}


def told(action: str, file: str, at: str) -> None:
    """Do this from now on; what a parent did before its fork is forgotten."""
    _TOLD.action, _TOLD.file, _TOLD.at = action, file, at
    _OPEN.clear()


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


def before(owner: "Any", name: str, act: "Callable[..., None]") -> None:
    """Have something done before a function is called, with what it is called with."""
    stored = vars(owner).get(name)
    if stored is None:
        return
    original = getattr(stored, "__func__", stored)

    def acting(*arguments: "Any", **named: "Any") -> "Any":
        if _TOLD.action:
            guarded(act)(*arguments, **named)
        return original(*arguments, **named)

    replace(owner, name, acting)


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


@guarded
def _returned(call: Call, frame: "FrameType") -> None:
    found = call.entry.brought(call)
    if found is not None:
        arrived(call, frame, *found)


def arrived(
    call: Call, frame: "FrameType", values: "dict[str, Any]", left: "Any" = None
) -> None:
    """Have what a call brings arrive in the program, at a frame or, outwards, its nearest own one.

    Parameters
    ----------
    call, frame
        What has returned, and into what.
    values, left
        The objects by name, and words that were handed back.
    """
    from . import places

    place = places.returned_into(frame, anywhere=call.entry.anywhere)
    if _TOLD.action in ("end", "record"):
        here = place.own and place.at == _TOLD.at
        if here and not places.is_inner(place, call):
            _record(place.at, values, left)
        return
    from . import telling

    stated = place.at == _TOLD.at and not places.is_inner(place, call)
    why = "" if stated else places.passed_by(place, call, frame)
    telling.returned(_TOLD, place, call, (values, left), why)


def entered(
    function: "Any",
    parser: str,
    grammar: str,
    values: "dict[str, Any]",
    left: "Any" = None,
    options: "Any" = None,
) -> None:
    """Be about to call a function of the program with what was typed; end the process there.

    Parameters
    ----------
    function
        What is called; nothing is done if it is not the program's own.
    parser, grammar
        Who calls it, and of which library the words are.
    values, left
        The objects by name, and words that were handed back.
    options
        Returns what the library tells of its options.
    """
    if not _TOLD.action:
        return
    from . import places

    place = places.entered_at(function)
    if _TOLD.action in ("end", "record"):
        if place.own:
            _record(place.at, values, left)
        return
    from . import telling

    telling.entered(_TOLD, place, parser, grammar, (values, left), options)


def arm(function: "Any", parser: str, grammar: str, options: "Any" = None) -> None:
    """Have a function of the program end the process once it is entered, with its arguments.

    Parameters
    ----------
    function, parser, grammar, options
        As of :func:`entered`; what wraps the function is looked through.
    """
    if not _TOLD.action:
        return
    from . import places, swapping

    inner = places.innermost(function)
    if inner is None or goes_on():
        if _TOLD.action in ("discover", "tell"):
            entered(function, parser, grammar, {}, None, options)
        return

    @guarded
    def look(values: "dict[str, Any]") -> None:
        if grammar != "hydra":
            # Arguments go by their names; of Hydra's one, its keys do.
            values = {"returned": values}
        entered(inner, parser, grammar, values, None, options)

    swapping.swap(inner, look, goes_on=_TOLD.action == "record")


def acts() -> bool:
    """Whether anything is to be done in this process."""
    return bool(_TOLD.action)


def goes_on() -> bool:
    """Whether nothing ends where words have arrived: a stated place may lie beyond."""
    return _TOLD.action == "tell"


def runs_on() -> bool:
    """Whether the program runs on with its words, once what arrived is told."""
    return _TOLD.action == "record"


def _record(at: str, values: "dict[str, Any]", left: "list[str] | None") -> None:
    from . import telling

    if _TOLD.action == "end":
        telling.hit(_TOLD.file, {"at": at}, values, left)
    elif (os.getpid(), at) not in _RECORDED:
        _RECORDED.add((os.getpid(), at))
        telling.recorded(_TOLD.file, {"at": at}, values, left)
