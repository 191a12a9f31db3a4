"""A config file that names another as its config, and has a rate of its own.

python file_extends.py --config file_extends/run.yaml
python file_extends.py --config file_extends/run.yaml --width 16
"""

from jsonargparse import auto_cli


def train(width: int = 64, layers: int = 2, lr: float = 0.001) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(train)
