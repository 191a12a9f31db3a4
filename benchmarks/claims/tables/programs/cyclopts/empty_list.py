"""An empty list by a flag, with cyclopts.

python empty_list.py --empty-numbers
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(numbers: list[int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    app()
