"""A path behind !include, which is relative to the file that has it.

python relative_path_2.py --config_path=relative_path/include.yaml
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass
from pathlib import Path

import draccus


@dataclass
class Config:
    """The training."""

    answers: Path


def train(answers: str) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Read the answers, train."""
    train(config.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
