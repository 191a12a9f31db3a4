"""A key that pydantic masks.

python secret.py settings.key=hunter2
"""

from hydra_zen import builds, store, zen
from pydantic import BaseModel, SecretStr


class Settings(BaseModel):
    """All settings."""

    key: SecretStr
    lr: float = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


@store(name="config", settings=builds(Settings, populate_full_signature=True))
def main(settings: Settings) -> None:
    """Print the config, train."""
    print(settings)
    train(settings.key.get_secret_value(), settings.lr)


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(main).hydra_main(config_name="config", config_path=None, version_base="1.3")
