"""Stands for training: prints the settings that arrive, each with its type."""

import json
from typing import Any


def fit(**settings: Any) -> None:
    """Print every setting as ``[type, value]``, sections taken apart."""
    found = {}
    for name, value in settings.items():
        items = value.items() if isinstance(value, dict) else [("", value)]
        for key, item in items:
            path = f"{name}.{key}" if key else name
            found[path] = [type(item).__name__, item]
    print(json.dumps(found, indent=1, default=str))
