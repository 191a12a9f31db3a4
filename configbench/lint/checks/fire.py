"""What Fire calls with a word for no: it reads ``False`` alone, and ``no`` is text."""

import ast
from collections.abc import Iterator

from configbench.audit.source.following import Following, Way
from configbench.audit.source.trees import Node
from configbench.lint.model import Found
from configbench.lint.module import Module


def found(module: Module) -> Iterator[Found]:
    """Yield the parameters for yes and no of functions that Fire calls, unless they are checked."""
    for at in module.forest.calls("Fire"):
        call = at.node
        if not isinstance(call, ast.Call) or not call.args:
            continue
        if module.names.dotted(call.func) != {"fire.Fire"}:
            continue
        match call.args[0]:
            case ast.Name(id=name):
                defined = module.forest.defined(name)
                if len(defined) == 1 and isinstance(defined[0].node, ast.FunctionDef):
                    yield from _of(module, defined[0].node)


def _of(module: Module, function: ast.FunctionDef) -> Iterator[Found]:
    if function.decorator_list:
        return
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + [
        *arguments.defaults
    ]
    both = [
        *zip(positional, defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for parameter, default in both:
        if _is_bool(module, parameter, default) and not _is_checked(
            module, function, parameter.arg
        ):
            yield module.found(
                "CB101",
                parameter,
                f"--{parameter.arg} no arrives as the text 'no', which is true: Fire reads True "
                "and False, and no other words",
                cause="fire.Fire",
                settings=(parameter.arg,),
            )


def _is_bool(module: Module, parameter: ast.arg, default: ast.expr | None) -> bool:
    annotated = module.names.builtin(parameter.annotation) == "bool"
    return (
        annotated
        and isinstance(default, ast.Constant)
        and isinstance(default.value, bool)
    )


def _is_checked(module: Module, function: ast.FunctionDef, name: str) -> bool:
    """Whether the function may look at what arrives, or make something else of it."""
    own = [
        at
        for at in module.forest.names(name)
        if module.tree.home(at.node, name) is function
    ]
    if any(
        module.tree.home(at.node, name) is function for at in module.forest.puts(name)
    ):
        return True
    if any(Following(module.forest, own, Way.NEAR).conversions()):
        return True
    whole = ("locals", "isinstance", "type")
    return any(
        module.tree.function(at.node) is function and _concerns(at, name)
        for each in whole
        for at in module.forest.calls(each)
    )


def _concerns(at: Node, name: str) -> bool:
    call = at.node
    assert isinstance(call, ast.Call)  # noqa: S101  for the reader
    return not call.args or any(
        isinstance(each, ast.Name) and each.id == name
        for argument in call.args
        for each in ast.walk(argument)
    )
