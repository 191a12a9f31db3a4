"""A member of an enum by its value, with cyclopts.

python enum_by_value.py --env staging_value
"""

from enum import Enum

import cyclopts

app = cyclopts.App()


class Environment(str, Enum):
    """Where it runs: each value is another word than its name."""

    DEV = "dev_value"
    STAGING = "staging_value"


@app.default
def train(env: Environment = Environment.DEV) -> None:
    """Train."""


if __name__ == "__main__":
    app()
