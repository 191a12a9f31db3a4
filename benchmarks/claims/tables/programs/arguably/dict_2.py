"""A dictionary, with arguably, in the words of typing.

python dict_2.py --table a=1,b=2
"""

from typing import Dict

import arguably


@arguably.command
def train(*, table: Dict[str, int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
