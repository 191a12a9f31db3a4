"""What converts a word, and makes something else of it: ``type=bool``, ``type=list``."""

import ast
from collections.abc import Iterator

from configbench.lint.model import CONVERTER, Edit, Found
from configbench.lint.module import Module
from configbench.lint.parsers import Declared

#: Of Python's own functions: the rule, and what it does.
_SPLITS = {"list": "['a', 'b', 'c']", "tuple": "('a', 'b', 'c')"}
_SETS = {"set", "frozenset"}
_RUNS = {"eval", "exec"}

_CLICK = {"click.option", "click.argument", "rich_click.option", "rich_click.argument"}


def found(module: Module) -> Iterator[Found]:
    """Yield the types that make something else of a word."""
    for declared in module.parsers.declared:
        type_ = declared.given("type")
        if type_ is None or not declared.stores:
            continue
        converts = module.names.calls(type_)
        if converts in module.parsers.replaced:
            continue
        if converts == "bool":
            yield _bool(module, declared, type_)
        else:
            yield from _other(
                module, type_, converts, declared.shown, declared.settings
            )
    yield from _of_click(module)


def _bool(module: Module, declared: Declared, type_: ast.expr) -> Found:
    mend: tuple[Edit, ...] = ()
    # argparse converts a default that is text, too: what that means is not ours to change.
    if all(_is_no_text(declared.given(name)) for name in ("default", "const")):
        mend = (module.edit(type_, CONVERTER),)
    return module.found(
        "CB101",
        type_,
        f"{_typed(declared.shown, 'False')} arrives as True: bool makes True of every text "
        "but the empty one",
        cause="type=bool",
        settings=declared.settings,
        mend=mend,
    )


def _is_no_text(value: ast.expr | None) -> bool:
    return value is None or (
        isinstance(value, ast.Constant)
        and (value.value is None or isinstance(value.value, bool))
    )


def _other(
    module: Module,
    type_: ast.expr,
    converts: str,
    shown: str,
    settings: tuple[str, ...],
) -> Iterator[Found]:
    told = {"cause": f"type={converts}", "settings": settings}
    if converts in _SPLITS:
        says = f"{_typed(shown, 'abc')} arrives as {_SPLITS[converts]}, its letters"
        yield module.found("CB102", type_, says, **told)  # type: ignore[arg-type]
    elif converts in _SETS:
        says = f"{_typed(shown, 'abc')} arrives as the set of its letters"
        yield module.found("CB102", type_, says, **told)  # type: ignore[arg-type]
    elif converts == "dict":
        says = f"every word but the empty one is refused at {shown}: dict makes nothing of a text"
        yield module.found("CB111", type_, says, **told)  # type: ignore[arg-type]
    elif converts in _RUNS:
        says = f"{converts} runs what is typed at {shown}"
        yield module.found("CB203", type_, says, **told)  # type: ignore[arg-type]


def _typed(shown: str, word: str) -> str:
    return (
        f"{shown} {word}" if shown.startswith(("-", "'-")) else f"{word!r} for {shown}"
    )


def _of_click(module: Module) -> Iterator[Found]:
    """Yield the same of click, whose ``type=bool`` reads words for yes and no."""
    for name in ("option", "argument"):
        for at in module.forest.calls(name):
            call = at.node
            if not isinstance(call, ast.Call):
                continue
            known = module.names.dotted(call.func)
            if not known or not known <= _CLICK:
                continue
            declared = Declared(at, call)
            type_ = declared.given("type")
            if type_ is not None and declared.settings:
                converts = module.names.calls(type_)
                yield from _other(
                    module, type_, converts, declared.shown, declared.settings
                )
