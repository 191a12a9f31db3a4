"""Hydra: the decorated function, and what is composed."""

from .. import calls
from ..entries import Call, Entry
from . import of_omegaconf

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap what runs a job, and what composes a configuration in a program's own code."""
    calls.before(module, "run_job", _run)
    entry = Entry(
        "hydra.compose",
        "hydra",
        _composed,
        literal=(1, "overrides"),
        options=of_omegaconf.options_of_call,
    )
    calls.wrapped(module, "compose", entry)


def _composed(call: Call) -> "Any":
    return {"returned": call.result}, None


def _run(*arguments: "Any", **named: "Any") -> None:
    given = [*arguments, *named.values()]
    # Their order is another in Hydra 1.0.
    function = next(each for each in given if callable(each))
    config: Any = {}
    for each in given:
        config = each if type(each).__name__ == "DictConfig" else config

    def options() -> "list[dict[str, Any]]":
        found = of_omegaconf.options(config)
        return [each for each in found if not each["dest"].startswith("hydra.")]

    calls.arm(function, "hydra.main", "hydra", options)
