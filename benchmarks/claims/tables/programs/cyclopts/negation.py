"""A flag and its negation, with cyclopts.

python negation.py --my-flag
python negation.py --no-my-flag
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(my_flag: bool = False) -> None:
    """Train."""


if __name__ == "__main__":
    app()
