"""What parsers tell of their options, as plain data."""

from . import adjusting, own, sources

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .entries import Call

#: How deep fields within fields are followed.
_DEPTH = 8


def option(dest: str, **known: "Any") -> "dict[str, Any]":
    """Return what is known of one option; what is not given is not known."""
    return {
        "dest": dest,
        "valued": [],
        "on": [],
        "off": [],
        "least": 1,
        "most": 1,
        "type": "",
        "annotation": "",
        "choices": [],
        "default": None,
        "required": False,
        "positional": False,
        "repeatable": False,
        "help": "",
        "where": "",
        "command": [],
        "adjusted": "",
        **known,
    }


#: What tells the options of a call whose library does not say it itself: that of argparse, once
#: it is hooked.
ASKED: "list[Callable[[Call], list[dict[str, Any]]]]" = []


def of_call(call: "Call") -> "list[dict[str, Any]]":
    """Return the options of the parser of a call, or of the first within it."""
    return [each for ask in ASKED for each in ask(call)]


def fields(values: "list[Any]") -> "list[dict[str, Any]]":
    """Return what classes declare of values: the path, the annotation, the line."""
    found: list[dict[str, Any]] = []
    for value in values:
        if isinstance(value, (tuple, list)):
            for each in value:
                _fields_into(found, each, "", 0)
        else:
            _fields_into(found, value, "", 0)
    return found


def _fields_into(
    found: "list[dict[str, Any]]", value: "Any", prefix: str, depth: int
) -> None:
    cls = type(value)
    stored = getattr(value, "__dict__", {})
    hints = _hints(cls)
    if depth > _DEPTH or not (hints or cls.__name__ == "Namespace"):
        return
    lines, made = _lines(cls, [*hints]), adjusting.adjusted(cls) if hints else {}
    for name, hint in hints.items():
        if name in stored:
            field = _field(f"{prefix}{name}", hint, lines.get(name, ""))
            by = made.get(name, made.get(adjusting.ALL, ""))
            found.append({**field, "adjusted": by})
    for name, inner in [*stored.items()]:
        if isinstance(name, str):
            _fields_into(found, inner, f"{prefix}{name}.", depth + 1)


def _field(path: str, hint: "Any", where: str) -> "dict[str, Any]":
    return {
        "path": path,
        "annotation": "" if hint is None else annotation(hint),
        "where": where,
        "choices": choices(hint),
        "adjusted": "",
    }


def parameters(function: "Any") -> "list[dict[str, Any]]":
    """Return what a function declares of its parameters: annotation, line."""
    import inspect
    import typing

    try:
        hints = typing.get_type_hints(function)
    except Exception:  # noqa: BLE001  a name that is not there, whatever reading it raises
        hints = getattr(function, "__annotations__", {})
    code = function.__code__
    path = own.real(code.co_filename)
    lines = sources.parameters(path, code.co_firstlineno, code.co_name)
    return [
        _field(name, hints.get(name), f"{path}:{lines.get(name, code.co_firstlineno)}")
        for name in inspect.signature(function).parameters
    ]


def _hints(cls: type) -> "dict[str, Any]":
    """Return the annotations of a class that declares its fields."""
    known = ("__dataclass_fields__", "__attrs_attrs__", "__pydantic_fields__")
    marked = any(hasattr(cls, each) for each in known)
    if not marked and not any(_is_tap(each) for each in cls.__mro__):
        return {}
    import typing

    try:
        return typing.get_type_hints(cls)
    except Exception:  # noqa: BLE001  a name that is not there, whatever reading it raises
        found: dict[str, Any] = {}
        for each in reversed(cls.__mro__):
            found.update(vars(each).get("__annotations__", {}))
        return found


def _is_tap(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == "tap"


def _lines(cls: type, names: "list[str]") -> "dict[str, str]":
    import sys

    found: dict[str, str] = {}
    for each in cls.__mro__:
        module = sys.modules.get(each.__module__)
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and own.is_own(file):
            path = own.real(file)
            for name, line in sources.declared(path, each.__name__, names).items():
                found.setdefault(name, f"{path}:{line}")
    return found


def annotation(hint: "Any") -> str:
    """Return a type hint as Python writes it: ``float | None``, ``list[int]``."""
    import typing

    if isinstance(hint, str):
        return hint
    if hint is typing.Any:
        return "Any"
    if hint is None or hint is type(None):
        return "None"
    if hint is Ellipsis:
        return "..."
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hasattr(hint, "__metadata__"):  # Annotated
        return annotation(hint.__origin__)
    if origin is typing.Union or getattr(origin, "__name__", "") == "UnionType":
        return " | ".join(map(annotation, inner))
    if _is_literal(origin):
        return f"Literal[{', '.join(map(repr, inner))}]"
    if origin is not None:
        name = annotation(origin)
        return f"{name}[{', '.join(map(annotation, inner))}]" if inner else name
    if isinstance(hint, type):
        if hint.__module__ == "builtins":
            return hint.__qualname__
        return f"{hint.__module__}.{hint.__qualname__}"
    return repr(hint).replace("typing.", "")


def _is_literal(origin: "Any") -> bool:
    return getattr(origin, "_name", None) == "Literal"


def choices(hint: "Any") -> "list[str]":
    """Return the choices of an enum or a ``Literal``, as they are written."""
    import enum
    import typing

    origin = typing.get_origin(hint)
    if _is_literal(origin):
        return [str(each) for each in typing.get_args(hint)]
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return [str(each) for each in hint.__members__]
    inner = [each for each in typing.get_args(hint) if each is not type(None)]
    if len(inner) == 1 and "Union" in str(getattr(origin, "__name__", origin)):
        return choices(inner[0])
    return []
