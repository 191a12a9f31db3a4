"""A setting has a variable of the environment behind its flag.

TRAIN_LR=0.1 python environment.py
TRAIN_LR=0.1 python environment.py --lr 0.2
TRAIN_LR=abc python environment.py
"""

from pydantic_settings import BaseSettings, CliApp, SettingsConfigDict


class Settings(BaseSettings):
    """All settings of a run."""

    model_config = SettingsConfigDict(env_prefix="TRAIN_")

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(CliApp.run(Settings).lr)
