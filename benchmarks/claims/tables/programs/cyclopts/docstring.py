"""Help texts from docstrings, with cyclopts.

python docstring.py --help
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(x: int = 1) -> None:
    """Train.

    Args:
        x: velocity of the training
    """


if __name__ == "__main__":
    app()
