"""Which files of a program are its configuration: what it opens, or names, in its project."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from configbench import foreign
from configbench.audit.configs import documents
from configbench.audit.configs.keys import Document, Key
from configbench.audit.configs.reading import unquoted
from configbench.audit.ground import environs
from configbench.audit.ground.folders import Folders
from configbench.audit.model import Read, Request, Target
from configbench.inside.reading import ENDS, is_config

#: What is longer is data, and so is what has more keys.
_BYTES, _KEYS = 200_000, 400
#: Files at most that are changed.
_MOST = 12

#: Folders in which nobody writes configuration by hand.
_NOBODYS = frozenset(
    {
        *("site-packages", "dist-packages", "node_modules", "__pycache__"),
        *(".git", ".hg", ".venv", "venv", ".tox", ".nox", ".mypy_cache"),
    }
)

_NAMED = re.compile(
    rb"""["']([\w./ -]*(?:%s))["']"""
    % b"|".join(re.escape(end.encode()) for end in ENDS)
)


@dataclass(frozen=True, eq=False)
class Config:
    """A file of the program's that is read.

    Attributes
    ----------
    path
        Absolute, without links.
    shown
        As it is typed in the program's folder.
    document
        What stands in it.
    imported
        Whether a module reads it while it is imported, so that forks of what has imported it do
        not read it again.
    opened
        ``/FILE:LINE`` of the program that opens it.
    secrets
        What stands in it and must not be shown.
    """

    path: Path
    shown: str
    document: Document
    imported: bool
    opened: str
    secrets: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What it is called in a sentence: ``YAML file``."""
        return f"{self.document.format} file"


@dataclass(frozen=True)
class Found:
    """The files that are changed, and sentences on those that are not."""

    configs: tuple[Config, ...] = ()
    notes: tuple[str, ...] = ()


def found(target: Target, request: Request) -> Found:
    """Return the configuration that a program had read at its place.

    Parameters
    ----------
    target
        The program, with what it has opened.
    request
        Where it runs.
    """
    folders = Folders.of(request).own
    cwd = request.cwd.resolve()
    opened: dict[Path, list[Read]] = {}
    for each in target.reads:
        path = _resolved(each.file)
        if path is not None and _is_ours(path, folders):
            opened.setdefault(path, []).append(each)
    configs: list[Config] = []
    notes: list[str] = []
    for path, read in opened.items():
        shown = os.path.relpath(path, cwd)
        if len(configs) == _MOST:
            notes.append(f"{shown} is read, too, and not changed: {_MOST} others are")
            break
        read_in = _config(path, shown, read)
        if isinstance(read_in, Config):
            configs.append(read_in)
        elif read_in:
            notes.append(read_in)
    return Found(tuple(configs), tuple(notes))


def _config(path: Path, shown: str, read: list[Read]) -> Config | str:
    """Return a file that can be changed; or a sentence why not, empty for what is no wonder."""
    if lacking := documents.lacking(path):
        return f"{foreign.shown(shown)} is read, and not changed: {lacking}"
    try:
        content = foreign.read(path, _BYTES)
        text = content.decode("utf-8")
    except (foreign.ForeignError, OSError, UnicodeDecodeError):
        return ""
    document = documents.read(path, text)
    if document is None:
        return (
            f"{foreign.shown(shown)} is read, and not changed: it cannot be read as one"
        )
    if not document.keys:
        return ""
    if len(document.keys) > _KEYS:
        return (
            f"{foreign.shown(shown)} is read, and not changed: it has "
            f"{len(document.keys):,} keys, as data has"
        )
    secret = [key for key in document.keys if is_secret(key)]
    lines = [key.line for key in document.keys if key not in secret and not key.section]
    if any(key.line in lines for key in secret):
        # The line of a finding is shown.
        return (
            f"{foreign.shown(shown)} is read, and not changed: a secret stands in one line with "
            "others"
        )
    values = {key.dotted: unquoted(key.raw) or key.raw for key in secret}
    # The last is the program itself, which each run does anew.
    imported = any("<module>" in each.functions[:-1] for each in read)
    opened = read[0].stack[0]
    secrets = tuple(environs.secrets(values))
    return Config(path, shown, document, imported, opened, secrets)


def is_secret(key: Key) -> bool:
    """Whether a key is a secret by its name: its value is neither changed nor shown."""
    return not key.section and any(map(environs.is_secret, (key.path[-1], key.dotted)))


def may_be_read(target: Target, request: Request) -> set[Path]:
    """Return the configuration that a program names and had not read at its place."""
    folders = Folders.of(request).own
    there = {_resolved(each.file) for each in target.reads}
    found = set()
    for text, folder in _names(target, request):
        path = _resolved(folder / text)
        if path is not None and path not in there and _is_ours(path, folders):
            found.add(path)
    return found


def _names(target: Target, request: Request) -> Iterator[tuple[str, Path]]:
    """Yield what may be the name of a file, each with the folder that it may be relative to."""
    for word in target.command:
        for text in {word, word.rpartition("=")[2]}:
            yield text, request.cwd
            yield text, target.cwd
    for leaf in target.leaves.values():
        body = leaf.get("v")
        if isinstance(body, str):
            yield body, target.cwd
    yield ".env", target.cwd
    for file in target.files:
        try:
            content = foreign.read(file)
        except (foreign.ForeignError, OSError):
            continue
        for match in _NAMED.finditer(content):
            text = match[1].decode("utf-8", "replace")
            yield text, target.cwd
            yield text, file.parent


def _resolved(path: Path) -> Path | None:
    """Return a path without links, if it is a file that is called as configuration is."""
    try:
        found = path.resolve()
        return found if is_config(str(path)) and found.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def _is_ours(path: Path, folders: tuple[Path, ...]) -> bool:
    """Whether a file lies in the project, where people write it."""
    for folder in folders:
        if path.is_relative_to(folder):
            return not _NOBODYS.intersection(path.relative_to(folder).parts)
    return False
