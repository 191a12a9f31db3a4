"""Parameters by name alone, with cyclopts.

python keyword_only.py --a 1
python keyword_only.py 1
python keyword_only.py
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(*, a: int, b: int = 2) -> None:
    """Train."""


if __name__ == "__main__":
    app()
