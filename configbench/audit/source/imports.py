"""What a source file imports of its own project, and which files that may be: nothing is imported.

As far as names tell.  In doubt a file is imported: who asks says nothing then, or looks once more.
"""

import ast
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: A statement that imports, over all its lines: brackets, comments in them, and a line that goes
#: on behind a backslash.  Nothing of it is tried twice, however it is written.
_STATEMENT = re.compile(
    rb"^[ \t]*(?:from|import)\b"
    rb"(?:[^\n(#\\]|#[^\n]*+|\\\r?\n|\\|\((?:[^()#]|#[^\n]*+)*+\)?+)*+",
    re.MULTILINE,
)

#: A word of a source; names may have letters of any language.
WORD = re.compile(rb"[\w\x80-\xff]+")


@dataclass(frozen=True)
class Import:
    """One import: of a module, at so many dots, and what is taken from it."""

    module: str
    level: int = 0
    names: tuple[str, ...] = ()


def imports(nodes: Iterable[ast.AST]) -> Iterator[Import]:
    """Yield what the nodes of a tree import."""
    for node in nodes:
        match node:
            case ast.Import(names=names):
                for each in names:
                    yield Import(each.name)
            case ast.ImportFrom(module=module, names=names, level=level):
                yield Import(module or "", level, tuple(each.name for each in names))


def modules(
    file: Path, told: Import, roots: Sequence[Path]
) -> Iterator[tuple[str, Sequence[Path]]]:
    """Yield the dotted names that an import may run, each with where it is looked for.

    Parameters
    ----------
    file, told
        Which file has the import.
    roots
        Where modules are looked for that are named without a dot in front.
    """
    if told.level > len(file.parents):
        return
    within = [file.parents[told.level - 1]] if told.level else roots
    if told.module or told.level:
        yield told.module or "__init__", within
    for name in told.names:
        # It may be a module, too.
        if name != "*":
            yield (f"{told.module}.{name}" if told.module else name), within


def mode(path: Path) -> int:
    """Return what a path leads to; 0 if that is nothing, or no system takes such a name."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def candidates(dotted: str, root: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files that a module and the packages around it may be; whether each is there."""
    parts = dotted.split(".")
    if not all(part.isidentifier() for part in parts):
        return
    folder = root
    for part in parts:
        found = False
        for each in (folder / f"{part}.py", folder / part / "__init__.py"):
            there = stat.S_ISREG(mode(each))
            found |= there
            yield each, there
        folder /= part
        if not found and not stat.S_ISDIR(mode(folder)):
            return


def word(file: Path) -> bytes:
    """Return the word by which an import names a file."""
    return os.fsencode(file.parent.name if file.stem == "__init__" else file.stem)


def words(content: bytes) -> set[bytes]:
    """Return all words of the statements of a source that import; it is not parsed."""
    return {word for each in _STATEMENT.findall(content) for word in WORD.findall(each)}
