"""A .env file is a file of words, as argparse reads them.

python env_file_2.py @env_file/.env
LR=0.2 python env_file_2.py @env_file/.env
"""

from dataclasses import dataclass

from simple_parsing import ArgumentParser, field


@dataclass
class Config:
    """All settings of a run."""

    lr: float = field(default=0.001, alias="LR")  # learning rate


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = ArgumentParser(fromfile_prefix_chars="@")
    parser.add_arguments(Config, dest="config")
    train(parser.parse_args().config.lr)
