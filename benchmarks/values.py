"""Typed values of the training core as people write them: ``Adam(lr=0.0003, betas=(0.9, 0.999))``.

What arrived (``configbench.inside.typed``) is JSON with a type beside every value.
People read and write the same thing as a Python expression: :func:`show` gives it, :func:`parse`
reads it back.  The task files state the expected effect in this form, the report prints it.
"""

import ast
import functools
from collections.abc import Callable

from configbench.values import PATH, Typed, equal, same_value
from configbench.values import show as show_any

__all__ = ["Typed", "equal", "parse", "read_back", "same_value", "show"]

_CORE = "shared_model."


def show(value: Typed) -> str:
    """Return a Python expression for a typed value; parts of the core go by their own names.

    >>> show({"t": "shared_model.Precision", "v": "BF16"})
    'Precision.BF16'
    """
    return show_any(value, home=_CORE)


def parse(text: str) -> Typed:
    """Read what :func:`show` writes for Python's own types and the parts of the core.

    Raises
    ------
    ValueError
        With one sentence that names the text, for anything else.
    """
    try:
        return _parse(ast.parse(text.strip(), mode="eval").body)
    # A NUL and `float("x")` are a ValueError; what is too deep is any of the last two.
    except (
        *(SyntaxError, ValueError, _UnknownFormError),
        *(RecursionError, MemoryError),
    ) as error:
        raise ValueError(
            f"{text!r} is not a value: expected a Python literal, Path('…'), "
            f"Precision.NAME, float('nan') or a part such as L1(weights={{…}})"
        ) from error


def read_back(text: str) -> Typed:
    """Read what :func:`show` wrote of any value, those of libraries' own types among them.

    A type is then called as it was shown: ``easydict.EasyDict({'right': 1.0})``.

    Raises
    ------
    ValueError
        If Python's grammar does not read it: it was shortened, or it is no value.
    """
    try:
        return _parse(ast.parse(text.strip(), mode="eval").body, foreign=True)
    except (SyntaxError, RecursionError, MemoryError, _UnknownFormError) as error:
        raise ValueError(f"{text!r} cannot be read back") from error


class _UnknownFormError(Exception):
    """An expression that is none of the forms that ``show`` writes."""


def _parse(node: ast.expr, *, foreign: bool = False) -> Typed:
    read = functools.partial(_parse, foreign=foreign)
    match node:
        case ast.Constant(value=None | bool() | int() | str() as value):
            return {"t": type(value).__name__, "v": value}
        case ast.Constant(value=float() as value):
            return {"t": "float", "v": repr(value)}
        case ast.UnaryOp(
            op=ast.USub(), operand=ast.Constant(value=int() | float() as value)
        ):
            return read(ast.Constant(-value))
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return {
                "t": type(node).__name__.lower(),
                "v": [read(item) for item in items],
            }
        case ast.Set(elts=items):
            return {"t": "set", "v": sorted(map(read, items), key=repr)}
        case ast.Dict(keys=keys, values=values) if None not in keys:
            pairs = zip(keys, values, strict=True)
            return {"t": "dict", "v": [[read(k), read(v)] for k, v in pairs if k]}
        case ast.Attribute(value=ast.Name(id="Precision"), attr=member):
            return {"t": f"{_CORE}Precision", "v": member}
        case ast.Call(
            func=ast.Name(id="Path"), args=[ast.Constant(value=str() as path)]
        ):
            return {"t": PATH, "v": path}
        case ast.Call(
            func=ast.Name(id="float"), args=[ast.Constant(value=str() as text)]
        ):
            return {"t": "float", "v": repr(float(text))}
        case ast.Call(func=ast.Name(id=name), args=[], keywords=keywords) if name[
            0
        ].isupper() and all(word.arg for word in keywords):
            arguments = {str(word.arg): read(word.value) for word in keywords}
            return {"t": f"{_CORE}{name}", "args": arguments}
        case ast.Call(func=ast.Name() | ast.Attribute() as kind) if foreign:
            return _foreign(ast.unparse(kind), node, read)
    raise _UnknownFormError(ast.dump(node))


def _foreign(kind: str, call: ast.Call, read: Callable[[ast.expr], Typed]) -> Typed:
    """Read a value of another type: the one thing that it holds, or its arguments by name."""
    match call:
        case ast.Call(args=[], keywords=keywords) if all(w.arg for w in keywords):
            named = {word.arg: read(word.value) for word in keywords if word.arg}
            return {"t": kind, "args": named}
        case ast.Call(args=[held], keywords=[]) if "v" in (inner := read(held)):
            return {"t": kind, "v": inner["v"]}
    raise _UnknownFormError(ast.dump(call))
