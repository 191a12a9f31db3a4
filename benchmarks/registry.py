"""The adapters: found by folder, described by ``adapter.toml``, never imported.

An adapter is a folder with a ``train.py``.  Those in ``adapters/`` are addressed by name; any other
(a newcomer's, a miniature of the tests) by its path, through the same commands.
"""

import fnmatch
import importlib.metadata
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.errors import MissingError, RowError, read_toml
from benchmarks.forms import BY, PAGES, TEXT, TEXTS, Form, check, is_table, tables
from benchmarks.outcomes import Party
from benchmarks.paths import ADAPTERS, CONTROL, digest, files_below, relative
from configbench.errors import UserError, nearest

#: The cause of what nobody has explained.
UNEXPLAINED = "unexplained"

#: The row of what holds without any library under comparison.
CONTROL_NAME = "control"


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
        Who writes and reads the format of its saved config.
    causes
        Ids of ``adapters/causes.toml`` by ``category/case``, for cells beyond the override tasks; a
        case may be a pattern.
    variant_of
        The adapter of which this is another school, or ``None``.
    origin
        That adapter: what a variant does not bring it has from there.
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
    saved_by: Party = Party.ADAPTER
    causes: dict[str, str] = field(default_factory=dict)
    origin: "Adapter | None" = None

    @property
    def program(self) -> Path:
        """The training program."""
        return self.folder / "train.py"

    @property
    def configs(self) -> Path | None:
        """The folder of its config files: ``configs/<name>`` at the root above, if there."""
        folder = self.folder.parent.parent / "configs" / self.name
        return folder if folder.is_dir() else None

    def file(self, name: str) -> Path:
        """Return one of its data files: its own, else its origin's, else where its own belongs."""
        own = self.folder / name
        if self.origin is None or own.exists():
            return own
        inherited = self.origin.file(name)
        return inherited if inherited.exists() else own

    @property
    def address(self) -> str:
        """What the commands call it: its name, or its path outside ``adapters/``."""
        if self.folder.parent == ADAPTERS:
            return self.name
        return relative(self.folder)

    @property
    def command(self) -> str:
        """The start of its command line, from the root of the repository."""
        return f"python {relative(self.program)}"

    def versions(self) -> dict[str, str | None]:
        """Return the installed version of each distribution, ``None`` where it is missing.

        An adapter of the standard library has Python's version.
        """
        if not self.distributions:
            return {"python": platform.python_version()}
        return installed(self.distributions)

    def cause(self, cell: str) -> str:
        """Return the cause of ``category/case``: its own, else that of the first pattern that fits.

        What nobody has explained is :data:`UNEXPLAINED`.
        """
        patterns = (p for p in self.causes if fnmatch.fnmatchcase(cell, p))
        found = cell if cell in self.causes else next(patterns, None)
        return self.causes[found] if found else UNEXPLAINED

    def missing(self) -> list[str]:
        """Return the distributions that are not installed."""
        return [name for name, version in self.versions().items() if version is None]

    def require(self) -> None:
        """Require that its library is there.

        Raises
        ------
        MissingError
            With the line that installs it.
        """
        if missing := self.missing():
            raise MissingError(f"not installed; pip install {' '.join(missing)}")

    def files(self) -> Iterator[Path]:
        """Yield every file that decides what this adapter does, in a stable order."""
        folders = [self.folder, *([self.configs] if self.configs else [])]
        for folder in folders:
            yield from files_below(folder)

    def sha256(self) -> str:
        """Return a hash over the relative names and contents of all its files."""
        return digest(self.files(), self.folder.parent.parent)


def installed(distributions: Iterable[str]) -> dict[str, str | None]:
    """Return the installed version of some distributions, None where one is missing."""
    found: dict[str, str | None] = {}
    for name in distributions:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found


_FORMS: dict[str, Form] = {
    "title": TEXT,
    "summary": TEXT,
    "distributions": TEXTS,
    "documentation": PAGES,
    "conversions": tables("setting", "line", "reason"),
    "deviations": tables("text"),
    "lacks": tables("capability", "reason"),
    "causes": ("a table of cause ids by 'category/case'", is_table),
    "saved_by": BY,
    "variant_of": TEXT,
}
_REQUIRED = ("title", "summary", "distributions", "documentation")
#: What a variant says itself.
_OWN = ("title", "summary")


def read(folder: Path) -> Adapter:
    """Read the adapter in ``folder``.

    Raises
    ------
    UserError
        If the folder has no ``train.py``.
    RowError
        If ``adapter.toml`` is missing or malformed; the sentence names file, key, value and
        expected form.
    """
    folder = folder.resolve()
    if not (folder / "train.py").is_file():
        raise UserError(f"{folder}: has no train.py, so it is not an adapter")
    content = _content(folder)
    content["deviations"] = [item["text"] for item in content.get("deviations", [])]
    for key, value in content.items():
        if isinstance(value, list):
            content[key] = tuple(value)
    if "saved_by" in content:
        content["saved_by"] = Party(content["saved_by"])
    return Adapter(name=folder.name, folder=folder, **content)


def _content(folder: Path) -> dict[str, Any]:
    """Return what ``adapter.toml`` says, of a variant over what its origin's says."""
    path = folder / "adapter.toml"
    content = read_toml(path)
    origin = _origin(path, content)
    if origin is None:
        check(path, content, _FORMS, _REQUIRED)
        return content
    check(path, content, _FORMS, _OWN)
    inherited = _content(origin.folder)
    return {**inherited, **content, "origin": origin}


def _origin(path: Path, content: Mapping[str, Any]) -> Adapter | None:
    """Return the row of which this is a variant: the one beside it, else a registered one."""
    name = content.get("variant_of")
    if not isinstance(name, str):
        return None
    for folder in (path.parent.parent / name, ADAPTERS / name):
        if folder != path.parent and (folder / "train.py").is_file():
            origin = read(folder)
            if origin.variant_of is not None:
                raise RowError(f"{path}: variant_of is {name!r}, a variant itself")
            return origin
    raise RowError(f"{path}: variant_of is {name!r}; there is no such adapter")


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
    UserError
        If there is none; the sentence names the nearest.
    """
    if "/" in address:
        return read(Path(address))
    if (ADAPTERS / address / "train.py").is_file():
        return read(ADAPTERS / address)
    raise UserError(
        f"no adapter is called {address!r}{nearest(address, names())}; "
        f"there are {', '.join(names())}, or give a path with a slash"
    )


def find_all(addresses: Sequence[str] | None = None) -> list[Adapter]:
    """Return the adapters with these addresses, or all registered ones."""
    return [find(address) for address in (addresses or names())]


def control() -> Adapter:
    """Return the program without a library, described like a row."""
    return read(CONTROL.parent)
