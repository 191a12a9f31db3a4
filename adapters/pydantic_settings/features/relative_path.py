"""A validator knows the config file, and completes a path by it.

python relative_path.py --config relative_path/run.toml
"""

from pathlib import Path
from typing import Any

from pydantic import FilePath, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    CliApp,
    PydanticBaseSettingsSource,
    TomlConfigSettingsSource,
)


class Settings(BaseSettings):
    """All settings of a run."""

    config: FilePath
    answers: Path

    @field_validator("answers")
    @classmethod
    def beside(cls, path: Path, info: ValidationInfo) -> Path:
        """Read a path as relative to the config file."""
        config: Path = info.data["config"]
        return config.parent / path

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


def train(answers: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    train(settings.answers.read_text(encoding="utf-8").strip())
