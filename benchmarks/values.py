"""Typed values of the training core as people write them: ``Adam(lr=0.0003, betas=(0.9, 0.999))``.

What arrived (``configbench.inside.typed``) is JSON with a type beside every value.
People read and write the same thing as a Python expression: :func:`show` gives it, :func:`parse`
reads it back.  The task files state the expected effect in this form, the report prints it.
"""

import ast

from configbench.values import PATH, Typed, equal, same_value
from configbench.values import show as show_any

__all__ = ["Typed", "equal", "parse", "same_value", "show"]

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
            return {"t": PATH, "v": path}
        case ast.Call(
            func=ast.Name(id="float"), args=[ast.Constant(value=str() as text)]
        ):
            return {"t": "float", "v": repr(float(text))}
        case ast.Call(func=ast.Name(id=name), args=[], keywords=keywords) if name[
            0
        ].isupper() and all(word.arg for word in keywords):
            arguments = {str(word.arg): _parse(word.value) for word in keywords}
            return {"t": f"{_CORE}{name}", "args": arguments}
    raise _UnknownFormError(ast.dump(node))
