"""Typed values as people write them: ``Adam(lr=0.0003, weight_decay=0.0, betas=(0.9, 0.999))``.

What arrived (``configbench.inside.typed``) is JSON with a type beside every value.
People read and write the same thing as a Python expression: :func:`show` gives it, :func:`parse`
reads it back.  The task files state the expected effect in this form, the report prints it.
"""

import ast
import math
from typing import Any

Typed = dict[str, Any]

_BUILTIN_CONTAINERS = {"list": "[]", "tuple": "()", "set": "{}"}
_PATH = "pathlib.PosixPath"
_CORE = "shared_model."


def show(value: Typed) -> str:
    """Return a Python expression for a typed value; other types are named in full.

    >>> show({"t": "float", "v": "0.0003"})
    '0.0003'
    >>> show({"t": "omegaconf.listconfig.ListConfig", "v": [{"t": "int", "v": 32}]})
    'omegaconf.listconfig.ListConfig([32])'
    """
    kind = value["t"]
    if "unreadable" in value:
        return f"<{kind}: {value['unreadable']}>"
    name = kind.removeprefix(_CORE)
    if "args" in value:
        arguments = ", ".join(
            f"{key}={show(arg)}" for key, arg in value["args"].items()
        )
        return f"{name}({arguments})"
    body = value["v"]
    if "func" in value:
        positional, keywords = body
        arguments = ", ".join(
            [
                value["func"],
                *map(show, positional["v"]),
                *(f"{key['v']}={show(item)}" for key, item in keywords["v"]),
            ]
        )
        return f"functools.partial({arguments})"
    if kind in {"NoneType", "bool", "int", "str"}:
        return repr(body)
    if kind == "float":
        return body if math.isfinite(float(body)) else f"float({body!r})"
    if kind == _PATH:
        return f"Path({body!r})"
    if kind == "dict":
        return _pairs(body)
    if kind in _BUILTIN_CONTAINERS and (body or kind != "set"):
        items = ", ".join(map(show, body))
        if kind == "tuple" and len(body) == 1:
            items += ","
        brackets = _BUILTIN_CONTAINERS[kind]
        return f"{brackets[0]}{items}{brackets[1]}"
    if kind == f"{_CORE}Precision":
        return f"{name}.{body}"
    return f"{name}({_show_body(body)})"


def _pairs(body: list[list[Typed]]) -> str:
    return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in body) + "}"


def _show_body(body: object) -> str:
    if not isinstance(body, list):
        return repr(body)
    if body and all(isinstance(item, list) for item in body):
        return _pairs(body)
    return "[" + ", ".join(map(show, body)) + "]"


def parse(text: str) -> Typed:
    """Read what :func:`show` writes for Python's own types and the parts of the core.

    Raises
    ------
    ValueError
        With one sentence that names the text, for anything else.
    """
    try:
        return _parse(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, _UnknownFormError) as error:
        raise ValueError(
            f"{text!r} is not a value: expected a Python literal, Path('…'), "
            f"Precision.NAME, float('nan') or a part such as L1(weights={{…}})"
        ) from error


class _UnknownFormError(Exception):
    """An expression that is none of the forms that ``show`` writes."""


def _parse(node: ast.expr) -> Typed:
    match node:
        case ast.Constant(value=None | bool() | int() | str() as value):
            return {"t": type(value).__name__, "v": value}
        case ast.Constant(value=float() as value):
            return {"t": "float", "v": repr(value)}
        case ast.UnaryOp(
            op=ast.USub(), operand=ast.Constant(value=int() | float() as value)
        ):
            return _parse(ast.Constant(-value))
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return {
                "t": type(node).__name__.lower(),
                "v": [_parse(item) for item in items],
            }
        case ast.Set(elts=items):
            return {"t": "set", "v": sorted(map(_parse, items), key=repr)}
        case ast.Dict(keys=keys, values=values) if None not in keys:
            pairs = zip(keys, values, strict=True)
            return {"t": "dict", "v": [[_parse(k), _parse(v)] for k, v in pairs if k]}
        case ast.Attribute(value=ast.Name(id="Precision"), attr=member):
            return {"t": f"{_CORE}Precision", "v": member}
        case ast.Call(
            func=ast.Name(id="Path"), args=[ast.Constant(value=str() as path)]
        ):
            return {"t": _PATH, "v": path}
        case ast.Call(
            func=ast.Name(id="float"), args=[ast.Constant(value=str() as text)]
        ):
            return {"t": "float", "v": repr(float(text))}
        case ast.Call(func=ast.Name(id=name), args=[], keywords=keywords) if name[
            0
        ].isupper():
            arguments = {word.arg: _parse(word.value) for word in keywords if word.arg}
            return {"t": f"{_CORE}{name}", "args": arguments}
    raise _UnknownFormError(ast.dump(node))


def equal(one: Typed, other: Typed) -> bool:
    """Whether two typed values are equal in value and type, the order of a mapping aside."""
    return bool(_ordered(one) == _ordered(other))


def _ordered(value: Any) -> Any:
    if isinstance(value, list):
        items = [_ordered(item) for item in value]
        pairs = bool(items) and all(isinstance(item, list) for item in items)
        return sorted(items, key=repr) if pairs else items
    if isinstance(value, dict):
        return {key: _ordered(item) for key, item in value.items()}
    return value


def same_value(one: Typed, other: Typed) -> bool:
    """Whether two typed values are equal when types are left aside.

    Numbers compare as numbers, any sequence with any sequence, any mapping with any mapping, a path
    with its string.  A string never equals a number or an enum: training refuses it there.
    """
    if "unreadable" in one or "unreadable" in other:
        return False
    if equal(one, other):
        return True
    if "args" in one or "args" in other:
        return (
            one["t"] == other["t"]
            and "args" in one
            and "args" in other
            and one["args"].keys() == other["args"].keys()
            and all(same_value(one["args"][k], other["args"][k]) for k in one["args"])
        )
    if "func" in one or "func" in other:
        return False
    left, right = one["v"], other["v"]
    if isinstance(left, list) and isinstance(right, list):
        left, right = _ordered(left), _ordered(right)
        return len(left) == len(right) and all(
            _same_item(a, b) for a, b in zip(left, right, strict=True)
        )
    numbers = _number(one), _number(other)
    if None not in numbers:
        return numbers[0] == numbers[1]
    return {one["t"], other["t"]} == {"str", _PATH} and left == right


def _same_item(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return all(same_value(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return same_value(one, other)
    return False


def _number(value: Typed) -> float | int | None:
    body = value["v"]
    if value["t"] == "float":
        return float(body)
    return body if isinstance(body, bool | int) else None
