"""The files that a program depends on, as far as its sources tell; nothing of it is run.

Its entry, what that imports of its own, transitively, and what these and the command line name:
files, and what looks like configuration in folders.  What is named and not there belongs to it,
too: it may have been removed, or come.  More than it reads is no harm, for then it is only audited
again; what nobody can know by reading is told by the last audit (:mod:`.memory`).
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from configbench import foreign
from configbench.audit.programs.interpreters import Interpreter
from configbench.audit.programs.mentions import Mentions, is_python, mentions
from configbench.audit.source import imports
from configbench.looking import PYTHON

#: Ends of the names of files that hold configuration.
_CONFIG = (
    ".yaml",
    ".yml",
    ".toml",
    ".json",
    ".ini",
    ".cfg",
    ".conf",
    ".env",
    ".properties",
)

#: Folders in which nobody keeps what a program reads.
_SKIPPED = {
    ".git",
    ".hg",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
    ".tox",
    ".nox",
}

#: Of a folder that is named: files at most, entries that are looked at, depth.
_FILES, _ENTRIES, _DEPTH = 2_000, 20_000, 8

#: Files of a program at most: nobody has written so many.
_MOST = 20_000

#: Whoever reads it says so nowhere.
_BY_CUSTOM = (".env",)


@dataclass(frozen=True)
class Closure:
    """What a program depends on.

    Attributes
    ----------
    files
        Absolute, each with its content; None for one that is too large or cannot be read.
    sought
        What it names and is not there.
    entries
        Which of the files it is begun with; empty if that cannot be read off its command.
    whole
        Whether that is all, as far as it can be told.
    """

    files: Mapping[Path, bytes | None]
    sought: frozenset[Path]
    entries: tuple[Path, ...]
    whole: bool


def closure(
    command: Sequence[str],
    cwd: Path,
    project: Path,
    interpreter: Interpreter | None,
    script: Path | None = None,
) -> Closure:
    """Return the files that a program depends on.

    Parameters
    ----------
    command, cwd
        As it is typed, and where.
    project
        Of what lies below it, folders are listed.
    interpreter
        What it is started by, if that is known.
    script
        The console script that its first word is, if it is one.
    """
    search = _Search(cwd, project, [cwd, *(interpreter.local if interpreter else ())])
    search.begin(command, script)
    return search.ended()


@dataclass
class _Search:
    """The files that were found so far."""

    cwd: Path
    project: Path
    roots: list[Path]
    files: dict[Path, bytes | None] = field(default_factory=dict)
    sought: set[Path] = field(default_factory=set)
    entries: list[Path] = field(default_factory=list)
    whole: bool = True
    left: list[Path] = field(default_factory=list)

    def begin(self, command: Sequence[str], script: Path | None) -> None:
        """Add what a command line names: scripts, modules, files, folders."""
        if script is not None:
            self._entry([script])
        for number, word in enumerate(command):
            if PYTHON.fullmatch(PurePath(word).name):
                continue
            if number and command[number - 1] in {"-m", "--module"}:
                for name in (word, f"{word}.__main__"):
                    self._entry([*self._modules(name, self.roots)])
                continue
            for text in {word, word.partition("=")[2], word.lstrip("@+")}:
                self._named(text, [self.cwd], entry=True)

    def _entry(self, files: Iterable[Path]) -> None:
        for each in files:
            self._add(each)
            self.entries.append(each)
            if each.parent not in self.roots:
                self.roots.insert(0, each.parent)

    def ended(self) -> Closure:
        """Follow what is named until nothing new is found."""
        for text in _BY_CUSTOM:
            self._named(text, [self.cwd])
        while self.left:
            if len(self.files) > _MOST:
                self.whole = False
                break
            file = self.left.pop()
            content = self.files[file]
            if content is not None:
                self._follow(file, mentions(content, file.suffix))
        whole = self.whole and bool(self.entries)
        return Closure(self.files, frozenset(self.sought), tuple(self.entries), whole)

    def _add(self, file: Path) -> None:
        if file in self.files:
            return
        try:
            self.files[file] = foreign.read(file.resolve())
        except (foreign.ForeignError, OSError, RuntimeError):
            self.files[file] = None
        self.left.append(file)

    # -- what a file names ------------------------------------------------------------------------

    def _follow(self, file: Path, told: Mentions) -> None:
        if told.searches:
            self._search_in(file, told)
        if told.whole:
            for each in self._listed(file.parent, (".py", *_CONFIG)):
                self._add(each)
        for imported in told.imports:
            for name, roots in imports.modules(file, imported, self.roots):
                for found in self._modules(name, roots):
                    self._add(found)
        for text in told.texts:
            self._named(text, [self.cwd, file.parent])
            dotted = text.replace(".", "").isidentifier() and text[:1] != "."
            if dotted and ("." in text or told.by_name):
                self._by_name(text.rstrip("."), package=told.by_name)

    def _search_in(self, file: Path, told: Mentions) -> None:
        """Look for modules in the folders around a file, and in those that it names."""
        near = [file.parent, *file.parent.parents[:2]]
        named = [
            base / text for text in told.texts for base in near if "\0" not in text
        ]
        for each in (*near, *named):
            inside = each not in self.roots and each.is_relative_to(self.project)
            if inside and stat.S_ISDIR(imports.mode(each)):
                self.roots.append(each)

    def _by_name(self, text: str, *, package: bool) -> None:
        """Add the modules that a dotted text names, the name of a class or a function behind."""
        for found in self._modules(text, self.roots, sought=False):
            self._add(found)
            if package and found.name == "__init__.py":
                for each in self._listed(found.parent, (".py",)):
                    self._add(each)

    def _modules(
        self, dotted: str, roots: Sequence[Path], *, sought: bool = True
    ) -> Iterator[Path]:
        """Yield the files of a module and of the packages around it, below any of the roots."""
        for root in roots:
            for each, there in imports.candidates(dotted, root):
                if there:
                    yield each
                elif sought:
                    self.sought.add(each)

    # -- what is named by a path ------------------------------------------------------------------

    def _named(self, text: str, bases: Sequence[Path], *, entry: bool = False) -> None:
        """Add a file, or what looks like configuration in a folder."""
        if not text.strip("./ ") or "\0" in text:
            return
        for base in bases:
            path = Path(os.path.normpath(base / text))
            mode = imports.mode(path)
            if not mode:
                if "." in path.name and path.is_relative_to(self.project):
                    self.sought.add(path)
            elif stat.S_ISREG(mode):
                self._add(path)
                content = self.files[path]
                if entry and content is not None and is_python(content, path.suffix):
                    self._entry([path])
            elif stat.S_ISDIR(mode) and self._is_below(path):
                for each in self._listed(path, _CONFIG):
                    self._add(each)
                if entry and (path / "__main__.py").is_file():
                    self._entry([path / "__main__.py"])

    def _is_below(self, path: Path) -> bool:
        """Whether a folder is one of the project's, and neither all of it nor above it."""
        return (
            path.is_relative_to(self.project)
            and path not in (self.project, self.cwd)
            and not _SKIPPED.intersection(path.parts)
        )

    def _listed(self, top: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
        """Yield the files of a folder and of those in it; that it was too many is kept in mind."""
        entries = files = 0
        left = [(top, 0)]
        while left:
            folder, depth = left.pop()
            try:
                with os.scandir(folder) as listed:
                    found = sorted(listed, key=lambda each: each.name)
            except OSError:
                continue
            for each in found:
                entries += 1
                if entries > _ENTRIES or files > _FILES:
                    self.whole = False
                    return
                if each.is_dir(follow_symlinks=False):
                    if depth < _DEPTH and each.name not in _SKIPPED:
                        left.append((Path(each.path), depth + 1))
                elif each.name.endswith(suffixes):
                    path = Path(each.path)
                    if stat.S_ISREG(imports.mode(path)):
                        files += 1
                        yield path
