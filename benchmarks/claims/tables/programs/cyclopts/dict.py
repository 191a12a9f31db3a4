"""A dictionary, with cyclopts.

python dict.py --table.a 1 --table.b 2
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(table: dict[str, int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    app()
