"""Change a list in place, and train, as in ``… --config=tagged.json tags append b``."""

from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types
from train import load, wire

from shared_model import train

args: dict[str, Any] = {}


def settings(**given: Any) -> dict[str, Any]:
    """Return all settings: the words behind them go to their members."""
    args.update(load(**given))
    return args


fire.Fire(settings, serialize=lambda _: None)
train(**wire(args))
