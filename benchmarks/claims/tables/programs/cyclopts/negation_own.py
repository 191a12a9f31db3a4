"""A flag with a negation of another name, with cyclopts.

python negation_own.py --my-flag
python negation_own.py --your-flag
"""

from typing import Annotated

import cyclopts

app = cyclopts.App()


@app.default
def train(
    my_flag: Annotated[bool, cyclopts.Parameter(negative="--your-flag")] = False,
) -> None:
    """Train."""


if __name__ == "__main__":
    app()
