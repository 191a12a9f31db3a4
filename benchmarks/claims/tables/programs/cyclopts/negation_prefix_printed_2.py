"""A flag whose negation has another prefix, as the page spells it, in a list, with cyclopts.

python negation_prefix_printed_2.py --my-flag
python negation_prefix_printed_2.py --disable-my-flag
"""

from typing import Annotated

import cyclopts

app = cyclopts.App()


@app.default
def train(
    my_flag: Annotated[bool, cyclopts.Parameter(negative_bool=["--disable-"])] = False,
) -> None:
    """Train."""


if __name__ == "__main__":
    app()
