"""tyro: what ``tyro.cli`` returns, or the function that it calls."""

from .. import calls, places
from ..calls import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap ``cli``; functions among what it is given are armed."""
    calls.before(module, "cli", _arm)
    calls.wrapped(module, "cli", Entry("tyro.cli", "tyro", _brought, anywhere=True))


def _arm(f: "Any", *_: "Any", **_named: "Any") -> None:
    for each in _functions(f):
        if places.innermost(each) is not None:
            calls.arm(each, "tyro.cli", "tyro")


def _functions(form: "Any") -> "list[Any]":
    """Return the functions that a form names: itself, or those within a union of them."""
    import typing

    if isinstance(form, type):
        return []
    if hasattr(form, "__code__"):
        return [form]
    inner = [*typing.get_args(form), getattr(form, "__origin__", None)]
    found = []
    for each in inner:
        if each is not None and each is not form and not isinstance(each, type):
            found += _functions(each)
    return found


def _brought(call: Call) -> "Any":
    if call.named.get("return_unknown_args"):
        values, left = call.result
        return {"returned": values}, left
    return {"returned": call.result}, None
