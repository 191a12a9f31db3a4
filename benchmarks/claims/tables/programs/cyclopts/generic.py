"""A generic dataclass, with cyclopts.

python generic.py --options.x 2
python generic.py --options.x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import cyclopts

app = cyclopts.App()

T = TypeVar("T")


@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


@app.default
def train(options: Options[int]) -> None:
    """Train."""


if __name__ == "__main__":
    app()
