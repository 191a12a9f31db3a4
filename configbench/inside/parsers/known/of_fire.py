"""Fire: the function that it calls, once it has refused what it refuses."""

import inspect
import sys

from .. import calls, places

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: What was called so far, and with what; told when Fire is content with all words.
_CALLED: "list[tuple[Any, dict[str, Any]]]" = []


def hook(module: "Any") -> None:
    """Wrap what calls a component, and what comes after all words were taken."""
    original = module._CallAndUpdateTrace

    def call(
        component: "Any",
        args: "Any",
        component_trace: "Any",
        *more: "Any",
        **named: "Any",
    ) -> "Any":
        if not calls.acts() or places.innermost(component) is None:
            return original(component, args, component_trace, *more, **named)
        if calls.goes_on():
            _tell([component], {})
            return original(component, args, component_trace, *more, **named)
        if calls.runs_on():
            _tell([component], _bound(module, component, args, *more, **named)[0])
            return original(component, args, component_trace, *more, **named)
        return _called(module, component, args, component_trace, *more, **named)

    calls.replace(module, "_CallAndUpdateTrace", call)
    calls.before(module, "_PrintResult", _done)


def _called(
    module: "Any",
    component: "Any",
    args: "Any",
    trace: "Any",
    treatment: str = "class",
    target: "Any" = None,
) -> "tuple[Any, Any]":
    """Do what Fire does with a component but for calling it."""
    filename, number = module.inspectutils.GetFileAndLine(component)
    arguments, (consumed, left, capacity) = _bound(module, component, args, treatment)
    result = None
    if treatment == "class":
        # An object whose members can be named; its own code is not run.
        result = object.__new__(component)
    _CALLED.append((component, arguments))
    action = {
        "class": module.trace.INSTANTIATED_CLASS,
        "routine": module.trace.CALLED_ROUTINE,
    }.get(treatment, module.trace.CALLED_CALLABLE)
    trace.AddCalledComponent(
        result, target or component, consumed, filename, number, capacity, action=action
    )
    return result, left


def _bound(
    module: "Any",
    component: "Any",
    args: "Any",
    treatment: str = "class",
    target: "Any" = None,
) -> "tuple[dict[str, Any], Any]":
    """Return the arguments of a call by name, and what else Fire's own parse tells."""
    del target
    metadata = module.decorators.GetMetadata(component)
    function = component.__call__ if treatment == "callable" else component
    parse = module._MakeParseFn(function, metadata)
    (given, named), *others = parse(args)
    bound = inspect.signature(function).bind(*given, **named)
    bound.apply_defaults()
    arguments = dict(bound.arguments)
    for each in bound.signature.parameters.values():
        if each.kind is each.VAR_KEYWORD:
            arguments.update(arguments.pop(each.name))
    return arguments, others


def _done(*_: "Any", **_named: "Any") -> None:
    if not _CALLED:
        return
    values: dict[str, Any] = {}
    for _function, arguments in _CALLED:
        values.update(arguments)
    called = [each for each, _arguments in _CALLED]
    _CALLED.clear()
    _tell(called, values)


def _tell(called: "list[Any]", values: "dict[str, Any]") -> None:
    calls.entered(
        called[-1],
        "fire.Fire",
        "fire",
        {"returned": values},
        None,
        lambda: _options(called),
    )


def _options(called: "list[Any]") -> "list[dict[str, Any]]":
    from ...typed import typed
    from ..options import annotation, option

    found = []
    for function in called:
        for name, each in inspect.signature(function).parameters.items():
            if each.kind in (each.VAR_KEYWORD, each.VAR_POSITIONAL):
                continue
            hint = each.annotation
            default = None if each.default is each.empty else each.default
            switch = type(default) is bool or hint is bool
            required = each.default is each.empty
            # What was given without its name cannot be given again by it.
            placed = required and not _is_named(name)
            found.append(
                option(
                    name,
                    valued=[["{}"]]
                    if placed
                    else [[f"--{name}={{}}"], [f"--{name}", "{}"]],
                    positional=placed,
                    annotation="" if hint is each.empty else annotation(hint),
                    on=[f"--{name}"] if switch else [],
                    off=[f"--no{name}"] if switch else [],
                    required=required,
                    default=None if each.default is each.empty else typed(default),
                )
            )
    return found


def _is_named(name: str) -> bool:
    spelt = (f"--{name}", f"--{name.replace('_', '-')}")
    return any(word.partition("=")[0] in spelt for word in sys.argv)
