"""tyro: what ``tyro.cli`` returns, or the function that it calls."""

from .. import calls, places
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap ``cli``; functions among what it is given are armed."""
    if module.__name__ == "tyro._parsers":
        kind = module.ParserSpecification
        entry = Entry("tyro", "tyro", _specified)
        calls.wrapped(kind, "from_callable_or_type", entry)
        return
    calls.before(module, "cli", _arm)
    entry = Entry("tyro.cli", "tyro", _brought, anywhere=True, options=_options)
    calls.wrapped(module, "cli", entry)


def _specified(_: Call) -> None:
    """Nothing arrives where a parser is described: it is asked for its options later on."""


def _options(_: "Call | None" = None) -> "list[dict[str, Any]]":
    """Return the options of the parser that was described last, those of subcommands aside."""
    call = calls.outermost()
    below = call.below if call is not None else []
    if _ is not None:
        below = _.below
    specified = [
        each.result
        for each in below
        if each.entry.brought is _specified and each.result.subparser_parent is None
    ]
    return [
        _option(each.arg if hasattr(each, "arg") else each)
        for each in (specified[-1].get_args_including_children() if specified else ())
    ]


def _option(argument: "Any") -> "dict[str, Any]":
    from ..options import option

    lowered = argument.lowered
    names = sorted(lowered.name_or_flags, key=lambda each: not each.startswith("--"))
    positional = argument.is_positional()
    switch = lowered.action in ("store_true", "store_false", "boolean_optional_action")
    valued: list[list[str]] = []
    counts = lowered.action == "count"
    if not (positional or switch or counts or lowered.is_fixed()):
        for name in names:
            valued.append([name, "{}"])
            if name.startswith("--"):
                valued.append([f"{name}={{}}"])
    if positional and not lowered.is_fixed():
        valued = [["{}"]]
    on, off = [], []
    if lowered.action == "store_true":
        on = names[:1]
    elif lowered.action == "store_false":
        off = names[:1]
    elif lowered.action == "boolean_optional_action":
        on, off = names[:1], [_inverse(names[0])]
    count = lowered.nargs
    return option(
        f"{argument.intern_prefix}.{argument.field.intern_name}".strip("."),
        valued=valued,
        on=on,
        off=off,
        least=0 if switch or counts or count in ("*", "?") else count or 1,
        most=0
        if switch or counts
        else None
        if count == "*"
        else 1
        if count == "?"
        else count or 1,
        choices=[str(each) for each in lowered.choices or ()],
        required=bool(lowered.required),
        positional=positional,
        repeatable=counts or lowered.action == "append",
    )


def _inverse(flag: str) -> str:
    """Return what turns a flag off: ``--a.no-b`` of ``--a.b``."""
    above, dot, name = flag[2:].rpartition(".")
    return f"--{above}{dot}no-{name}"


def _arm(f: "Any", *_: "Any", **_named: "Any") -> None:
    for each in _functions(f):
        if places.innermost(each) is not None:
            calls.arm(each, "tyro.cli", "tyro", _options)


def _functions(form: "Any") -> "list[Any]":
    """Return the functions that a form names: itself, or those within a union of them."""
    import typing

    if isinstance(form, type):
        return []
    if hasattr(form, "__code__"):
        return [form]
    inner = [*typing.get_args(form), getattr(form, "__origin__", None)]
    found = []
    for each in inner:
        if each is not None and each is not form and not isinstance(each, type):
            found += _functions(each)
    return found


def _brought(call: Call) -> "Any":
    if call.named.get("return_unknown_args"):
        values, left = call.result
        return {"returned": values}, left
    return {"returned": call.result}, None
