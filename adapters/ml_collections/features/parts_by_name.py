"""A config file makes up names, and each has a config with the types and the lock of its own.

python parts_by_name.py --config=parts_by_name/good.py
python parts_by_name.py --config=parts_by_name/bad.py
"""

import sys
from collections.abc import Sequence
from typing import Any

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]

sys.path.append("parts_by_name")

_CONFIG = config_flags.DEFINE_config_file("config")


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    sources = _CONFIG.value["sources"]
    train({name: source.to_dict() for name, source in sources.items()})


if __name__ == "__main__":
    app.run(main)
