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
    from .of_argparse import type_name

    words = context.command_path.split()[1:]
    found = []
    for each in command.get_params(context):
        if each.name == "help" or not each.expose_value:
            continue
        switch = bool(getattr(each, "is_flag", False))
        named = sorted(each.opts, key=lambda one: not one.startswith("--"))
        positional = getattr(each, "param_type_name", "") == "argument"
        kind = getattr(each, "type", None)
        chosen = getattr(kind, "choices", None) or ()
        convert = _CONVERTS.get(getattr(kind, "name", ""), type_name(type(kind)))
        found.append(
            option(
                each.name,
                valued=_valued(named, positional=positional, switch=switch),
                on=named[:1] if switch else [],
                off=[*each.secondary_opts][:1],
                least=0 if switch else max(each.nargs, 0),
                most=0 if switch else None if each.nargs < 0 else each.nargs,
                type="" if chosen or kind is None else convert,
                choices=[str(getattr(one, "value", one)) for one in chosen],
                required=bool(each.required),
                positional=positional,
                repeatable=bool(getattr(each, "multiple", False)),
                help=str(getattr(each, "help", None) or ""),
                command=words,
            )
        )
    return found


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
    "filename": "pathlib.Path",
}
