"""Settings come from words, variables and a file, by their types."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env", env_prefix="APP_", extra="ignore", cli_parse_args=True
    )

    debug: bool = False
    workers: int = 4
    rate: float = 0.5
    host: str = "localhost"


def train(settings):
    for name, value in sorted(dict(settings).items()):
        print(f"{name} = {value!r}")


if __name__ == "__main__":
    train(Settings())
