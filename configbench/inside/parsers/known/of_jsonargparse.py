"""jsonargparse, with its ``CLI`` and ``LightningCLI``: what was parsed, before it is built."""

from .. import calls
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Options that are about the parser itself.
_OWN = ("config", "print_config", "print_shtab")


def hook(module: "Any") -> None:
    """Wrap what parses words, wherever it is called from: ``CLI`` calls it itself."""
    entry = Entry(
        "jsonargparse.ArgumentParser.parse_args",
        "jsonargparse",
        _brought,
        anywhere=True,
        literal=(0, "args"),
        options=_options,
    )
    calls.wrapped(module.ArgumentParser, "parse_args", entry)


def _brought(call: Call) -> "Any":
    return {"returned": call.result}, None


def _options(call: Call) -> "list[dict[str, Any]]":
    from . import of_argparse

    chosen = call.commands or _chosen(call.result)
    found = of_argparse.options(call.arguments[0], chosen)
    prefix = tuple(chosen)
    for each in found:
        # Those of a subcommand lie below its name in what is returned.
        names = each["command"]
        if names and tuple(names) == prefix[: len(names)]:
            each["dest"] = ".".join([*names, each["dest"]])
    return [each for each in found if each["dest"].rpartition(".")[2] not in _OWN]


def _chosen(result: "Any") -> "list[str]":
    found: list[str] = []
    while True:
        name = getattr(result, "__dict__", {}).get("subcommand")
        if not isinstance(name, str):
            return found
        found.append(name)
        result = getattr(result, "__dict__", {}).get(name)
