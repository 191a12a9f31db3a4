"""A key from the environment, so that Hydra saves none; what is printed is masked by pydantic.

KEY=hunter2 python secret.py
"""

from hydra_zen import builds, store, zen
from pydantic import BaseModel, SecretStr


class Settings(BaseModel):
    """All settings."""

    key: SecretStr
    lr: float = 0.001


Builds = builds(Settings, key="${oc.env:KEY}", populate_full_signature=True)


def train(key: str, lr: float) -> None:
    """Stand for the training."""


@store(name="config", settings=Builds)
def main(settings: Settings) -> None:
    """Print the config, train."""
    print(settings)
    train(settings.key.get_secret_value(), settings.lr)


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(main).hydra_main(config_name="config", config_path=None, version_base="1.3")
