"""A check of one's own, with cyclopts.

python validator.py --age 3
python validator.py --age=-1
"""

from typing import Annotated

import cyclopts

app = cyclopts.App()


def not_negative(type_: type, value: int) -> None:
    """Refuse what is below nought."""
    if value < 0:
        raise ValueError("below 0")


@app.default
def train(age: Annotated[int, cyclopts.Parameter(validator=not_negative)]) -> None:
    """Train."""


if __name__ == "__main__":
    app()
