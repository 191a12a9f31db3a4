"""A config file is Python, and knows where it lies.

python relative_path.py --config=relative_path/run.py
"""

from collections.abc import Sequence
from pathlib import Path

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]

_CONFIG = config_flags.DEFINE_config_file("config")


def train(answers: str) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Open the file of answers, train."""
    train(Path(_CONFIG.value.answers).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    app.run(main)
