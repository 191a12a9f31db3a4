"""Values of every kind as the options of a command, kept as JSON by hand, typed by Typer.

Written from https://typer.tiangolo.com/tutorial/options/callback-and-context/ and
https://typer.tiangolo.com/tutorial/parameter-types/custom-types/: what stands in ``default_map``
is read by the type of its option as if it had been typed, which since 0.29 is pydantic's, and by
its ``parser`` where it has one. Typer writes nothing: that is done by hand.
"""

import inspect
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from pkgutil import resolve_name
from typing import Annotated, Any

import typer

from shared_model import Precision


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


def device(text: str) -> Any:
    """Read a device; torch is imported by whoever has one."""
    return resolve_name("torch.device")(text)


#: The types of the options.
TYPES: dict[str, Any] = {
    "int": int,
    "float": float,
    "str": str,
    "bool": bool,
    "list": list[str],
    "dict": dict[str, float],
    "tuple": tuple[int, int],
    "set": set[int],
    "frozenset": frozenset[str],
    "int_keys": dict[int, str],
    "nested": Nested,
    "enum": Precision,
    "path": Path,
    "date": date,
    "datetime": datetime,
    "timedelta": timedelta,
    "bytes": bytes,
    "decimal": Decimal,
    "complex": complex,
    "class": type,
    "dtype": Any,  # its type is torch's, whose import takes a second
    "device": Any,
}

#: What reads those that no type does.
PARSERS: dict[str, Callable[[str], Any]] = {
    "datetime": datetime.fromisoformat,  # pydantic's zones are of a class of its own
    "bytes": bytes.fromhex,
    "class": resolve_name,
    "dtype": resolve_name,
    "device": device,
}


def parameter(key: str) -> inspect.Parameter:
    """Declare the option of one key: ``date_value``, or ``date_or_none``."""
    kind = key.removesuffix("_value").removesuffix("_or_none")
    option = typer.Option(parser=PARSERS.get(kind))
    none = key.endswith("_or_none")
    return inspect.Parameter(
        key,
        inspect.Parameter.KEYWORD_ONLY,
        default=None if none else [] if kind == "list" else inspect.Parameter.empty,
        annotation=Annotated[TYPES[kind] | None if none else TYPES[kind], option],
    )


def build_app(keys: Iterable[str]) -> typer.Typer:
    """Declare a command with these options, which returns their values."""

    def values(**given: Any) -> dict[str, Any]:
        return given

    values.__signature__ = inspect.Signature([*map(parameter, keys)])  # type: ignore[attr-defined]
    app = typer.Typer(add_completion=False)
    app.command()(values)
    return app


# -- save
def plain(value: Any) -> Any:
    """Return what JSON has a form for, in place of what it does not know."""
    match value:
        case set() | frozenset():
            return sorted(value)
        case Enum():
            return value.value
        case timedelta():
            return value.total_seconds()
        case bytes():
            return value.hex()
        case type():
            return f"{value.__module__}:{value.__qualname__}"
        case Nested():
            return asdict(value)
        case _:
            return str(value)


def save(values: dict[str, Any], folder: Path) -> None:
    """Write these values to values.json."""
    text = json.dumps(values, indent=2, default=plain)
    (folder / "values.json").write_text(text + "\n", encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Make the values in values.json the defaults of a command; return what it gets."""
    read = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    given = build_app(read)([], default_map=read, standalone_mode=False)
    return dict(given)


# -- config
NO_CONFIG = (
    "A command gets its options as arguments; there is no object that holds them: "
    "https://typer.tiangolo.com/tutorial/commands/options/"
)
