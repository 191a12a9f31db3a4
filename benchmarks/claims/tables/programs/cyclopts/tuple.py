"""A tuple of int and float, with cyclopts.

python tuple.py --pair 1 0.5
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(pair: tuple[int, float] = (0, 0.1)) -> None:
    """Train."""


if __name__ == "__main__":
    app()
