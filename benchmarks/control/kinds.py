"""Values of every kind that a config holds, as the control records them."""

import math
from pathlib import Path
from typing import Any

from shared_model import Precision

#: By the name of the kind, which is also the key under which it is recorded.
KINDS: dict[str, Any] = {
    "bool": True,
    "int": 3,
    "int_over_64_bits": 2**70,
    "float": 3e-4,
    "whole_float": 1.0,
    "nan": math.nan,
    "infinity": math.inf,
    "none": None,
    "str": "baseline",
    "str_like_a_number": "012",
    "str_of_10_kb": "x" * 10_000,
    "list": [32, 16],
    "empty_list": [],
    "tuple": (0.9, 0.999),
    "path": Path("outputs/run"),
    "enum": Precision.BF16,
    "nested": {"optimizer": {"lr": 3e-4, "clip": None}},
    "int_key": {1: 2},
    "key.with.dots": 1,
    "key/with/slashes": 2,
    "-key-with-dashes-": 3,
}

#: What ``--twice`` sets after the record was made.
AGAIN = {"int": 4}
