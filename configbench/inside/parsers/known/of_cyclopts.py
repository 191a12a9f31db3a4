"""cyclopts: the function that an ``App`` calls."""

from .. import calls
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap what parses: it returns a function and its arguments."""
    entry = Entry("cyclopts.App", "cyclopts", _parsed, anywhere=True)
    calls.wrapped(module.App, "parse_args", entry)


def _parsed(call: Call) -> "Any":
    command, bound = call.result[:2]
    if getattr(command, "__module__", "").partition(".")[0] == "cyclopts":
        return None  # help and version
    values = {**_defaults(bound), **bound.arguments}
    calls.entered(command, "cyclopts.App", "cyclopts", {"returned": values})
    return None


def _defaults(bound: "Any") -> "dict[str, Any]":
    return {
        name: each.default
        for name, each in bound.signature.parameters.items()
        if each.default is not each.empty
    }
