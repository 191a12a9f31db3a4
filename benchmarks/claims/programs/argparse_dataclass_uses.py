"""Which fields argparse-dataclass takes by their annotation alone, a line of JSON.

A dataclass of one field for each type that the settings of this comparison have; the value is
typed as argparse has it typed, and has arrived if it is equal and of the type.
"""

import json
from contextlib import redirect_stderr
from dataclasses import field, make_dataclass
from enum import Enum
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from argparse_dataclass import ArgumentParser  # type: ignore[import-not-found]  # its row's


class Precision(Enum):
    """Two members."""

    FP32 = "FP32"
    BF16 = "BF16"


#: Type, default, what is typed behind the flag, and what is to arrive.
TYPES: dict[str, tuple[Any, Any, tuple[str, ...], Any]] = {
    "int": (int, 1, ("2",), 2),
    "float": (float, 1.0, ("0.5",), 0.5),
    "str": (str, "one", ("two",), "two"),
    "bool": (bool, False, (), True),
    "Path": (Path, Path("one"), ("two",), Path("two")),
    "Literal": (Literal["one", "two"], "one", ("two",), "two"),
    "Enum": (Precision, Precision.FP32, ("BF16",), Precision.BF16),
    "list[int]": (list[int], [], ("1", "2"), [1, 2]),
    "tuple[float, float]": (tuple[float, float], (0.0, 0.0), ("1", "2"), (1.0, 2.0)),
    "dict[str, float]": (dict[str, float], {}, ("a=1",), {"a": 1.0}),
    "float | None": (float | None, None, ("0.5",), 0.5),
}


def arrived(kind: Any, default: Any, words: tuple[str, ...], wanted: Any) -> str:
    """Return the value that arrived, or how it ended."""
    one = field(default_factory=lambda: default)
    options = make_dataclass("Options", [("x", kind, one)])
    told = StringIO()
    try:
        with redirect_stderr(told):
            found = ArgumentParser(options).parse_args(["--x", *words]).x
    except SystemExit:
        return told.getvalue().strip().rpartition("\n")[2]
    except Exception as error:  # noqa: BLE001  whatever it is, it is shown
        return f"{type(error).__name__}: {error}"
    same = found == wanted and type(found) is type(wanted)
    return "arrived" if same else f"{found!r}"


if __name__ == "__main__":
    print(json.dumps({name: arrived(*each) for name, each in TYPES.items()}))
