"""What a class makes of its own values once they are read: another value than was typed."""

from .naming import type_name

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Methods that a library calls when all values are there: dataclasses, attrs, pydantic, Tap.
_HOOKS = ("__post_init__", "__attrs_post_init__", "model_post_init", "process_args")

#: What stands for all fields of a class.
ALL = "*"

_FUNCTION = type(lambda: None)


def adjusted(cls: type) -> "dict[str, str]":
    """Return the fields that a class may change itself, each with the dotted name of what does."""
    found: dict[str, str] = {}
    for each in cls.__mro__:
        for name in _HOOKS:
            _by_hook(found, cls, vars(each).get(name))
    _by_validators(found, cls)
    for each in getattr(cls, "__attrs_attrs__", ()):
        if getattr(each, "converter", None) is not None:
            found.setdefault(each.name, type_name(each.converter))
    return found


def _by_hook(found: "dict[str, str]", cls: type, hook: "Any") -> None:
    if not isinstance(hook, _FUNCTION):
        return
    todo, seen = [hook], set()
    while todo:
        function = todo.pop()
        seen.add(function)
        for name in _stored(function.__code__):
            found.setdefault(name, type_name(hook))
        # What it calls of its own class does so in its name.
        for name in function.__code__.co_names:
            called = getattr(cls, name, None)
            if isinstance(called, _FUNCTION) and called not in seen:
                todo.append(called)


def _stored(code: "Any") -> "set[str]":
    """Return the attributes that code sets."""
    import dis

    names = {
        str(each.argval)
        for each in dis.get_instructions(code)
        if each.opname == "STORE_ATTR"
    }
    if {"setattr", "__setattr__"} & {*code.co_names}:
        names |= {each for each in code.co_consts if isinstance(each, str)}
    return names


def _by_validators(found: "dict[str, str]", cls: type) -> None:
    """Find the validators of a class of pydantic."""
    told = getattr(cls, "__pydantic_decorators__", None)
    for kind in ("field_validators", "validators"):
        for each in getattr(told, kind, {}).values():
            for name in each.info.fields:
                found.setdefault(name, type_name(each.func))
    for kind in ("model_validators", "root_validators"):
        for each in getattr(told, kind, {}).values():
            function = getattr(each.func, "__func__", each.func)
            if getattr(each.info, "mode", "") == "after":
                _by_hook(found, cls, function)
            else:
                found.setdefault(ALL, type_name(function))
    for name, field in (getattr(cls, "__pydantic_fields__", None) or {}).items():
        for each in field.metadata:
            made_of = type(each)
            # Bounds and lengths change nothing.
            if not made_of.__module__.startswith("annotated_types"):
                found.setdefault(name, type_name(made_of))
