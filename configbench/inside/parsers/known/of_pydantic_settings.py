"""pydantic-settings: an object of settings whose words were parsed."""

import sys

from .. import calls
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_RUN = Entry(
    "pydantic_settings.CliApp.run", "pydantic_settings", lambda _: None, anywhere=True
)


def hook(module: "Any") -> None:
    """Wrap what makes an object of settings, and what runs its command."""
    entry = Entry(
        "pydantic_settings.BaseSettings", "pydantic_settings", _made, anywhere=True
    )
    calls.wrapped(module.BaseSettings, "__init__", entry)
    app = getattr(module, "CliApp", None)
    if app is not None:
        calls.wrapped(app, "run", _RUN)
        calls.before(app, "_run_cli_cmd", _run)


def _made(call: Call) -> "Any":
    """Return the object, if words were parsed for it; within ``run`` that tells it itself."""
    above = calls.outermost()
    if above is not None and above.entry is _RUN:
        return None
    parsed = any(each.entry.grammar == "argparse" for each in _all_below(call))
    return ({"returned": call.arguments[0]}, None) if parsed else None


def _all_below(call: Call) -> "list[Call]":
    found = [*call.below]
    for each in found:
        found += each.below
    return found


def _run(model: "Any", *_: "Any", **_named: "Any") -> None:
    call = calls.outermost()
    if call is not None and call.entry is _RUN:
        calls.arrived(call, sys._getframe(1), {"returned": model})
