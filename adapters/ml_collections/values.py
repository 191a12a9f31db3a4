"""Values of every kind in a ConfigDict, written as YAML and read again by the library.

Written from ``ConfigDict.to_yaml`` (https://ml-collections.readthedocs.io/en/latest/config_dict.html):
it "serializes types of fields as well as the values", and is read with ``yaml.unsafe_load``. The
program writes JSON (``to_json``), which runs nothing when it is read, and knows few kinds.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # it ships no types
from ml_collections import config_dict  # type: ignore[import-untyped]


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write a ConfigDict with these values to values.yaml."""
    config = config_dict.ConfigDict(values)
    text = config.to_yaml(allow_unicode=True)
    (folder / "values.yaml").write_text(text, encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Return the fields of the ConfigDict in values.yaml."""
    config = yaml.unsafe_load((folder / "values.yaml").read_text(encoding="utf-8"))
    return dict(config.to_dict())


# -- config
def config(n_epochs: int = 5) -> config_dict.ConfigDict:
    """Return a small nested config."""
    return config_dict.create(
        n_epochs=n_epochs, tags=("a", "b"), optimizer=config_dict.create(lr=0.01)
    )
