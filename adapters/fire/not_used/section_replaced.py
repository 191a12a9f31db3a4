"""Train with all settings of the data as one argument, ``--data='{n_students: 80, …}'``."""

from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types
from train import load, wire

from shared_model import train


def main(*, data: dict[str, Any], **given: Any) -> None:
    """Train with these data."""
    train(**wire(load(**data, **given)))


fire.Fire(main)
