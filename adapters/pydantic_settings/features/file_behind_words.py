"""A file of settings lies below the words.

python file_behind_words.py --lr 0.2 --config file_behind_words/run.toml
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


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(CliApp.run(Settings).lr)
