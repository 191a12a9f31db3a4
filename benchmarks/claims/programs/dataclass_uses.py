"""What Python's own modules do with a dataclass that is to be saved: a line of JSON.

Each of ``json``, ``marshal``, ``pickle`` and ``plistlib`` is given the object as it is, and asked
for it again; then the documented way, ``json.dumps(asdict(config))`` and ``Config(**…)``.
"""

import json
import marshal
import pickle
import plistlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Optimizer:
    """A section."""

    lr: float = 1e-3
    name: str = "adam"


@dataclass
class Config:
    """A config with one section."""

    optimizer: Optimizer = field(default_factory=Optimizer)
    seed: int = 42


def outcome(trip: Callable[[Config], Any]) -> str:
    """Return whether what came back is equal, or the error."""
    config = Config()
    try:
        return "equal" if trip(config) == config else "not equal"
    except Exception as error:  # noqa: BLE001  whatever it is, it is shown
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    as_it_is: dict[str, Callable[[Config], Any]] = {
        "json": lambda config: json.loads(json.dumps(config)),
        "marshal": lambda config: marshal.loads(marshal.dumps(config)),  # type: ignore[arg-type]  # noqa: S302  our own bytes
        "pickle": lambda config: pickle.loads(pickle.dumps(config)),  # noqa: S301  likewise
        "plistlib": lambda config: plistlib.loads(plistlib.dumps(config)),  # type: ignore[arg-type]
    }
    found: dict[str, Any] = {name: outcome(trip) for name, trip in as_it_is.items()}
    by_asdict = outcome(lambda config: Config(**json.loads(json.dumps(asdict(config)))))
    print(json.dumps({"as it is": found, "by asdict": by_asdict}))
