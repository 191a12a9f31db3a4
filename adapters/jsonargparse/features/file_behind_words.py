"""A rate on the command line, and behind it a file with another.

python file_behind_words.py --lr 0.2 --config file_behind_words/run.yaml
"""

from jsonargparse import auto_cli


def train(lr: float = 0.001) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(train)
