"""The adapters: found by folder, described by ``adapter.toml``, never imported.

An adapter is a folder with a ``train.py``.  Those in ``adapters/`` are addressed by name; any other
(a newcomer's, a miniature of the tests) by its path, through the same commands.
"""

import fnmatch
import hashlib
import importlib.metadata
import importlib.util
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchError, nearest, read_toml
from benchmarks.paths import ADAPTERS, ROOT


class UnsupportedError(Exception):
    """An adapter's dialect says that a setting has no documented spelling."""


@dataclass(frozen=True)
class Dialect:
    """The spelling of settings in an adapter's own words, from its ``dialect.py``."""

    saved: str
    restore: Callable[[str], list[str]]
    _spell: Callable[[str, object], list[list[str]]]

    def left_in(self, files: Iterable[str]) -> bool:
        """Whether a saved config is among the relative names of the files that a run left."""
        name = self.saved.rpartition("/")[2]
        return any(name in file.split("/") for file in files)

    def spell(self, path: str, value: object) -> list[list[str]]:
        """Return all documented spellings of ``path`` = ``value``, each a list of words.

        Raises
        ------
        UnsupportedError
            With the dialect's reason, where there is none.
        """
        try:
            return self._spell(path, value)
        except Exception as error:
            # The dialect's own class cannot be imported from here: arrows go one way.
            if type(error).__name__ == "Unsupported":
                raise UnsupportedError(str(error)) from error
            raise


@dataclass(frozen=True)
class Adapter:
    """One contestant: what ``adapter.toml`` says of it, and where its files are.

    Attributes
    ----------
    name
        The folder's name.
    folder
        Absolute.
    title, summary
        For people.
    distributions
        Names on PyPI of what it compares; empty for the standard library.
    documentation
        The pages that it follows.
    conversions
        Tables with ``setting``, ``line``, ``reason``: conversions by hand.
    deviations
        Sentences, numbered from 1 in their order.
    lacks
        Tables with ``capability``, ``reason``.
    saved_by
        ``library``, or ``hand`` where the program writes and reads the format of its saved config.
    causes
        Ids of ``adapters/causes.toml`` by ``axis/case``, for cells beyond the override tasks; a
        case may be a pattern.
    variant_of
        The adapter of which this is another school, or ``None``.
    """

    name: str
    folder: Path
    title: str
    summary: str
    distributions: tuple[str, ...]
    documentation: tuple[str, ...]
    conversions: tuple[dict[str, str], ...] = ()
    deviations: tuple[str, ...] = ()
    lacks: tuple[dict[str, str], ...] = ()
    variant_of: str | None = None
    saved_by: str = "hand"
    causes: dict[str, str] = field(default_factory=dict)

    @property
    def program(self) -> Path:
        """The training program."""
        return self.folder / "train.py"

    @property
    def configs(self) -> Path | None:
        """The folder of its config files: ``configs/<name>`` at the root above, if there."""
        folder = self.folder.parent.parent / "configs" / self.name
        return folder if folder.is_dir() else None

    @property
    def address(self) -> str:
        """What the commands call it: its name, or its path outside ``adapters/``."""
        if self.folder.parent == ADAPTERS:
            return self.name
        return _relative(self.folder)

    @property
    def command(self) -> str:
        """The start of its command line, from the root of the repository."""
        return f"python {_relative(self.program)}"

    def versions(self) -> dict[str, str | None]:
        """Return the installed version of each distribution, ``None`` where it is missing.

        An adapter of the standard library has Python's version.
        """
        if not self.distributions:
            return {"python": platform.python_version()}
        found: dict[str, str | None] = {}
        for name in self.distributions:
            try:
                found[name] = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                found[name] = None
        return found

    def cause(self, cell: str) -> str:
        """Return the cause of ``axis/case``: its own, else that of the first pattern that fits.

        What nobody has explained is ``unexplained``.
        """
        patterns = (p for p in self.causes if fnmatch.fnmatchcase(cell, p))
        found = cell if cell in self.causes else next(patterns, None)
        return self.causes[found] if found else "unexplained"

    def missing(self) -> list[str]:
        """Return the distributions that are not installed."""
        return [name for name, version in self.versions().items() if version is None]

    def files(self) -> Iterator[Path]:
        """Yield every file that decides what this adapter does, in a stable order."""
        folders = [self.folder, *([self.configs] if self.configs else [])]
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    yield path

    def sha256(self) -> str:
        """Return a hash over the relative names and contents of all its files."""
        digest = hashlib.sha256()
        base = self.folder.parent.parent
        for path in self.files():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(base)}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def dialect(self) -> Dialect:
        """Load ``dialect.py``.

        Raises
        ------
        BenchError
            If it is missing, fails to load, or lacks one of its three names.
        """
        path = self.folder / "dialect.py"
        spec = importlib.util.spec_from_file_location(f"dialect_of_{self.name}", path)
        if spec is None or spec.loader is None or not path.is_file():
            raise BenchError(f"{path}: not found; an adapter needs a dialect.py")
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise BenchError(f"{path}: cannot be loaded: {error!r}") from error
        for name in ("SAVED", "spell", "restore"):
            if not hasattr(module, name):
                raise BenchError(
                    f"{path}: has no {name!r}; expected SAVED, spell, restore"
                )
        return Dialect(module.SAVED, module.restore, module.spell)


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _strings(value: object, start: str = "") -> bool:
    return isinstance(value, list) and all(
        isinstance(item, str) and item.startswith(start) for item in value
    )


def _tables(value: object, keys: set[str]) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and item.keys() == keys
        and all(isinstance(text, str) for text in item.values())
        for item in value
    )


_FORM: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "title": ("a string", lambda v: isinstance(v, str)),
    "summary": ("a string", lambda v: isinstance(v, str)),
    "distributions": ("a list of strings", _strings),
    "documentation": ("a list of web addresses", lambda v: _strings(v, "https://")),
    "conversions": (
        "tables with 'setting', 'line' and 'reason'",
        lambda v: _tables(v, {"setting", "line", "reason"}),
    ),
    "deviations": ("tables with 'text'", lambda v: _tables(v, {"text"})),
    "lacks": (
        "tables with 'capability' and 'reason'",
        lambda v: _tables(v, {"capability", "reason"}),
    ),
    "causes": (
        "a table of cause ids by 'axis/case'",
        lambda v: isinstance(v, dict) and all(isinstance(c, str) for c in v.values()),
    ),
    "saved_by": ("'library' or 'hand'", lambda v: v in {"library", "hand"}),
    "variant_of": ("a string", lambda v: isinstance(v, str)),
}
_REQUIRED = ("title", "summary", "distributions", "documentation")


def read(folder: Path) -> Adapter:
    """Read the adapter in ``folder``.

    Raises
    ------
    BenchError
        If the folder has no ``train.py``, or ``adapter.toml`` is missing or malformed; the sentence
        names file, key, value and expected form.
    """
    folder = folder.resolve()
    if not (folder / "train.py").is_file():
        raise BenchError(f"{folder}: has no train.py, so it is not an adapter")
    path = folder / "adapter.toml"
    content = read_toml(path)
    for key, value in content.items():
        if key not in _FORM:
            raise BenchError(f"{path}: unknown key {key!r}{nearest(key, _FORM)}")
        form, fits = _FORM[key]
        if not fits(value):
            raise BenchError(f"{path}: {key} is {value!r}; expected {form}")
    for key in _REQUIRED:
        if key not in content:
            raise BenchError(f"{path}: {key} is missing; expected {_FORM[key][0]}")
    content["deviations"] = [item["text"] for item in content.get("deviations", [])]
    for key, value in content.items():
        if isinstance(value, list):
            content[key] = tuple(value)
    return Adapter(name=folder.name, folder=folder, **content)


def names() -> list[str]:
    """Return the names of the registered adapters: alphabetical, variants behind their origin."""
    adapters = [read(path.parent) for path in ADAPTERS.glob("*/train.py")]
    return [
        adapter.name
        for adapter in sorted(adapters, key=lambda a: (a.variant_of or a.name, a.name))
    ]


def find(address: str) -> Adapter:
    """Return the adapter with this name, or at this path if it holds a slash.

    Raises
    ------
    BenchError
        If there is none; the sentence names the nearest.
    """
    if "/" in address:
        return read(Path(address))
    if (ADAPTERS / address / "train.py").is_file():
        return read(ADAPTERS / address)
    raise BenchError(
        f"no adapter is called {address!r}{nearest(address, names())}; "
        f"there are {', '.join(names())}, or give a path with a slash"
    )


def find_all(addresses: Sequence[str] | None = None) -> list[Adapter]:
    """Return the adapters with these addresses, or all registered ones."""
    return [find(address) for address in (addresses or names())]
