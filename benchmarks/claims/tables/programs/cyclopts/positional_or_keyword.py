"""By position or by name, with cyclopts.

python positional_or_keyword.py foo bar
python positional_or_keyword.py --src foo --dst bar
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(src: str, dst: str) -> None:
    """Train."""


if __name__ == "__main__":
    app()
