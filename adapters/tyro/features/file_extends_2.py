"""A file that merges another, and is overridden as tyro's example overrides YAML.

python file_extends_2.py file_extends/merged.yaml
python file_extends_2.py file_extends/merged.yaml --width 16
"""

import sys
from pathlib import Path
from typing import Any

import tyro
import yaml  # type: ignore[import-untyped]


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


DEFAULTS = {"width": 64, "layers": 2, "lr": 0.001}


def main() -> None:
    """Read the file that is named first, then the command line, train."""
    file, *words = sys.argv[1:]
    settings = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    config: dict[str, Any] = tyro.cli(dict, default=DEFAULTS | settings, args=words)
    train(config["width"], config["layers"], config["lr"])


if __name__ == "__main__":
    main()
