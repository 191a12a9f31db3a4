"""getopt: what each option was typed with, the last time; what none was typed of is None."""

from .. import calls
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap both functions."""
    for name in ("getopt", "gnu_getopt"):
        entry = Entry(
            f"getopt.{name}", "getopt", _brought, literal=(0, "args"), options=_options
        )
        calls.wrapped(module, name, entry)


#: What asks for help sets nothing.
_HELP = ("-h", "--help")


def _declared(call: Call) -> "dict[str, bool]":
    """Return each option as it is typed, and whether it takes a value; not what asks for help."""
    arguments = [*call.arguments[1:]]
    short = arguments[0] if arguments else call.named.get("shortopts", "")
    long = arguments[1] if len(arguments) > 1 else call.named.get("longopts", ())
    found = {
        f"-{letter}": short[at + 1 : at + 2] == ":"
        for at, letter in enumerate(short)
        if letter not in ":+-"
    }
    for each in [long] if isinstance(long, str) else long:
        found[f"--{each.rstrip('=?')}"] = each.endswith("=")
    return {name: found[name] for name in found if name not in _HELP}


def _brought(call: Call) -> "Any":
    typed, left = call.result
    takes = _declared(call)
    values = {name: None if takes[name] else False for name in takes}
    for name, value in typed:
        if name in takes:
            values[name] = value if takes[name] else True
    return {"returned": {name.lstrip("-"): values[name] for name in values}}, left


def _options(call: Call) -> "list[dict[str, Any]]":
    from ..options import option

    found = []
    for name, takes in _declared(call).items():
        valued = [[name, "{}"], *([[f"{name}={{}}"]] if name.startswith("--") else [])]
        found.append(
            option(
                name.lstrip("-"),
                valued=valued if takes else [],
                on=[] if takes else [name],
                least=int(takes),
                most=int(takes),
            )
        )
    return found
