"""Variables of the environment, which tell who looks them up."""

import os

from .telling import tell

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def watch() -> None:
    """Have ``os.environ`` tell who takes the value of a variable, by its name."""
    kind: Any = type(os.environ)
    original = kind.__getitem__

    def looked_up(self: "Any", name: "Any") -> "Any":
        tell("variable", name)
        return original(self, name)

    kind.__getitem__ = looked_up
