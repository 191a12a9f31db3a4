"""The fields of a dataclass, with cyclopts.

python dataclass.py --options.x 2 --options.rate 0.5
python dataclass.py --options.x two
"""

from dataclasses import dataclass

import cyclopts

app = cyclopts.App()


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    rate: float = 0.1


@app.default
def train(options: Options = Options()) -> None:
    """Train."""


if __name__ == "__main__":
    app()
