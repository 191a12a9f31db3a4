"""What is told of a place, and the end of the process there."""

import os
import sys

from .. import hits
from ..lines import append
from . import own

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .entries import Call, Told
    from .places import Place


#: Where the process was begun: at the place the program may have gone elsewhere.
_BEGUN_IN = os.getcwd()


def hit(
    file: str, content: "dict[str, Any]", values: "dict[str, Any]", left: "Any"
) -> None:
    """Tell what was there, and end the process."""
    _append(file, content, values, left)
    hits.end()


def recorded(
    file: str, content: "dict[str, Any]", values: "dict[str, Any]", left: "Any"
) -> None:
    """Tell what was there; the process goes on."""
    _append(file, content, values, left)


def began(file: str) -> None:
    """Tell that a process has begun."""
    append(file, {"pid": os.getpid(), "began": _began()})


def _began() -> "dict[str, Any]":
    return {"argv": _argv(), "executable": sys.executable, "cwd": _BEGUN_IN}


def planted(file: str, values: "Mapping[str, Any]") -> None:
    """Tell all but the values at a place that is planted, which are told by the look itself."""
    from . import options
    from .places import Place

    _append(
        file,
        {
            **whole_of(Place("planted", "", own=True), "", ""),
            "options": [],
            "fields": _asked(lambda: options.fields([*values.values()])),
        },
        {},
        None,
    )


def _append(
    file: str, content: "dict[str, Any]", values: "dict[str, Any]", left: "Any"
) -> None:
    from ..typed import described

    line = {"pid": os.getpid(), **content}
    line["values"] = described(values)
    line["left"] = None if left is None else [str(each) for each in left]
    append(file, line)


def _passed(file: str, place: "Place", parser: str, why: str) -> None:
    append(
        file,
        {
            "pid": os.getpid(),
            "how": place.how,
            "at": place.at,
            "parser": parser,
            "chosen": False,
            "why": why,
        },
    )


def returned(
    told: "Told", place: "Place", call: "Call", brought: "Any", why: str
) -> None:
    """Tell a place that a parser returned into; if it is the place, end there."""
    if why:
        _passed(told.file, place, call.entry.parser, why)
        return
    from . import options

    values, left = brought
    whole = whole_of(place, *call.named_as())
    whole["options"] = _asked(lambda: (call.entry.options or options.of_call)(call))
    whole["fields"] = _asked(lambda: options.fields([*values.values(), call.result]))
    _tell(told, whole, values, left)


def entered(
    told: "Told",
    place: "Place",
    parser: str,
    grammar: str,
    brought: "Any",
    asked: "Any" = None,
) -> None:
    """Tell a function that a library is about to enter; if it is the place, end there."""
    if place.function is None:
        why = "enters a function that is not the program's own"
        _passed(told.file, place, parser, why)
        return
    from . import options

    values, left = brought
    whole = whole_of(place, parser, grammar)
    whole["options"] = _asked(asked) if asked else []
    declared = _asked(lambda: options.parameters(place.function))
    whole["fields"] = declared + _asked(lambda: options.fields([*values.values()]))
    _tell(told, whole, values, left)


def _asked(ask: "Any") -> "list[dict[str, Any]]":
    """Return what a library tells; nothing where its release keeps it in another way."""
    try:
        found: list[dict[str, Any]] = ask()
    except Exception:  # noqa: BLE001  see above
        return []
    return found


def _tell(told: "Told", whole: "Any", values: "Any", left: "Any") -> None:
    if told.action == "tell":
        _append(told.file, whole, values, left)
    else:
        hit(told.file, whole, values, left)


def whole_of(place: "Place", parser: str, grammar: str) -> "dict[str, Any]":
    """Return what is told of the place and of its process."""
    modules = [*sys.modules]
    return {
        "how": place.how,
        "at": place.at,
        "parser": parser,
        "grammar": grammar,
        "chosen": True,
        "why": "the first that returns into the program"
        if place.how == "returned"
        else "the first function of the program that a library enters with its words",
        **_began(),
        "main": _main(),
        "environ": _environ(),
        "modules": [each for each in modules if not each.startswith("configbench")],
        "files": own.files(),
    }


def _main() -> "list[str]":
    """Return the file of the main module, and its name where it was started by that."""
    main: Any = sys.modules.get("__main__")
    file = getattr(main, "__file__", None)
    spec = getattr(main, "__spec__", None)
    path = own.real(os.path.join(_BEGUN_IN, file)) if isinstance(file, str) else ""
    return [path, spec.name if spec else ""]


def _argv() -> "list[str]":
    """Return the words by which this process was started."""
    found = getattr(sys, "orig_argv", None)
    if found:
        return [*found]
    with open("/proc/self/cmdline", "rb") as file:
        return [os.fsdecode(each) for each in file.read().split(b"\0")[:-1]]


def _environ() -> "dict[str, str]":
    """Return the environment as this process was started with, whatever the program made of it."""
    try:
        with open("/proc/self/environ", "rb") as file:
            parts = file.read().split(b"\0")
    except OSError:
        return dict(os.environ)
    pairs = [os.fsdecode(each).partition("=") for each in parts if b"=" in each]
    return {name: value for name, _, value in pairs}
