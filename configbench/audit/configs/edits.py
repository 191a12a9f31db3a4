"""A changed file, and the command that makes it so: what a person may paste."""

import shlex
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from configbench.audit.model import Edited

#: Parts of a file that one command changes, at most.
_PARTS = 4

#: What ``sed`` leaves the file under that was there.
KEPT = ".orig"


def edited(path: Path, shown: str, old: str, new: str) -> Edited | None:
    """Return a file that holds another text; None if it is the same.

    Parameters
    ----------
    path, shown
        Absolute, and as it is typed.
    old, new
        What it holds, and what it is to hold.
    """
    parts = [each for each in _parts(old, new) if each[0] != "equal"]
    if not parts:
        return None
    line = max(parts[0][3], 0) + 1
    return Edited(str(path), new, line, _command(shown, old, new, parts))


def _parts(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    one, other = old.split("\n"), new.split("\n")
    least = min(len(one), len(other))
    first = next((at for at in range(least) if one[at] != other[at]), least)
    same = 0
    while same < least - first and one[-1 - same] == other[-1 - same]:
        same += 1
    # Of a file of thousands of lines only what lies between is compared.
    inner = one[first : len(one) - same], other[first : len(other) - same]
    codes = SequenceMatcher(None, *inner, autojunk=False).get_opcodes()
    return [
        (what, a + first, b + first, c + first, d + first) for what, a, b, c, d in codes
    ]


def _command(
    shown: str, old: str, new: str, parts: list[tuple[str, int, int, int, int]]
) -> str:
    """Return what changes the file in its place, and keeps what was there beside it."""
    lines = new.split("\n")
    plain = all(each.replace("\t", "").isprintable() for each in lines)
    # Behind its last line end there is no line to sed.
    ends = old.count("\n")
    past = not old or any(last > ends for _, _, last, *_ in parts)
    if len(parts) > _PARTS or not plain or past:
        return _written(shown, new)
    scripts = [script for each in parts for script in _scripts(each, lines)]
    words = (
        scripts if len(scripts) == 1 else [w for one in scripts for w in ("-e", one)]
    )
    return shlex.join(["sed", f"-i{KEPT}", *words, shown])


def _scripts(part: tuple[str, int, int, int, int], lines: list[str]) -> Iterator[str]:
    """Yield what sed does for a part, a script for each line: none has a line end in it."""
    what, first, last, start, end = part
    new = [each.replace("\\", "\\\\") for each in lines[start:end]]
    reach = f"{first + 1},{last}" if last > first + 1 else f"{last}"
    if what == "insert" and first:
        yield from (f"{first}a\\{each}" for each in new)
    elif what == "insert":
        yield from (f"1i\\{each}" for each in new)
    elif what == "replace" and len(new) == last - first == 1:
        yield f"{reach}c\\{new[0]}"
    else:
        yield from (f"{first + 1}i\\{each}" for each in new)
        yield f"{reach}d"


def _written(shown: str, new: str) -> str:
    """Return what writes the whole file anew, a word for each line."""
    kept = shlex.join(["cp", shown, f"{shown}{KEPT}"])
    *whole, last = new.split("\n")
    said = [shlex.join(["printf", r"%s\n", *whole])] if whole else []
    said += [shlex.join(["printf", "%s", last])] if last or not whole else []
    typed = said[0] if len(said) == 1 else f"{{ {'; '.join(said)}; }}"
    return f"{kept} && {typed} > {shlex.quote(shown)}"
