"""Source files of a program that it had not imported when it had read its words.

They are not parsed: whether a name is a word of theirs is enough for saying that they may read it.
"""

import ast
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from configbench.audit.source import imports
from configbench.audit.source.trees import Forest, Tree, read

#: Folders of what others wrote, or of what was built.
_FOREIGN = {
    *("site-packages", "dist-packages", "node_modules", "__pycache__", "build", "dist"),
    *("venv", "env", "virtualenv"),
}

#: So many entries of folders are looked through, data among them; of more nothing is certain.
_MOST = 50_000

#: Calls that import what no statement names.
_BY_CALL = ("import_module", "__import__", "exec_module", "run_path", "run_module")


class Elsewhere:
    """The source files that lie beside a program's own, and were not imported.

    Parameters
    ----------
    forest
        Those that were.
    cwd
        Where the program runs: what lies below it is looked through, too, if the program does.
    """

    def __init__(self, forest: Forest, cwd: Path) -> None:
        self._forest = forest
        self._cwd = cwd

    def may_read(self, name: str) -> bool:
        """Whether a name is a word of a file that the program may import later on."""
        return (
            self._later is None or name.encode("utf-8", "surrogatepass") in self._later
        )

    def may_import(self, trees: set[Tree]) -> bool:
        """Whether a file that was not imported seems to import one of those that were."""
        if not trees:
            return False
        if self._contents is None:
            return True
        wanted = {imports.word(each.file) for each in trees}
        return any(wanted & imports.words(each) for each in self._contents.values())

    @cached_property
    def _later(self) -> set[bytes] | None:
        """All words of the files that it may import later on; None if there are too many."""
        waiting = self._contents
        if waiting is None:
            return None
        imported = self._named
        everything = any(self._forest.calls(name) for name in _BY_CALL)
        words, waiting = set[bytes](), dict(waiting)
        while found := [
            file for file in waiting if everything or imports.word(file) in imported
        ]:
            for file in found:
                content = waiting.pop(file)
                words |= {*imports.WORD.findall(content)}
                imported |= imports.words(content)
        return words

    @cached_property
    def _named(self) -> set[bytes]:
        """All words of the imports of what was imported, at any depth."""
        found = set[str]()
        for tree in self._forest.trees:
            for each in imports.imports(ast.walk(tree.module)):
                found |= {each.module, *each.names}
        return {part.encode() for each in found for part in each.split(".")}

    @cached_property
    def _contents(self) -> dict[Path, bytes] | None:
        loaded = {tree.file for tree in self._forest.trees}
        folders = {file.parent for file in loaded}
        if any(folder.is_relative_to(self._cwd) for folder in folders):
            folders.add(self._cwd)
        found = {}
        for seen, entry in enumerate(_entries(folders)):
            if seen > _MOST:
                return None
            file = Path(entry)
            if entry.name.endswith(".py") and file not in loaded:
                content = read(file)
                if content is None:
                    return None
                found[file] = content
        return found


def is_foreign(folder: str) -> bool:
    """Whether no source of a program lies in a folder, by its name; hidden ones among them."""
    return folder.startswith(".") or folder in _FOREIGN


def _entries(folders: set[Path]) -> Iterator[os.DirEntry[str]]:
    """Yield what lies below folders, each once; hidden and foreign folders aside."""
    seen = set[str]()
    waiting = [str(folder) for folder in folders]
    while waiting:
        folder = waiting.pop()
        if folder in seen:
            continue
        seen.add(folder)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    yield entry
                    if not is_foreign(entry.name) and entry.is_dir(
                        follow_symlinks=False
                    ):
                        waiting.append(entry.path)
        except OSError:
            continue
