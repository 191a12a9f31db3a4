"""The modules that a program imports and that lie beside it, by its source."""

import ast
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from configbench.audit.source import imports
from configbench.audit.source.trees import parsed, read
from configbench.lint import readers

#: What marks the folder that a program is of.
_ROOTS = (".git", "pyproject.toml", "setup.py", "setup.cfg")

#: So many modules are looked into; with more nothing is sure.
_MOST = 500


def reads_words(file: Path, module: ast.Module) -> bool:
    """Whether a module that a program imports seems to read its words; in doubt it does."""
    return mentions(file, module, readers.TEXT)


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
    name = imports.word(file)
    *_, root = folders(file.absolute().parent)
    if not _is_root(root):
        root = file.absolute().parent
    for seen, each in enumerate(root.rglob("*.py")):
        content = read(each)
        if seen > _MOST or (content is not None and name in imports.words(content)):
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
    told = imports.Import(name, len(base) - len(name))
    at = file.absolute()
    roots = [*folders(at.parent)]
    return [
        found
        for dotted, within in imports.modules(at, told, roots)
        for found in _files(dotted, within)
    ]


def _imported(file: Path, module: ast.Module, roots: list[Path]) -> Iterator[Path]:
    for told in imports.imports(ast.walk(module)):
        for dotted, within in imports.modules(file, told, roots):
            yield from _files(dotted, within)


def _files(dotted: str, roots: Sequence[Path]) -> list[Path]:
    """Return the files that an import runs, packages included, below the first root with any."""
    for root in roots:
        if found := [at for at, there in imports.candidates(dotted, root) if there]:
            return found
    return []
