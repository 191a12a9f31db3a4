"""A dictionary, with defopt.

python dict.py --table a=1 b=2
"""

import defopt


def train(*, table: dict[str, int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    defopt.run(train)
