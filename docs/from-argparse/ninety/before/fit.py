"""Stands for the training: tells which settings arrive, each with its type."""

import json
import sys


def load_data(folder):
    """Stand for the minutes in which data are read."""
    print(f"loading data from {folder} ...", file=sys.stderr)


def fit(settings):
    """Print every setting as ``[type, value]``, all together a JSON document."""
    told = [
        f"{json.dumps(name)}: {json.dumps([type(value).__name__, value], default=str)}"
        for name, value in sorted(settings.items())
    ]
    print("{\n" + ",\n".join(told) + "\n}")
