"""The settings of a JSON file are defaults; a path among them is text.

python relative_path.py --config=relative_path/run.json
"""

import json
from pathlib import Path
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


def train(answers: str) -> None:
    """Stand for the training."""


def settings(*, answers: str) -> dict[str, Any]:
    """Return all settings."""
    return locals()


def main(*, config: str, **given: Any) -> None:
    """Open the file of answers, train."""
    defaults = json.loads(Path(config).read_text(encoding="utf-8"))
    args = settings(**defaults | given)
    train(Path(args["answers"]).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    fire.Fire(main)
