"""Print the typed forms of many values as one JSON line: ``python typed_table.py FOLDER``.

For any Python from 3.8 on; the values are those of :data:`TABLE`.
"""

import importlib
import json
import sys
from argparse import Namespace
from collections import OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, Flag, IntEnum
from fractions import Fraction
from functools import partial
from pathlib import PosixPath, PureWindowsPath
from types import MappingProxyType, SimpleNamespace
from uuid import UUID


class Colour(Enum):
    """An enum."""

    RED = "r"


class Number(IntEnum):
    """An enum of ints."""

    ONE = 1


class Right(Flag):
    """Flags."""

    READ = 1
    WRITE = 2


@dataclass
class Plain:
    """A dataclass."""

    lr: float = 0.1
    sizes: "tuple[int, ...]" = (1, 2)


class Slots:
    """Two slots, one of them empty, in a class below another with a slot."""

    __slots__ = ("empty", "full")

    def __init__(self) -> None:
        """Fill one."""
        self.full = 1


class More(Slots):
    """Slots and a ``__dict__``."""

    def __init__(self) -> None:
        """Fill both."""
        super().__init__()
        self.more = 2

    def fill(self) -> None:
        """Be a method."""


class Text(str):  # noqa: SLOT000  as most people write one
    """A str of one's own."""


class Home(PosixPath):
    """A path of one's own."""


Pair = namedtuple("Pair", "one two")  # noqa: PYI024  plain, as in old programs


def deep(depth: int) -> object:
    """Return lists in lists."""
    found: object = []
    for _ in range(depth):
        found = [found]
    return found


OD = OrderedDict([("a", 1), ("b", 2)])
OD.move_to_end("a")
LOOP: "dict[str, object]" = {}
LOOP["self"] = LOOP
ZONE = timezone(timedelta(hours=2))

#: Values whose form is the same on every Python.
TABLE: "dict[str, object]" = {
    "none": None,
    "bool": True,
    "int": 10**200,
    "huge int": -(10**5000),
    "float": [0.1, float("nan"), float("-inf"), -0.0],
    "str": "a\ud800é🙂\x00",
    "long str": "é" * 3_000_000,
    "own str": Text("x"),
    "bytes": b"\xff'",
    "bytearray": bytearray(b"a"),
    "memoryview": memoryview(b"ab"),
    "complex": 1 - 2j,
    "range": range(10**12),
    "containers": [(1,), [2], {3}, frozenset({4}), {"a": {1: None}}, deque([5])],
    "ordered": OD,
    "defaultdict": defaultdict(list, a=[1]),
    "proxy": MappingProxyType({"a": 1}),
    "keys": {"a": 1}.keys(),
    "items": {"a": 1}.items(),
    "values": {"a": 1}.values(),
    "namedtuple": Pair(1, 2),
    "enums": [Colour.RED, Number.ONE, Right.READ],
    "dataclass": Plain(),
    "slots": Slots(),
    "slots and more": More(),
    "namespace": Namespace(lr=0.1, tags=["a"]),
    "simple": SimpleNamespace(a=1),
    "object": object(),
    "class": [int, PosixPath, Plain],
    "function": [deep, len, "".join, dict.fromkeys, str.upper, More().fill],
    "module": json,
    "partial": partial(deep, depth=3),
    "own partial": partial(partial(Plain, lr=1), sizes=()),
    "paths": [PosixPath("a") / "b", PureWindowsPath("a/b"), Home("x")],
    "dates": [
        date(2024, 2, 29),
        datetime(2024, 2, 29, 12, 30, tzinfo=ZONE),
        timedelta(1),
        ZONE,
    ],
    "numbers": [Decimal("0.10"), Fraction(1, 2), UUID(int=7)],
    "error": ValueError("no", 1),
    "loop": LOOP,
    "deep": deep(600),
    "million": dict.fromkeys(range(20_000)),
    "set of many": set(range(6_000)),
}


def main(entry: str) -> None:
    """Print the table; ``entry`` is the folder by which the look enters."""
    sys.path.insert(0, entry)
    importlib.import_module("configbench_entry").enter()
    typed = importlib.import_module("configbench_inside.typed").typed
    print(json.dumps({name: typed(value) for name, value in TABLE.items()}))


if __name__ == "__main__":
    main(sys.argv[1])
