"""Finding the lines of saved files that hold a value; pure functions."""

import difflib
import re
from collections.abc import Mapping, Sequence

from benchmarks.categories.roundtrip.values import Value


def holding(
    value: Value,
    batch: Sequence[Value],
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> str:
    """Return the lines of the saved files that hold a value.

    They are the lines that a run without it has not.  Where several values were changed at once,
    a changed line belongs to the setting whose name was last seen at the start of a line.  Of
    several saved files the first that has such lines is quoted.

    Parameters
    ----------
    value, batch
        The value, and all that were set in its run.
    before, after
        The texts of the files without and with them, by name.
    """
    for name, text in after.items():
        lines = text.split("\n")
        changed = _changed(before.get(name, "").split("\n"), lines)
        mine, owner = [], None
        for number, line in enumerate(lines):
            owner = next((one for one in batch if _begins(line, one)), owner)
            # Alone, every changed line is this value's, but not those before its name.
            if number in changed and owner is value:
                mine.append(line)
        if mine:
            return "\n".join(mine)
    every = (line for text in after.values() for line in text.split("\n"))
    return next((line for line in every if _begins(line, value)), "")


def _changed(before: Sequence[str], after: Sequence[str]) -> set[int]:
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    return {
        number
        for kind, _, _, start, end in matcher.get_opcodes()
        if kind != "equal"
        for number in range(start, end)
    }


def _begins(line: str, value: Value) -> bool:
    """Whether a line begins with a name of the value's."""
    return any(
        re.match(rf"\W*(?:[a-z]+_)??{re.escape(key)}\b", line) for key in value.keys
    )
