"""A parameter annotated str, with cyclopts.

python hints.py foo
python hints.py 100
python hints.py true
python hints.py True
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(name: str = "World") -> None:
    """Train."""


if __name__ == "__main__":
    app()
