"""A SecretStr masks itself where the settings are printed.

python secret.py --key hunter2
"""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, CliApp


class Settings(BaseSettings):
    """All settings of a run."""

    key: SecretStr
    lr: float = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    print(settings)
    train(settings.key.get_secret_value(), settings.lr)
