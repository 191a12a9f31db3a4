"""What a layer has."""

from typing import Any

from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none


def layer(**given: Any) -> config_dict.ConfigDict:
    """Return a layer, locked: it takes its own fields only, by their types."""
    config = config_dict.create(width=config_dict.placeholder(int), dropout=0.0)
    config.lock()
    config.update(given)
    return config
