"""A rate."""

from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none


def get_config() -> config_dict.ConfigDict:
    """Return the settings."""
    return config_dict.create(lr=0.1)
