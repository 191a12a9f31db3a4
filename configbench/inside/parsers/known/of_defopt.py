"""defopt: the function that ``run`` calls."""

from .. import calls
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap ``run``: what it is given is armed."""
    calls.wrapped(module, "run", Entry("defopt.run", "defopt", lambda _: None))
    calls.before(module, "run", _arm)


def _arm(funcs: "Any", *_: "Any", **_named: "Any") -> None:
    each: Any
    if isinstance(funcs, dict):
        funcs = [*funcs.values()]
    for each in funcs if isinstance(funcs, (list, tuple)) else [funcs]:
        if isinstance(each, (list, tuple, dict)):
            _arm(each)
        else:
            calls.arm(each, "defopt.run", "defopt", _options)


def _options() -> "list[dict[str, Any]]":
    """Return those of the parser that is under way."""
    from ..options import of_call

    call: Call | None = calls.outermost()
    return of_call(call) if call is not None else []
