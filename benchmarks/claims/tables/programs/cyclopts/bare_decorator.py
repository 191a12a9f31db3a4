"""A decorator without parentheses, with cyclopts.

python bare_decorator.py train --x 2
"""

import cyclopts

app = cyclopts.App()


@app.command
def train(x: int = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
