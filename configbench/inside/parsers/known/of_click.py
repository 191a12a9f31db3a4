"""click and Typer: the function of the command that was chosen."""

from .. import calls

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap what calls the function of a command."""
    calls.before(module.Context, "invoke", _invoke)


def _invoke(context: "Any", callback: "Any" = None, *_: "Any", **_named: "Any") -> None:
    # A group's own function goes before that of the command.
    if callable(callback) and not context.invoked_subcommand:
        command = context.command
        typer = type(command).__module__.startswith("typer.")
        parser = "typer.Typer" if typer else "click.Command"
        calls.arm(callback, parser, "click", lambda: options(command, context))


def options(command: "Any", context: "Any") -> "list[dict[str, Any]]":
    """Return what is known of each parameter of a command."""
    from ..options import option

    words = context.command_path.split()[1:]
    found = []
    for each in command.get_params(context):
        if each.name == "help" or not each.expose_value:
            continue
        counts = bool(getattr(each, "count", False))
        switch = counts or bool(getattr(each, "is_flag", False))
        named = sorted(each.opts, key=lambda one: not one.startswith("--"))
        on, off = ([], []) if counts or not switch else _switches(each, named)
        positional = getattr(each, "param_type_name", "") == "argument"
        kind = getattr(each, "type", None)
        chosen = getattr(kind, "choices", None) or ()
        alone = switch or bool(getattr(each, "_flag_needs_value", False))
        found.append(
            option(
                each.name,
                valued=_valued(named, positional=positional, switch=switch),
                on=on,
                off=off,
                least=0 if alone else max(each.nargs, 0),
                most=0 if switch else None if each.nargs < 0 else each.nargs,
                type="" if chosen or kind is None else _convert(kind),
                choices=[str(getattr(one, "value", one)) for one in chosen],
                required=bool(each.required),
                positional=positional,
                repeatable=counts or bool(getattr(each, "multiple", False)),
                help=str(getattr(each, "help", None) or ""),
                command=words,
                adjusted=_adjusted(each, kind),
            )
        )
    return found


def _switches(parameter: "Any", named: "list[str]") -> "tuple[list[str], list[str]]":
    """Return the words that turn a flag on and off: ``flag_value=False`` does the latter."""
    other = [*parameter.secondary_opts][:1]
    if getattr(parameter, "flag_value", True) is False:
        return other, named[:1]
    return named[:1], other


def _convert(kind: "Any") -> str:
    """Return the dotted name of a type: of click's own, what it makes."""
    from ..naming import type_name

    name = type_name(type(kind))
    known = name.startswith(("click.", "typer."))
    return _CONVERTS.get(getattr(kind, "name", ""), name) if known else name


def _adjusted(parameter: "Any", kind: "Any") -> str:
    """Return what may make another of a value: a callback, a clamp, a type of the program's."""
    from ..naming import type_name

    if getattr(parameter, "callback", None) is not None:
        return type_name(parameter.callback)
    # Typer keeps by itself what it was told of a parameter.
    told = getattr(getattr(parameter, "type_descriptor", None), "parameter_info", None)
    own = getattr(told, "parser", None) or getattr(told, "click_type", None)
    if own is not None:
        return type_name(own)
    name = type_name(type(kind))
    if getattr(kind, "clamp", False) or getattr(told, "clamp", False):
        return f"{name}.clamp"
    known = name.startswith(("click.", "typer.")) and not hasattr(kind, "func")
    return "" if known or kind is None else name


def _valued(named: "list[str]", *, positional: bool, switch: bool) -> "list[list[str]]":
    if positional:
        return [["{}"]]
    if switch:
        return []
    found = []
    for name in named:
        found.append([name, "{}"])
        if name.startswith("--"):
            found.append([f"{name}={{}}"])
    return found


#: What click calls its types, as dotted names.
_CONVERTS = {
    "integer": "builtins.int",
    "float": "builtins.float",
    "text": "builtins.str",
    "boolean": "builtins.bool",
    "integer range": "builtins.int",
    "float range": "builtins.float",
    "path": "pathlib.Path",
    "file": "pathlib.Path",
    "directory": "pathlib.Path",
}
