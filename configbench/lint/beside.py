"""The modules that a program imports and that lie beside it, by its source."""

import ast
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from configbench.audit.source.trees import parsed, read

#: What reads the words of a command line.
_READS = re.compile(
    rb"\bparse_(?:known_)?(?:intermixed_)?args\b|\bargv\b|\bparse_args_into|\bhydra\.main\b"
    rb"|\bFire\(|\btyro\.cli\b|\bapp\.run\(|\bfrom_cli\b|\bdocopt\("
)

#: What marks the folder that a program is of.
_ROOTS = (".git", "pyproject.toml", "setup.py", "setup.cfg")

#: So many modules are looked into; with more nothing is sure.
_MOST = 500


def reads_words(file: Path, module: ast.Module) -> bool:
    """Whether a module that a program imports seems to read its words; in doubt it does."""
    return mentions(file, module, _READS)


def mentions(file: Path, module: ast.Module, pattern: re.Pattern[bytes]) -> bool:
    """Whether a module that a program imports holds what matches; in doubt it does."""
    roots = [*folders(file.absolute().parent)]
    waiting, seen = [(file.absolute(), module)], {file.absolute()}
    while waiting:
        at, tree = waiting.pop()
        for each in _imported(at, tree, roots):
            if each in seen:
                continue
            seen.add(each)
            content = read(each)
            if content is None or len(seen) > _MOST or pattern.search(content):
                return True
            below = parsed(content)
            if below is None:
                return True
            waiting.append((each, below))
    return False


def is_imported(file: Path) -> bool:
    """Whether a module of the same project seems to import this one; in doubt one does."""
    pattern = re.compile(
        rb"^[ \t]*(?:from|import)\b[^\n]*\b"
        + re.escape(os.fsencode(file.stem))
        + rb"\b",
        re.MULTILINE,
    )
    *_, root = folders(file.absolute().parent)
    if not _is_root(root):
        root = file.absolute().parent
    for seen, each in enumerate(root.rglob("*.py")):
        content = read(each)
        if seen > _MOST or (content is not None and pattern.search(content)):
            return True
    return False


def folders(folder: Path) -> Iterator[Path]:
    """Yield the folders from which its modules may be imported: its own, up to the project's."""
    for each in (folder, *folder.parents):
        yield each
        if _is_root(each):
            return


def _is_root(folder: Path) -> bool:
    return any((folder / name).exists() for name in _ROOTS)


def named(file: Path) -> Path:
    """Return a file as it is named from here."""
    with suppress(ValueError, OSError):
        return file.relative_to(Path.cwd())
    return file


def imported_from(file: Path, base: str) -> list[Path]:
    """Return the files of a module as an import names it: ``.config``, ``pkg.config``."""
    name = base.lstrip(".")
    level = len(base) - len(name)
    at = file.absolute()
    within = [*folders(at.parent)] if not level else [at.parents[level - 1]]
    return [*_files(name.split("."), within)] if name else []


def _imported(file: Path, module: ast.Module, roots: list[Path]) -> Iterator[Path]:
    for node in ast.walk(module):
        match node:
            case ast.Import(names=aliases):
                for each in aliases:
                    yield from _files(each.name.split("."), roots)
            case ast.ImportFrom(names=aliases, module=name, level=level):
                parts = name.split(".") if name else []
                within = (
                    [file.parents[level - 1]]
                    if 0 < level <= len(file.parents)
                    else roots
                )
                yield from _files(parts, within)
                for each in aliases:
                    yield from _files([*parts, each.name], within)


def _files(parts: list[str], roots: list[Path]) -> Iterator[Path]:
    """Yield the files that an import runs, packages included, where they lie below a root."""
    for root in roots:
        found = False
        for depth in range(1, len(parts) + 1):
            path = root.joinpath(*parts[:depth])
            for each in (path.with_name(f"{path.name}.py"), path / "__init__.py"):
                if each.is_file():
                    found = True
                    yield each
        if found:
            return
