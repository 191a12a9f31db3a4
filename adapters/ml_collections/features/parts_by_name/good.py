"""Two sources of answers."""

from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none
from source import source  # type: ignore[import-not-found]  # it lies beside


def get_config() -> dict[str, dict[str, config_dict.ConfigDict]]:
    """Return the settings."""
    own = source(path="a.csv", weight=2)
    other = source(path="b.csv")
    return {"sources": {"own": own, "other": other}}
