"""optparse: the values, and the words that are left over."""

from .. import calls, declaring
from ..entries import Call, Entry
from ..naming import type_name

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: What it calls types, by what makes them.  Where no type is given, ``string`` is nobody's word.
_TYPES = {
    "string": "",
    "choice": "",
    "int": "builtins.int",
    "long": "builtins.int",
    "float": "builtins.float",
    "complex": "builtins.complex",
}


def hook(module: "Any") -> None:
    """Wrap what parses, and what declares."""
    entry = Entry(
        "optparse.OptionParser.parse_args",
        "optparse",
        _brought,
        literal=(0, "args"),
        options=_options,
    )
    calls.wrapped(module.OptionParser, "parse_args", entry)
    declaring.watch(module.OptionContainer, "add_option")


def _brought(call: Call) -> "Any":
    values, left = call.result
    return {"returned": values}, left


def _options(call: Call) -> "list[dict[str, Any]]":
    """Return the options of a parser, those of one setting together."""
    parser = call.arguments[0]
    found: dict[str, dict[str, Any]] = {}
    for each in parser._get_all_options():
        if each.dest is None:  # help, version, what a function does
            continue
        told = _option(parser, each)
        there = found.setdefault(each.dest, told)
        if there is not told:
            for key in ("valued", "on", "off"):
                there[key] += told[key]
    return [*found.values()]


def _option(parser: "Any", each: "Any") -> "dict[str, Any]":
    from ...typed import typed
    from ..options import option

    names = [*each._long_opts, *each._short_opts]
    takes = each.nargs or 0 if each.takes_value() else 0
    valued: list[list[str]] = []
    for name in names if takes else ():
        valued.append([name, "{}"])
        if name.startswith("--"):
            valued.append([f"{name}={{}}"])
    constant = {"store_true": True, "store_false": False}.get(each.action, each.const)
    stores = each.action in ("store_true", "store_false", "store_const")
    return option(
        each.dest,
        valued=valued,
        on=names[:1] if stores and constant is True else [],
        off=names[:1] if stores and constant is False else [],
        least=takes,
        most=takes,
        type=_TYPES.get(each.type or "string", f"optparse.{each.type}"),
        choices=[str(one) for one in each.choices or ()],
        default=typed(parser.defaults.get(each.dest)),
        repeatable=each.action in ("append", "append_const", "count"),
        help=str(each.help or "") if each.help != "SUPPRESSHELP" else "",
        where=declaring.where(each),
        adjusted=type_name(each.callback) if each.action == "callback" else "",
    )
