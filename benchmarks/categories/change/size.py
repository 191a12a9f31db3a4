"""What a change costs a row: the size of its patch, counted as a reader would."""

import difflib
from typing import Any

from benchmarks.categories import lines
from benchmarks.registry import Adapter


def size(before: Adapter, after: Adapter) -> dict[str, Any]:
    """Return what a change costs a row: lines added and removed, files and roles touched.

    Lines are counted as in the category *lines*: code and config, no blanks, comments or
    docstrings.
    """
    added = removed = 0
    files, roles = set[str](), set[str]()
    old, new = _counted(before), _counted(after)
    for name in sorted(old.keys() | new.keys()):
        one, two = old.get(name, []), new.get(name, [])
        texts = [[text for text, _ in side] for side in (one, two)]
        matcher = difflib.SequenceMatcher(a=texts[0], b=texts[1], autojunk=False)
        for kind, start, end, first, last in matcher.get_opcodes():
            if kind == "equal":
                continue
            files.add(name)
            removed += end - start
            added += last - first
            roles |= {role for _, role in (*one[start:end], *two[first:last])}
    return {
        "added": added,
        "removed": removed,
        "files": sorted(files),
        "roles": sorted(roles),
    }


def _counted(row: Adapter) -> dict[str, list[tuple[str, str]]]:
    """Return the lines that count of each file that a user writes, each with its role."""
    counted = {}
    for path in [row.program, *lines.config_files(row)]:
        text = path.read_text(encoding="utf-8")
        name = str(row.laid_out(path))
        config = [(line, "config") for line in lines.written(text, path.suffix)]
        counted[name] = _program(text) if path == row.program else config
    return counted


def _program(text: str) -> list[tuple[str, str]]:
    code, role_of = lines.code_lines(text), lines.roles(text)
    numbered = enumerate(text.splitlines(), 1)
    return [(line, role_of[number]) for number, line in numbered if number in code]
