"""A list of int, with cyclopts.

python list.py --numbers 1 --numbers 2
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(numbers: list[int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    app()
