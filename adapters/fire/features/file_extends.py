"""The settings of a JSON file are defaults; one of them names another file.

python file_extends.py --config=file_extends/run.json
python file_extends.py --config=file_extends/run.json --width=16
"""

import json
from pathlib import Path
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def settings(
    *, config: str = "", width: int = 64, layers: int = 2, lr: float = 0.001
) -> dict[str, Any]:
    """Return all settings."""
    return locals()


def main(*, config: str, **given: Any) -> None:
    """Read the file, train."""
    defaults = json.loads(Path(config).read_text(encoding="utf-8"))
    args = settings(**defaults | given)
    train(args["width"], args["layers"], args["lr"])


if __name__ == "__main__":
    fire.Fire(main)
