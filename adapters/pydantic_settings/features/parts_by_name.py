"""A dictionary of models is filled from a file.

python parts_by_name.py --config parts_by_name/good.toml
python parts_by_name.py --config parts_by_name/bad.toml
"""

from typing import Any

from pydantic import BaseModel, FilePath
from pydantic_settings import (
    BaseSettings,
    CliApp,
    PydanticBaseSettingsSource,
    TomlConfigSettingsSource,
)


class Source(BaseModel, extra="forbid"):
    """A source of answers."""

    path: str
    weight: float = 1.0


class Settings(BaseSettings):
    """All settings of a run."""

    config: FilePath
    sources: dict[str, Source] = {}

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


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    sources = CliApp.run(Settings).sources
    train({name: source.model_dump() for name, source in sources.items()})
