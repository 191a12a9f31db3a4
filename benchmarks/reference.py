"""Train from a typed record, without any configuration manager: the expected weights.

``python benchmarks/reference.py RECORD.json`` builds the values that the record names and calls
``shared_model.train`` with them.
"""

import json
import sys
from pathlib import Path
from typing import Any

import shared_model

# Where it runs, nothing of ours is installed but the core.
sys.path.append(str(Path(__file__).resolve().parent.parent))

from benchmarks.values import Typed, show


def build(value: Typed) -> Any:
    """Return the Python value that a typed value describes.

    A container of a library's own comes back as the plain one of its shape: training reads both.

    Raises
    ------
    ValueError
        For any other type that only a configuration manager could make, and for a cut value.
    """
    kind = value["t"]
    if "cut" in value:
        raise ValueError(
            f"{show(value)} was cut: it cannot be built from its beginning"
        )
    if "args" in value and kind.startswith("shared_model."):
        part = getattr(shared_model, kind.removeprefix("shared_model."))
        return part(**{name: build(arg) for name, arg in value["args"].items()})
    body = value.get("v")
    match kind:
        case "NoneType" | "bool" | "int" | "str":
            return body
        case "float":
            return float(str(body))
        case "list" | "tuple" | "set":
            items = [build(item) for item in body or ()]
            return {"list": list, "tuple": tuple, "set": set}[kind](items)
        case "dict":
            return {build(key): build(item) for key, item in body or ()}
        case "pathlib.PosixPath":
            return Path(str(body))
        case "shared_model.Precision":
            return shared_model.Precision[str(body)]
    if isinstance(body, list):
        pairs = bool(body) and all(isinstance(item, list) for item in body)
        return build({"t": "dict" if pairs else "list", "v": body})
    raise ValueError(f"{show(value)} cannot be built without its library")


def main(path: str) -> None:
    """Train from the record in the file at ``path``."""
    record = json.loads(Path(path).read_text(encoding="utf-8"))
    print(shared_model.train(**{name: build(value) for name, value in record.items()}))


if __name__ == "__main__":
    main(sys.argv[1])
