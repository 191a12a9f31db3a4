"""A network of two layers."""

from layer import layer  # type: ignore[import-not-found]  # it lies beside
from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none


def get_config() -> config_dict.ConfigDict:
    """Return the settings."""
    layers = [layer(width="wide", dropout=0.1), layer(width=32)]
    return config_dict.create(layers=layers)
