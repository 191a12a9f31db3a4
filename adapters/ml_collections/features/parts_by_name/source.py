"""What a source of answers has."""

from typing import Any

from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none


def source(**given: Any) -> config_dict.ConfigDict:
    """Return a source, locked: it takes its own fields only, by their types."""
    config = config_dict.create(path=config_dict.placeholder(str), weight=1.0)
    config.lock()
    config.update(given)
    return config
