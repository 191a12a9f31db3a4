"""A flag whose negation has another prefix, with cyclopts.

python negation_prefix.py --my-flag
python negation_prefix.py --disable-my-flag
"""

from typing import Annotated

import cyclopts

app = cyclopts.App()


@app.default
def train(
    my_flag: Annotated[bool, cyclopts.Parameter(negative_bool="disable-")] = False,
) -> None:
    """Train."""


if __name__ == "__main__":
    app()
