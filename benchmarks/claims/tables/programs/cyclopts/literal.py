"""Choices by Literal, with cyclopts.

python literal.py --x two
python literal.py --x three
"""

from typing import Literal

import cyclopts

app = cyclopts.App()


@app.default
def train(x: Literal["one", "two"] = "one") -> None:
    """Train."""


if __name__ == "__main__":
    app()
