"""A flag without a negation, with cyclopts.

python negation_none.py --my-flag
python negation_none.py --no-my-flag
"""

from typing import Annotated

import cyclopts

app = cyclopts.App()


@app.default
def train(my_flag: Annotated[bool, cyclopts.Parameter(negative="")] = False) -> None:
    """Train."""


if __name__ == "__main__":
    app()
