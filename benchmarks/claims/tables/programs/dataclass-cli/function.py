"""The parameters of a function, with dataclass-cli.

python function.py --train_x 2 --train_rate 0.5
python function.py --train_x two
"""

import dataclass_cli


@dataclass_cli.add
def train(x: int = 1, rate: float = 0.1) -> None:
    """Train."""


if __name__ == "__main__":
    train()
