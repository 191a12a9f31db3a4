"""Choices of which none can be typed: numbers, beside words that nothing converts."""

import ast
from collections.abc import Iterator

from configbench.lint.model import CONVERTER, Edit, Found
from configbench.lint.module import Module
from configbench.lint.parsers import Declared

#: What a word can be compared with after it was converted.
_TYPES: dict[type, str] = {bool: CONVERTER, int: "int", float: "float"}


def found(module: Module) -> Iterator[Found]:
    """Yield the declarations whose choices are no texts, and whose words are."""
    for declared in module.parsers.declared:
        given = declared.given("choices")
        if given is None or not declared.stores or not _is_text(module, declared):
            continue
        values = _values(module, given)
        if not values or not all(
            isinstance(each, bool | int | float) for each in values
        ):
            continue
        word = str(values[0])
        yield module.found(
            "CB111",
            given,
            f"none of the choices can be typed at {declared.shown}: the word {word!r} is compared "
            f"with the value {word}",
            cause="choices without type",
            settings=(declared.dest,),
            mend=_mend(module, declared, given, values),
        )


def _is_text(module: Module, declared: Declared) -> bool:
    type_ = declared.given("type")
    return type_ is None or module.names.builtin(type_) == "str"


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
