"""argparse, and what is built on it: the words of each action."""

import sys

from .. import calls, declaring, own
from ..entries import Call, Entry
from ..naming import type_name

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap what parses, what declares, and what chooses a subcommand."""
    from ..options import ASKED

    ASKED[:] = [of_call]
    kind = module.ArgumentParser
    for name, partial in (
        ("parse_args", False),
        ("parse_known_args", True),
        ("parse_intermixed_args", False),
        ("parse_known_intermixed_args", True),
    ):
        entry = Entry(
            f"argparse.ArgumentParser.{name}",
            "argparse",
            _some if partial else _all,
            partial=partial,
            literal=(0, "args"),
        )
        calls.wrapped(kind, name, entry)
    declaring.watch(module._ActionsContainer, "add_argument")
    _watch_commands(module._SubParsersAction)


def _all(call: Call) -> "Any":
    return {"returned": call.result}, None


def _some(call: Call) -> "Any":
    values, left = call.result
    return {"returned": values}, left


def _watch_commands(kind: "Any") -> None:
    original = kind.__call__

    def choose(
        self: "Any", parser: "Any", namespace: "Any", values: "Any", *more: "Any"
    ) -> "Any":
        call = calls.innermost()
        if call is not None and values:
            call.commands.append(str(values[0]))
        return original(self, parser, namespace, values, *more)

    calls.replace(kind, "__call__", choose)


# -- what it tells of its options -----------------------------------------------------------------


def of_call(call: Call) -> "list[dict[str, Any]]":
    """Return the options of the parser of a call, or of the first within it."""
    for each in (call, *reversed(call.below)):
        parser = each.arguments[0] if each.arguments else None
        if is_parser(parser):
            return options(parser, call.commands)
    return []


def is_parser(value: "Any") -> bool:
    """Whether this is an argparse parser."""
    module = sys.modules.get("argparse")
    return module is not None and isinstance(value, module.ArgumentParser)


def options(
    parser: "Any", chosen: "list[str]", command: "tuple[str, ...]" = ()
) -> "list[dict[str, Any]]":
    """Return the options of a parser and of its subcommands, those of one setting together."""
    import argparse

    found: dict[Any, dict[str, Any]] = {}
    first: dict[Any, Any] = {}
    below: list[dict[str, Any]] = []
    for action in parser._actions:
        if isinstance(action, (argparse._HelpAction, argparse._VersionAction)):
            continue
        if not _can_be_typed(parser, action):
            continue
        if isinstance(action, argparse._SubParsersAction):
            below += _below(action, chosen, command)
            if action.dest == argparse.SUPPRESS:
                continue
        each = _option(parser, action, command)
        there = found.setdefault(action.dest, each)
        if there is not each:
            _together(there, each, same=_alike(first[action.dest], action))
        first.setdefault(action.dest, action)
    return [*found.values(), *below]


def _can_be_typed(parser: "Any", action: "Any") -> bool:
    """Whether an action has a name to type, or needs none: jsonargparse keeps links as actions."""
    names = action.option_strings
    return not names or any(each[:1] in parser.prefix_chars for each in names)


def _is_own(action: "Any") -> bool:
    """Whether an action is of a class of the program's own: it may do anything with a value."""
    kind = type(action)
    module = sys.modules.get(getattr(kind.__call__, "__module__", ""))
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and own.is_own(file)


def _adjusted(action: "Any", argparse: "Any") -> str:
    """Return what may make another of a value: the rest of the words is for something else."""
    if action.nargs == argparse.REMAINDER:
        return "argparse.REMAINDER"
    return type_name(type(action)) if _is_own(action) else ""


def _below(
    action: "Any", chosen: "list[str]", command: "tuple[str, ...]"
) -> "list[dict[str, Any]]":
    """Return the options of subcommands, each once, by the name that was typed."""
    names: dict[int, str] = {}
    for name, parser in action.choices.items():
        if id(parser) not in names or name in chosen:
            names[id(parser)] = name
    found = []
    for name, parser in action.choices.items():
        if names[id(parser)] == name:
            found += options(parser, chosen, (*command, name))
    return found


def _alike(one: "Any", other: "Any") -> bool:
    """Whether two actions do the same with a value."""
    return (type(one), one.nargs, one.type) == (type(other), other.nargs, other.type)


def _together(one: "dict[str, Any]", other: "dict[str, Any]", *, same: bool) -> None:
    """Add another action of the same setting: ``--x`` and ``--no-x``.

    What collects further values (``--x+``) is no spelling of a value.
    """
    for key in ("valued", "on", "off") if same else ("on", "off"):
        one[key] += [each for each in other[key] if each not in one[key]]


def _option(
    parser: "Any", action: "Any", command: "tuple[str, ...]"
) -> "dict[str, Any]":
    import argparse

    from ...typed import typed
    from ..options import option

    least, most = _count(action, argparse)
    named = sorted(action.option_strings, key=lambda each: not each.startswith("--"))
    on, off = _switches(action, named, argparse)
    negative = _negative(named) if most != 0 else []
    off += negative[:1]
    valued: list[list[str]] = []
    if most != 0:
        for name in named:
            if name in negative:
                continue
            valued.append([name, "{}"])
            if name.startswith("--"):
                valued.append([f"{name}={{}}"])
        # The name of a subcommand is no value.
        if not named and not isinstance(action, argparse._SubParsersAction):
            valued.append(["{}"])
    default = action.default
    unknown = default is argparse.SUPPRESS or type(default).__name__ == "_MISSING_TYPE"
    return option(
        action.dest,
        valued=valued,
        on=on,
        off=off,
        least=least,
        most=most,
        type=type_name(_convert(parser, action)),
        annotation=_annotation(action),
        choices=_choices(action),
        default=None if unknown else typed(default),
        required=bool(action.required),
        positional=not named,
        repeatable=isinstance(action, (argparse._AppendAction, argparse._CountAction)),
        help="" if action.help in (None, argparse.SUPPRESS) else str(action.help),
        where=declaring.where(action),
        command=list(command),
        adjusted=_adjusted(action, argparse),
    )


def _convert(parser: "Any", action: "Any") -> "Any":
    """Return what converts the words of an action; nothing where they stay text."""
    if action.choices and type(action).__call__.__module__ != "argparse":
        return type(
            action
        )  # choices of words, each of which it may turn into something else
    if action.type is None:
        return None
    return parser._registry_get("type", action.type, action.type)


def _count(action: "Any", argparse: "Any") -> "tuple[int, Any]":
    """Return how many words an action takes."""
    nargs = action.nargs
    if nargs is None:
        return 1, 1
    if isinstance(nargs, int):
        return nargs, nargs
    if nargs == argparse.OPTIONAL:
        return 0, 1
    if nargs == argparse.PARSER:
        return 1, 1  # the name of the subcommand; the rest is its own
    return (1 if nargs == argparse.ONE_OR_MORE else 0), None


def _switches(
    action: "Any", named: "list[str]", argparse: "Any"
) -> "tuple[list[str], list[str]]":
    """Return the words that turn a flag on and off."""
    if _is_own(action):
        return [], []
    optional = getattr(argparse, "BooleanOptionalAction", None)
    if optional is not None and isinstance(action, optional):
        off = [each for each in named if each.startswith("--no-")]
        return [each for each in named if each not in off][:1], off[:1]
    if isinstance(action, argparse._StoreConstAction) and action.const is True:
        return named[:1], []
    if isinstance(action, argparse._StoreConstAction) and action.const is False:
        return [], named[:1]
    return [], []


def _negative(named: "list[str]") -> "list[str]":
    """Return the names that say no to another: ``--noamp`` beside ``--amp``, without a value."""
    known = {each.lstrip("-") for each in named}
    return [
        each
        for each in named
        if any(each.lstrip("-") in (f"no{one}", f"no-{one}") for one in known)
    ]


def _choices(action: "Any") -> "list[str]":
    if isinstance(action.choices, str):
        return []  # any part of it is taken: its letters are nobody's choices
    try:
        return [str(each) for each in action.choices or ()]
    except TypeError:  # any container will do for argparse
        return []


def _annotation(action: "Any") -> str:
    """Return the type hint that jsonargparse keeps with an action."""
    hint = vars(action).get("_typehint")
    if hint is None:
        return ""
    from ..options import annotation

    return annotation(hint)
