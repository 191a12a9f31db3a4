"""Choices of which none can be typed: numbers, beside words that nothing converts."""

import ast
from collections.abc import Iterator

from configbench.lint.model import CONVERTER, Edit, Found
from configbench.lint.module import Module
from configbench.lint.parsers import Declared

#: What a word can be compared with after it was converted.
_TYPES: dict[type, str] = {bool: CONVERTER, int: "int", float: "float"}


def found(module: Module) -> Iterator[Found]:
    """Yield the declarations whose choices are never equal to what a word has become."""
    for declared in module.parsers.declared:
        given = declared.given("choices")
        if given is None or not declared.stores:
            continue
        values = _values(module, given)
        converts = module.parsers.type_of(declared)
        if not values or not _never_equal(values, converts):
            continue
        word = str(values[0])
        typed = repr(word) if converts == "str" else word
        yield module.found(
            "CB111",
            given,
            f"none of the choices can be typed at {declared.shown}: {typed} is compared with "
            f"{values[0]!r}",
            cause="choices without type"
            if converts == "str"
            else "choices of another type",
            settings=declared.settings,
            mend=_mend(module, declared, given, values),
        )


def _never_equal(values: list[object], converts: str) -> bool:
    if converts == "str":
        return all(isinstance(each, bool | int | float) for each in values)
    return converts in {"int", "float"} and all(
        isinstance(each, str) for each in values
    )


def _values(module: Module, given: ast.expr) -> list[object]:
    """Return the choices, if they are written there."""
    match given:
        case ast.List(elts=each) | ast.Tuple(elts=each) | ast.Set(elts=each):
            values = [_literal(one) for one in each]
            return [] if None in values else values
        case ast.Call(func=function, args=[_, *_]) if (
            module.names.builtin(function) == "range"
        ):
            return [0]
    return []


def _literal(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def _mend(
    module: Module, declared: Declared, given: ast.expr, values: list[object]
) -> tuple[Edit, ...]:
    """Return a type beside the choices: no word has worked so far."""
    kinds = {type(each) for each in values}
    default = declared.given("default")
    # A default that is text would be converted.
    known = default is None or (
        isinstance(default, ast.Constant) and not isinstance(default.value, str)
    )
    if len(kinds) != 1 or declared.given("type") is not None or not known:
        return ()
    (kind,) = kinds
    text = f"type={_TYPES[kind]}, "
    begins = next(each for each in declared.call.keywords if each.value is given)
    at = module.begin(begins)
    return (Edit(at, at, text),)
