"""A rate from a variable of the environment, or from the command line.

RUN_LR=0.1 python environment.py
RUN_LR=0.1 python environment.py --lr 0.2
RUN_LR=abc python environment.py
"""

from jsonargparse import auto_cli


def train(lr: float = 0.001) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(train, default_env=True, env_prefix="RUN")
