"""Settings that others build on."""

from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none


def get_config() -> config_dict.ConfigDict:
    """Return the settings."""
    return config_dict.create(width=64, layers=3, lr=0.1)
