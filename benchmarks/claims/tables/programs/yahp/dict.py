"""A dictionary as JSON, with yahp.

python dict.py --table '{"a": 1, "b": 2}'
"""

from dataclasses import dataclass
from typing import Dict

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    table: Dict[str, int] = hp.optional("A table.", default_factory=dict)


def train(table: Dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.table)
