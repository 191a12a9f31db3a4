"""A dataclass in a dataclass, with cyclopts.

python nested.py --options.optim.rate 0.5 --options.x 2
"""

from dataclasses import dataclass, field

import cyclopts

app = cyclopts.App()


@dataclass
class Optim:
    """An optimizer."""

    rate: float = 0.1


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    optim: Optim = field(default_factory=Optim)


@app.default
def train(options: Options = Options()) -> None:
    """Train."""


if __name__ == "__main__":
    app()
