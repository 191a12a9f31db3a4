"""A program has a name, and variables of the environment begin with it.

TRAIN_LR=0.1 python environment_2.py
TRAIN_LR=0.1 python environment_2.py --lr=0.2
TRAIN_LR=abc python environment_2.py
"""

import fire  # type: ignore[import-untyped]  # it ships no types


def train(lr: float) -> None:
    """Stand for the training."""


@fire.decorators.SetParseFns(lr=float)  # type: ignore[untyped-decorator]
def main(*, lr: float = 0.001) -> None:
    """Train with this rate."""
    train(lr)


if __name__ == "__main__":
    fire.Fire(main, name="train")
