"""The command lines that cells of the round trip publish."""

from collections.abc import Sequence

from benchmarks.registry import Adapter
from benchmarks.running import typed_command
from benchmarks.texts import SHOWN, short
from benchmarks.workplace import Workplace


def as_fact(row: Adapter, words: Sequence[str]) -> dict[str, str]:
    """Return the fact ``command``; of a line that is too long, its ends, which nobody can type."""
    line = typed_command(row, words)
    return {"command" if len(line) <= SHOWN else "command, its ends": short(line)}


def restoring(row: Adapter, words: Sequence[str], place: Workplace) -> str:
    """Return the line that restored what was carried to ``place``."""
    return typed_command(row, words).replace(f"{place.base}/", "")
