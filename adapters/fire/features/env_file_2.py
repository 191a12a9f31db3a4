"""A file of defaults is read as JSON.

python env_file_2.py --config=env_file/.env
LR=0.2 python env_file_2.py --config=env_file/.env
"""

import json
from pathlib import Path
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


def train(lr: float) -> None:
    """Stand for the training."""


def settings(*, lr: float = 0.001) -> dict[str, Any]:
    """Return all settings."""
    return locals()


def main(*, config: str, **given: Any) -> None:
    """Read the file, train."""
    defaults = json.loads(Path(config).read_text(encoding="utf-8"))
    train(settings(**defaults | given)["lr"])


if __name__ == "__main__":
    fire.Fire(main)
