"""A file holds a command of Fire, chained over its lines: each adds a part by its name, typed.

python parts_by_name.py parts_by_name/good.txt
python parts_by_name.py parts_by_name/bad.txt
"""

from pathlib import Path
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


class Training:
    """Sources are added one by one, and then it runs."""

    def __init__(self) -> None:
        self._sources: dict[str, dict[str, Any]] = {}

    @fire.decorators.SetParseFns(name=str, path=str, weight=float)  # type: ignore[untyped-decorator]
    def source(self, name: str, *, path: str, weight: float = 1.0) -> "Training":
        """Add a source."""
        self._sources[name] = {"path": path, "weight": weight}
        return self

    def run(self) -> None:
        """Train with these sources."""
        train(self._sources)


def main(file: str) -> None:
    """Carry out what the file says."""
    fire.Fire(Training, command=Path(file).read_text(encoding="utf-8"))


if __name__ == "__main__":
    fire.Fire(main)
