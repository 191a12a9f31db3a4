"""A file holds a command of Fire, chained over its lines: each adds a part, typed.

python parts_in_a_list.py parts_in_a_list/good.txt
python parts_in_a_list.py parts_in_a_list/bad.txt
"""

from pathlib import Path
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


class Network:
    """Layers are added one by one, and then it runs."""

    def __init__(self) -> None:
        self._layers: list[dict[str, Any]] = []

    @fire.decorators.SetParseFns(width=int, dropout=float)  # type: ignore[untyped-decorator]
    def layer(self, *, width: int, dropout: float = 0.0) -> "Network":
        """Add a layer."""
        self._layers.append({"width": width, "dropout": dropout})
        return self

    def run(self) -> None:
        """Train with these layers."""
        train(self._layers)


def main(file: str) -> None:
    """Carry out what the file says."""
    fire.Fire(Network, command=Path(file).read_text(encoding="utf-8"))


if __name__ == "__main__":
    fire.Fire(main)
