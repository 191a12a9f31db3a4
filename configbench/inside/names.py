"""What Python itself knows of a type or a function, past any metaclass; first of all its name."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

#: Longest name of a type or an attribute, longest message.
_NAME, MESSAGE = 500, 2_000

_TYPE: "Any" = type.__dict__
#: The types that a type stands on, itself first, and the names in a type.
MRO = _TYPE["__mro__"].__get__
VARS = _TYPE["__dict__"].__get__
QUALNAME = _TYPE["__qualname__"].__get__
_MODULE = _TYPE["__module__"].__get__


class _Sample:
    __slots__ = ("slot",)

    def method(self) -> None:
        """Be a method."""


#: Types of builtin things that have no public names, or whose names would have to be imported.
MEMBER: "Any" = type(_Sample.__dict__["slot"])
GETSET: "Any" = type(_TYPE["__dict__"])
FUNCTION: "Any" = type(_Sample.method)
METHOD: "Any" = type(_Sample().method)
BUILTIN: "Any" = type(len)
PROXY: "Any" = type(_TYPE)
MODULE: "Any" = type(sys)
WRAPPER: "Any" = type(object.__repr__)
#: Methods of builtin types, not bound: each has an ``__objclass__`` and a ``__name__``.
DESCRIPTORS: "tuple[Any, ...]" = (
    WRAPPER,
    type(str.upper),
    type(dict.__dict__["fromkeys"]),
)
#: The namespace of a module.
names_in = MODULE.__dict__["__dict__"].__get__


def derives(cls: type, base: type) -> bool:
    """Whether a type is another or below it."""
    return any(each is base for each in MRO(cls))


def module_of(cls: type) -> "str | None":
    """Return the name of the module that a type says it is from, if that is text."""
    module = _MODULE(cls)
    return module if type(module) is str else None


def loaded(module: str, name: str) -> "Any":
    """Return what a loaded module has under a dotted name, without running code; else ``None``.

    A lazy package would import what it is asked for.
    """
    found = sys.modules.get(module)
    if found is None or not derives(type(found), MODULE):
        return None
    names = names_in(found)
    for part in name.split("."):
        if names is None:
            return None
        found = names.get(part)
        names = VARS(found) if derives(type(found), type) else None
    return found


def type_name(cls: type) -> str:
    """Return the dotted name of a type; builtins go without a module: ``int``, ``NoneType``.

    A type goes by its public home, for where it is defined may change with the version: Python
    3.13 has ``pathlib.PosixPath`` in ``pathlib._local``.  Never raises.
    """
    name = str.__str__(QUALNAME(cls))
    module = module_of(cls)
    if module is None or module == "builtins":
        return shortened(name)
    return shortened(f"{_home(cls, module, name)}.{name}")


def dotted(func: "Any") -> "str | None":
    """Return the dotted name of a class, a function or a method; else ``None``."""
    cls = type(func)
    if derives(cls, type):
        module, name = module_of(func), QUALNAME(func)
    elif cls is FUNCTION:
        module = FUNCTION.__dict__["__module__"].__get__(func)
        name = FUNCTION.__dict__["__qualname__"].__get__(func)
    elif cls is METHOD:
        return dotted(METHOD.__dict__["__func__"].__get__(func))
    elif cls is BUILTIN:
        module = BUILTIN.__dict__["__module__"].__get__(func)
        name = BUILTIN.__dict__["__name__"].__get__(func)
        owner = BUILTIN.__dict__["__self__"].__get__(func)
        if owner is not None and not derives(type(owner), MODULE):
            owner = owner if derives(type(owner), type) else type(owner)
            return f"{type_name(owner)}.{name}"
    elif any(cls is each for each in DESCRIPTORS):
        owner = VARS(cls)["__objclass__"].__get__(func)
        return f"{type_name(owner)}.{VARS(cls)['__name__'].__get__(func)}"
    else:
        return None
    name = str.__str__(name)
    home = _home(func, module, name) if type(module) is str else None
    return shortened(f"{home}.{name}")


def _home(thing: "Any", module: str, name: str) -> str:
    """Return the module that a type or a function is named by.

    It is the public package above a private module, if that has the thing under the same name,
    else the module that the thing tells.
    """
    package, private, _ = module.partition("._")
    if not private or package.startswith("_"):
        return module
    return package if loaded(package, name) is thing else module


def shortened(text: str, most: int = _NAME) -> str:
    """Return a text, or its beginning with length and hash."""
    if len(text) <= most:
        return text
    from .digests import hash_of

    return f"{text[:most]}… ({len(text)} characters, sha256 {hash_of(text)[:16]})"


def attribute(key: object) -> str:
    """Return the name of an entry of a ``__dict__``, which need not be text."""
    return shortened(key) if type(key) is str else f"<{type_name(type(key))}>"


#: What an error was raised with.
error_args = BaseException.__dict__["args"].__get__


def failure(error: Exception) -> str:
    """Return type and text of an error of our own; a text of the program's is not asked for."""
    args = error_args(error)
    text = args[0] if args and type(args[0]) is str else "(no message)"
    return shortened(f"{type_name(type(error))}: {text}", MESSAGE)


def told(error: BaseException) -> str:
    """Return type and text of a library's error."""
    try:
        text = str.__str__(str(error))
    except BaseException:  # noqa: BLE001  an error may be as odd as the value that raised it
        text = "(no message)"
    return shortened(f"{type_name(type(error))}: {text}", MESSAGE)
