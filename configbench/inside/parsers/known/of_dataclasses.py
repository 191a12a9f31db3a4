"""What makes an argparse parser of a class, and an object of it of the words."""

from .. import calls
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: By module: functions or methods, the name people know, and the library's.
_ENTRIES = {
    "argparse_dataclass": (
        ("parse_args", "argparse_dataclass.parse_args", "argparse_dataclass"),
        ("parse_known_args", "argparse_dataclass.parse_known_args", "argparse_dataclass"),
        ("ArgumentParser.parse_args", "argparse_dataclass.ArgumentParser.parse_args",
         "argparse_dataclass"),
    ),
    "argparse_dataclasses": (
        ("ArgumentParserDataclass.parse_args", "argparse_dataclasses", "argparse_dataclasses"),
    ),
    "datargs.make": (("parse", "datargs.parse", "datargs"),),
    "draccus.argparsing": (("parse", "draccus.parse", "draccus"),),
    "pyrallis.argparsing": (("parse", "pyrallis.parse", "pyrallis"),),
    "simple_parsing.parsing": (
        ("parse", "simple_parsing.parse", "simple_parsing"),
        ("parse_known_args", "simple_parsing.parse_known_args", "simple_parsing"),
    ),
    "transformers.hf_argparser": (
        ("HfArgumentParser.parse_args_into_dataclasses",
         "HfArgumentParser.parse_args_into_dataclasses", "hfargumentparser"),
    ),
    "tap.tap": (("Tap.parse_args", "tap.Tap.parse_args", "tap"),),
    "configargparse": (
        ("ArgumentParser.parse_args", "configargparse.ArgumentParser.parse_args",
         "configargparse"),
        ("ArgumentParser.parse_known_args", "configargparse.ArgumentParser.parse_known_args",
         "configargparse"),
    ),
}  # fmt: skip


def hook(module: "Any") -> None:
    """Wrap the entry points of one of these libraries."""
    for path, parser, grammar in _ENTRIES[module.__name__]:
        owner: Any = module
        *outer, name = path.split(".")
        for each in outer:
            owner = getattr(owner, each, None)
        if owner is None:
            continue
        partial = "known" in name
        options = _unconverted if grammar in ("draccus", "pyrallis") else None
        entry = Entry(
            parser,
            grammar,
            _brought,
            partial=partial,
            # Its parse_args calls the other, and refuses what that hands back.
            anywhere=grammar != "configargparse",
            literal=(0, "args"),
            options=options,
        )
        calls.wrapped(owner, name, entry)


def _brought(call: Call) -> "Any":
    result = call.result
    if isinstance(result, tuple) and result and _are_words(result[-1]):
        rest = result[:-1]
        values = rest[0] if len(rest) == 1 else rest
        return {"returned": _stored(values)}, result[-1]
    return {"returned": _stored(result)}, None


def _unconverted(call: Call) -> "list[dict[str, Any]]":
    """Return the options of a parser that leaves all as text, which is read afterwards."""
    from ..options import of_call

    return [{**each, "type": ""} for each in of_call(call)]


def _are_words(value: "Any") -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _stored(value: "Any") -> "Any":
    """Return what arrived; of a parser that is its own result, only what was asked for."""
    if not any(each.__module__.startswith("tap.") for each in type(value).__mro__):
        return value
    names = value._get_argument_names()
    return {name: each for name, each in vars(value).items() if name in names}
