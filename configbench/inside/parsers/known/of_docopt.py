"""docopt: the dictionary that it returns."""

from .. import calls
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap the one function."""
    entry = Entry(
        "docopt.docopt", "docopt", _brought, literal=(1, "argv"), options=_options
    )
    calls.wrapped(module, "docopt", entry)


def _brought(call: Call) -> "Any":
    return {"returned": dict(call.result)}, None


def _options(call: Call) -> "list[dict[str, Any]]":
    """Return each key that begins with a dash as an option, and the others as words."""
    from ..options import option

    found = []
    for name, value in call.result.items():
        if not name.startswith("-"):
            continue
        if isinstance(value, bool):
            found.append(option(name, on=[name], least=0, most=0))
        elif not isinstance(value, int):
            found.append(option(name, valued=[[name, "{}"], [f"{name}={{}}"]]))
    return found
