"""A list of models is filled from a file.

python parts_in_a_list.py --config parts_in_a_list/good.toml
python parts_in_a_list.py --config parts_in_a_list/bad.toml
"""

from typing import Any

from pydantic import BaseModel, FilePath
from pydantic_settings import (
    BaseSettings,
    CliApp,
    PydanticBaseSettingsSource,
    TomlConfigSettingsSource,
)


class Layer(BaseModel, extra="forbid"):
    """A layer of the network."""

    width: int
    dropout: float = 0.0


class Settings(BaseSettings):
    """All settings of a run."""

    config: FilePath
    layers: list[Layer] = []

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the file below the words."""
        return (
            init_settings,
            env_settings,
            dotenv_settings,
            ConfigFile(settings_cls),
            file_secret_settings,
        )


class ConfigFile(TomlConfigSettingsSource):
    """The file that --config names."""

    def __call__(self) -> dict[str, Any]:
        """Return its settings."""
        file = self.current_state.get("config")
        return TomlConfigSettingsSource(self.settings_cls, file)()


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    train([layer.model_dump() for layer in settings.layers])
