"""A file names the one that it extends, which is a source below it.

python file_extends.py --config file_extends/run.toml
python file_extends.py --config file_extends/run.toml --width 16
"""

from typing import Any

from pydantic import FilePath
from pydantic_settings import (
    BaseSettings,
    CliApp,
    PydanticBaseSettingsSource,
    TomlConfigSettingsSource,
)


class Settings(BaseSettings):
    """All settings of a run."""

    config: FilePath | None = None
    extends: FilePath | None = None
    width: int = 64
    layers: int = 2
    lr: float = 0.001

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the files below the words."""
        return (
            init_settings,
            env_settings,
            dotenv_settings,
            ConfigFile(settings_cls),
            ExtendedFile(settings_cls),
            file_secret_settings,
        )


class ConfigFile(TomlConfigSettingsSource):
    """The file that --config names."""

    setting = "config"

    def __call__(self) -> dict[str, Any]:
        """Return its settings."""
        file = self.current_state.get(self.setting)
        return TomlConfigSettingsSource(self.settings_cls, file)()


class ExtendedFile(ConfigFile):
    """The file that the file of --config names."""

    setting = "extends"


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    train(settings.width, settings.layers, settings.lr)
