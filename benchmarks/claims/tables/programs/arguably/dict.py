"""A dictionary, with arguably.

python dict.py --table a=1,b=2
"""

import arguably


@arguably.command
def train(*, table: dict[str, int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
