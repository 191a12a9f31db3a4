"""Parameters by position alone, with cyclopts.

python positional_only.py 1 2
python positional_only.py --a 1 --b 2
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(a: int, b: int, /) -> None:
    """Train."""


if __name__ == "__main__":
    app()
