"""A parameter annotated str, with cyclopts.

python python_words.py 100
python python_words.py True
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(name: str = "World") -> None:
    """Train."""


if __name__ == "__main__":
    app()
