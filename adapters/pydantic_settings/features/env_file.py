"""A setting comes from a .env file, behind the variables of the environment.

python env_file.py
TRAIN_LR=0.2 python env_file.py
"""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """All settings of a run."""

    model_config = SettingsConfigDict(env_prefix="TRAIN_", env_file="env_file/.env")

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(Settings().lr)
