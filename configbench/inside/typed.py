"""Any Python value as JSON that keeps its exact type: ``{"t": type name, "v": value}``.

``1``, ``1.0``, ``True`` and ``"1"`` must not pass for each other, nor a ``ListConfig`` for a
``list``: the whole comparison rests on that.  The idea is toml-test's tagged JSON.

==================  ==================================================================
kind                form
==================  ==================================================================
None, bool, int     ``v`` as in JSON
str                 ``v`` as in JSON
float               ``v`` is ``repr(value)``, so that nan, inf and -0.0 survive
sequence, set       ``v`` is a list of typed values
mapping             ``v`` is a list of ``[key, value]``, both typed, in their order
enum                ``v`` is the member's name
part                ``args`` maps each argument of the constructor to its typed value
functools.partial   ``func`` is the dotted name, ``v`` the typed arguments
everything else     ``v`` is ``str`` for a path and ``repr`` for the rest
==================  ==================================================================

A value that cannot be read is recorded as that, never raised: ``{"t": …, "unreadable": message}``.
"""

import functools
import inspect
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Any

Typed = dict[str, Any]


def type_name(cls: type) -> str:
    """Return the dotted name of a type; builtins go without a module: ``int``, ``NoneType``.

    A type goes by its public home, for where it is defined may change with the version: Python
    3.13 has ``pathlib.PosixPath`` in ``pathlib._local``.  Never raises.
    """
    try:
        home, name = _home(cls), str(cls.__qualname__)
    except Exception:  # noqa: BLE001  a metaclass may raise whatever it likes
        own: str = _NAME.__get__(cls)
        return own
    return name if home == "builtins" else f"{home}.{name}"


#: Reads the name that the type itself holds, without asking its metaclass.
_NAME = vars(type)["__qualname__"]


def _home(thing: Any) -> str:
    """Return the module that a type or a function is named by.

    It is the public package above a private module, if that has the thing under the same name,
    else the module that the thing tells.
    """
    module = str(thing.__module__)
    package, private, _ = module.partition("._")
    if not private or package.startswith("_"):
        return module
    public: Any = sys.modules.get(package)
    for part in str(getattr(thing, "__qualname__", "")).split("."):
        # Looked up without running code: a lazy package would import what it is asked for.
        public = inspect.getattr_static(public, part, None)
    return package if public is thing else module


def typed(value: object, *, _above: tuple[int, ...] = ()) -> Typed:
    """Describe ``value`` with its exact type; see the module's table.  Never raises."""
    name = type_name(type(value))
    if id(value) in _above:
        return {"t": name, "unreadable": "contains itself"}
    inner = functools.partial(typed, _above=(*_above, id(value)))
    try:
        return {"t": name, **_body(value, inner)}
    # Lazy containers (OmegaConf) raise errors of their own on reading; whichever it is, it is an
    # observation about the value and must not end the observed program.
    except Exception as error:  # noqa: BLE001  see above
        return {"t": name, "unreadable": f"{type_name(type(error))}: {_text(error)}"}


def _text(error: Exception) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  an error may be as odd as the value that raised it
        return "(no message)"


def _body(value: object, inner: Callable[[object], Typed]) -> Typed:
    if value is None or isinstance(value, bool):
        return {"v": value}
    if isinstance(value, Enum):
        return {"v": value.name}
    if isinstance(value, int):
        return {"v": int(value)}
    if isinstance(value, float):
        return {"v": float.__repr__(value)}
    if isinstance(value, str):
        return {"v": str.__str__(value)}
    if isinstance(value, os.PathLike):
        return {"v": str(value)}
    if isinstance(value, functools.partial):
        func = value.func
        dotted = f"{_home(func)}.{getattr(func, '__qualname__', repr(func))}"
        return {"func": dotted, "v": [inner(value.args), inner(value.keywords)]}
    if isinstance(value, Mapping):
        return {"v": [[inner(key), inner(item)] for key, item in value.items()]}
    if isinstance(value, AbstractSet):
        # Sets have no order: sort, so that equal sets are recorded alike.
        return {"v": sorted((inner(item) for item in value), key=repr)}
    if isinstance(value, Sequence) and not isinstance(
        value, bytes | bytearray | memoryview
    ):
        return {"v": [inner(item) for item in value]}
    if names := part_arguments(type(value)):
        return {"args": {name: inner(getattr(value, name)) for name in names}}
    return {"v": repr(value)}


def part_arguments(cls: type) -> tuple[str, ...]:
    """Return the constructor's argument names if ``cls`` is written like a part, else nothing.

    Recognised by shape, not by a list: a model that a user adds beside ours is a part too.
    """
    init = vars(cls).get("__init__")
    if not inspect.isfunction(init):
        return ()
    _, *arguments = inspect.signature(init).parameters.values()
    if any(each.kind is not inspect.Parameter.KEYWORD_ONLY for each in arguments):
        return ()
    return tuple(each.name for each in arguments)
