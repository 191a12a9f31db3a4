"""What one call of Fire makes of a function's parameters: a line of JSON.

A function with a parameter for each kind of setting that this comparison has; each is set by its
flag, the value typed as Fire's guide types it.  ``fire.Fire(declare)`` is all that is written.
"""

import json
from contextlib import redirect_stderr
from enum import Enum
from io import StringIO
from pathlib import Path
from typing import Any

import fire  # type: ignore[import-not-found]  # it is in the row's environment


class Precision(Enum):
    """Two members."""

    FP32 = "FP32"
    BF16 = "BF16"


#: By parameter: what is typed behind its flag, and what is to arrive.
WANTED: dict[str, tuple[str, Any]] = {
    "integer": ("2", 2),
    "number": ("0.5", 0.5),
    "boolean": ("False", False),
    "nothing": ("None", None),
    "text": ("two", "two"),
    "items": ("[16,8]", [16, 8]),
    "pair": ("(0.8,0.99)", (0.8, 0.99)),
    "table": ("{right: 2.0}", {"right": 2.0}),
    "path": ("two/three", Path("two/three")),
    "enum": ("BF16", Precision.BF16),
}

ARRIVED: dict[str, Any] = {}


def declare(  # noqa: PLR0913, PLR0917  one argument for each kind: they are the flags
    integer: int = 1,
    number: float = 1.0,
    boolean: bool = True,  # noqa: FBT001, FBT002  a flag, not a call
    nothing: float | None = 1.0,
    text: str = "one",
    items: tuple[int, ...] | list[int] = (),
    pair: tuple[float, float] = (0.0, 0.0),
    table: dict[str, float] | None = None,
    path: Path = Path(),
    enum: Precision = Precision.FP32,
) -> None:
    """Keep what arrived."""
    ARRIVED.update(locals())


def arrived(name: str, typed: str, wanted: Any) -> str:
    """Return what arrived of a parameter, or how the call ended."""
    ARRIVED.clear()
    told = StringIO()
    try:
        with redirect_stderr(told):
            fire.Fire(declare, command=[f"--{name}={typed}"])
    except SystemExit:
        return f"refused: {told.getvalue().strip().partition(chr(10))[0]}"
    found = ARRIVED[name]
    same = found == wanted and type(found) is type(wanted)
    return "arrived" if same else f"{found!r} ({type(found).__name__})"


if __name__ == "__main__":
    print(json.dumps({name: arrived(name, *each) for name, each in WANTED.items()}))
