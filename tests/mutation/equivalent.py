"""Mutants that no test can kill, with the reason: ``equivalent.toml``.

They are known by what they change, not by where that stands.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True)
class Equivalent:
    """One statement: in a module, these lines may become any of those; without any, whatever."""

    module: str
    old: str
    reason: str
    new: Sequence[str] = ()

    def holds(self, module: str, old: str, new: str) -> bool:
        """Whether it speaks of a mutant."""
        return (module, old) == (self.module, self.old) and new in (self.new or [new])


EQUIVALENT = [
    Equivalent(**entry)
    for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["equivalent"]
]
