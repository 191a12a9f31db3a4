"""Help texts from a numpydoc section, with cyclopts.

python docstring_whole.py --help
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(x: int = 1) -> None:
    """Train.

    Parameters
    ----------
    x: int
        velocity of the training
    """


if __name__ == "__main__":
    app()
