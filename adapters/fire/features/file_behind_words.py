"""The settings of a JSON file are defaults.

python file_behind_words.py --lr=0.2 --config=file_behind_words/run.json
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
