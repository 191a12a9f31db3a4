"""The settings of base.py, but for the rate."""

import base  # type: ignore[import-not-found]  # it lies beside
from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none


def get_config() -> config_dict.ConfigDict:
    """Return the settings."""
    config: config_dict.ConfigDict = base.get_config()
    config.lr = 0.01
    return config
