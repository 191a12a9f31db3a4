"""The adapters: found by folder, described by ``adapter.toml``, never imported.

An adapter is a folder with a ``train.py``.  Those in ``adapters/`` are addressed by name, as are
those that an installed distribution brings (:mod:`benchmarks.brought`); any other (a newcomer's, a
miniature of the tests) by its path, through the same commands.
"""

import fnmatch
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import brought, bytecode
from benchmarks.brought import Brought
from benchmarks.environments import Environment, pinned
from benchmarks.environments.interpreters import OWN, Interpreter
from benchmarks.errors import MissingError, RowError, read_toml
from benchmarks.forms import (
    ANY_TABLE,
    DATE,
    DISTRIBUTIONS,
    PAGES,
    REQUIREMENTS,
    SAID,
    TEXT,
    TEXTS,
    Form,
    check,
    is_list,
    is_table,
    table,
    tables,
)
from benchmarks.paths import (
    ADAPTERS,
    CATEGORIES,
    CONTROL,
    digest,
    files_below,
    relative,
)
from benchmarks.shell import command_line
from benchmarks.telling import telling
from configbench.errors import UserError, nearest

#: The cause of what nobody has explained.
UNEXPLAINED = "unexplained"

#: The row of what holds without any library under comparison.
CONTROL_NAME = "control"

#: What a row may be called: it stands in addresses, in names of files and on command lines.
_NAME = re.compile(r"\w[\w.-]*")
#: Files of the report are called so, in any script.
_LONGEST = 60
#: A word in capitals stands for every name there is, in the commands that a report prints.
PLACEHOLDER = re.compile(r"[A-Z]+")


@dataclass(frozen=True)
class Adapter:
    """One contestant: what ``adapter.toml`` says of it, and where its files are.

    Attributes
    ----------
    name
        The folder's name, or that under which a distribution brings it.
    folder
        Absolute.
    title, summary
        For people.
    distributions
        Names on PyPI of what it compares; empty for the standard library.
    requirements
        What its environment must have, as pip reads it; if nothing is said, the distributions.
    documentation
        The pages that it follows.
    conversions
        Tables with ``setting``, ``line``, ``reason``: conversions by hand.
    deviations
        Sentences, numbered from 1 in their order.
    lacks
        Tables with ``capability``, ``reason``.
    best_for, beware, example
        What its maintainers would say of it in three lines: where it is at its best; ``text`` of
        what to beware of, with the ``cell`` that shows it, as ``category/case``; the words of a
        command line to copy.
    reviewed_by, reviewed_at
        Who knows the library and has read this row, and the day.
    objections
        What such a reader holds against a published cell: tables with ``cell``, a
        ``category/case`` that may be a pattern, and ``text``; printed there as it stands.
    library
        The top-level modules of what it compares; if nothing is said, those of its distributions.
    pieces
        Tables of what its author wrote himself (:mod:`benchmarks.parties.pieces`); of a variant its
        own alone.
    causes
        Ids of ``adapters/causes.toml`` by ``category/case``, for cells beyond the override tasks; a
        case may be a pattern.
    comes_with
        The distribution whose users have its library anyway.
    record
        Its own lines of a program that records with a tracker (``categories/remote/programs.py``).
    variant_of
        The adapter of which this is another school, or ``None``.
    origin
        That adapter: what a variant does not bring it has from there.
    brought_by
        The installed distribution that brings it, or ``None``.
    spelling
        How it spells settings, as :mod:`benchmarks.spelling_table` reads it.
    also
        What its environment must have beside, for what is measured there.
    interpreter
        The Python that it is run by.
    release
        Of its library, where that is not the one of its lock (:meth:`at`).
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
    best_for: str = ""
    beware: dict[str, str] = field(default_factory=dict)
    example: str = ""
    reviewed_by: str = ""
    reviewed_at: str = ""
    objections: tuple[dict[str, str], ...] = ()
    library: tuple[str, ...] = ()
    pieces: tuple[dict[str, str], ...] = ()
    causes: dict[str, str] = field(default_factory=dict)
    comes_with: str = ""
    origin: "Adapter | None" = None
    brought_by: str | None = None
    record: dict[str, Any] = field(default_factory=dict)
    spelling: dict[str, Any] = field(default_factory=dict)
    requirements: tuple[str, ...] | None = None
    also: tuple[str, ...] = ()
    interpreter: Interpreter = OWN
    release: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """What it says for people beside its cells."""
        names = ("best_for", "beware", "example", "reviewed_by", "reviewed_at")
        said = {name: getattr(self, name) for name in names}
        return {
            **{name: value for name, value in said.items() if value},
            **({"objections": [*self.objections]} if self.objections else {}),
        }

    @property
    def program(self) -> Path:
        """The training program."""
        return self.folder / "train.py"

    @property
    def configs(self) -> Path | None:
        """The folder of its config files: its own ``configs/``, else that at the root above."""
        root = self.folder.parent.parent
        places = (self.folder / "configs", root / "configs" / self.folder.name)
        return next(filter(Path.is_dir, places), None)

    def laid_out(self, path: Path) -> Path:
        """Return where a file of it lies below a root, wherever the row is: ``adapters/NAME/…``.

        So it is copied, and so its files are called.
        """
        name = self.folder.name
        if path.is_relative_to(self.folder):
            return Path("adapters", name) / path.relative_to(self.folder)
        return Path("configs", name) / path.relative_to(self.configs or self.folder)

    def file(self, name: str) -> Path:
        """Return one of its data files: its own, else its origin's, else where its own belongs."""
        own = self.folder / name
        if self.origin is None or own.exists():
            return own
        inherited = self.origin.file(name)
        return inherited if inherited.exists() else own

    @property
    def lineage(self) -> "tuple[Adapter, ...]":
        """It, and behind it the adapter of which it is a variant."""
        return (self,) if self.origin is None else (self, self.origin)

    @property
    def ours(self) -> bool:
        """Whether it is one of this repository's, which its tests prove."""
        return self.folder.parent == ADAPTERS or self.folder == CONTROL.parent

    @property
    def address(self) -> str:
        """What the commands call it: its name, or its path where nothing knows it by name."""
        if self.ours or self.brought_by is not None:
            return self.name
        return f"{relative(self.folder)}/"

    def reproduce(self, address: object) -> str:
        """Return the command that measures a cell of it afresh, to be pasted at the root."""
        words = ["python", "-m", "benchmarks", "reproduce", str(address)]
        if self.address != self.name:
            words.append(f"--adapters={self.address}")
        if not self.interpreter.own:
            words.append(f"--python={self.interpreter.version}")
        if self.release:
            words.append(f"--release={self.release}")
        return command_line(words)

    @property
    def started(self) -> tuple[str, str]:
        """The first words of its command line, from the root of the repository."""
        return "python", relative(self.program)

    @property
    def command(self) -> str:
        """The start of its command line, for a shell."""
        return command_line(self.started)

    def on(self, interpreter: Interpreter) -> "Adapter":
        """Return it as it is run by an interpreter."""
        return replace(self, interpreter=interpreter)

    def at(self, library: str, release: str, extras: Iterable[str] = ()) -> "Adapter":
        """Return it as it is run with one release of a distribution that it requires.

        The others are the newest that go with that.

        Parameters
        ----------
        extras
            What that release has apart and the row needs.

        Raises
        ------
        UserError
            If it does not require that distribution.
        """
        found = [pinned(each, library, release, extras) for each in self._required]
        if found == [*self._required]:
            raise UserError(f"{self.name}: does not require {library!r}")
        return replace(self, requirements=tuple(found), release=release)

    @property
    def _required(self) -> tuple[str, ...]:
        return self.distributions if self.requirements is None else self.requirements

    @property
    def environment(self) -> Environment:
        """What runs it."""
        return Environment.of({*self._required, *self.also}, self.interpreter)

    @property
    def binaries(self) -> Path:
        """The folder of the interpreter that runs it.

        Raises
        ------
        UnmeasuredError
            If its environment is not there.
        """
        self.environment.require()
        return self.environment.binaries

    def versions(self) -> dict[str, str | None]:
        """Return the installed version of each distribution, ``None`` where it is missing.

        An adapter of the standard library has Python's version.
        """
        if not self.distributions:
            return {"python": self.interpreter.release}
        return self.environment.versions(self.distributions)

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
            With the reason why its environment is not there, or what that lacks.
        """
        self.environment.require()
        if missing := self.missing():
            file = relative(self.folder / "adapter.toml")
            raise MissingError(
                f"{file}: requirements do not bring {', '.join(missing)}"
            )

    @property
    def folders(self) -> tuple[Path, ...]:
        """What it consists of: its folder, and that of its config files if that is another."""
        apart = self.configs and not self.configs.is_relative_to(self.folder)
        return (self.folder, self.configs) if self.configs and apart else (self.folder,)

    def files(self) -> Iterator[Path]:
        """Yield every file that it brings, in a stable order."""
        for folder in self.folders:
            yield from files_below(folder)

    def sha256(self, also: str = "") -> str:
        """Return a hash over what can matter of all its files, and of those that it inherits.

        It is the same wherever the row lies.

        Parameters
        ----------
        also
            A folder of :data:`APART` that counts, too.
        """
        own = {str(self.laid_out(path)): path for path in self.files()}
        every = own | self._inherited()
        if self.origin is not None and also:
            every |= {
                f"origin/{path.relative_to(self.origin.folder)}": path
                for path in files_below(self.origin.folder / also)
            }
        apart = {*APART} - {also}
        return digest(
            (name, telling(name, path.read_bytes()))
            for name, path in sorted(every.items())
            if not apart & {*Path(name).parts[:-1]}
        )

    def _inherited(self) -> dict[str, Path]:
        """Return the files of its origin that decide what it does.

        A table is inherited key by key, whatever the variant's own says; any other data file only
        where the variant has none.
        """
        if self.origin is None:
            return {}
        found = {}
        for path in files_below(self.origin.folder):
            name = path.relative_to(self.origin.folder)
            data = name.parts[:-1] in {(), ("changes",)} and path != self.origin.program
            lacking = data and not (self.folder / name).exists()
            if path.suffix == ".toml" or lacking:
                found[f"origin/{name}"] = path
        return found


#: The folder of a row's short programs, one for each thing that libraries are chosen for.
FEATURES = "features"

#: Folders of a row that one category alone reads: no cell of another goes stale by them.
APART = (FEATURES,)

_FORMS: dict[str, Form] = {
    "title": TEXT,
    "summary": TEXT,
    "distributions": DISTRIBUTIONS,
    "requirements": REQUIREMENTS,
    "documentation": PAGES,
    "conversions": tables("setting", "line", "reason"),
    "deviations": tables("text"),
    "lacks": tables("capability", "reason"),
    "causes": ("a table of cause ids by 'category/case'", is_table),
    "best_for": SAID,
    "beware": table("cell", "text"),
    "example": TEXT,
    "reviewed_by": SAID,
    "reviewed_at": DATE,
    "objections": tables("cell", "text"),
    "library": TEXTS,
    "comes_with": SAID,
    # Who takes them out checks them.
    "pieces": ("a list of tables", lambda v: is_list(v, is_table)),
    "variant_of": TEXT,
    # Whatever it is: who needs it checks it.
    "record": ANY_TABLE,
    "spelling": ANY_TABLE,
}
_REQUIRED = ("title", "summary", "distributions", "documentation")
#: What a variant says itself.
_OWN = ("title", "summary")
#: What is said of one program and its cells, and of no variant.
_NOT_INHERITED = frozenset(
    {"pieces", "best_for", "beware", "reviewed_by", "reviewed_at", "objections"}
)


def read(
    folder: Path, name: str | None = None, brought_by: str | None = None
) -> Adapter:
    """Read the adapter in ``folder``.

    Parameters
    ----------
    folder
        Where it is.
    name, brought_by
        What it is called, if not as its folder, and which distribution says so.

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
    return Adapter(
        name=name or folder.name, folder=folder, brought_by=brought_by, **content
    )


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
    spelling = {**inherited.get("spelling", {}), **content.get("spelling", {})}
    for own in _NOT_INHERITED:
        inherited.pop(own, None)
    return {**inherited, **content, "spelling": spelling, "origin": origin}


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
    """Return the names of our adapters: alphabetical, variants behind their origin."""
    adapters = [read(path.parent) for path in ADAPTERS.glob("*/train.py")]
    return [
        adapter.name
        for adapter in sorted(adapters, key=lambda a: (a.variant_of or a.name, a.name))
    ]


def place(address: str) -> Path:
    """Return the folder that an address with a slash means.

    Raises
    ------
    UserError
        If there cannot be such a folder.
    """
    try:
        folder = Path(address).expanduser().resolve()
        folder.exists()
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UserError(f"{address}: cannot be the folder of a row: {why}") from error
    return folder


def find(address: str) -> Adapter:
    """Return the adapter with this name, or at this path if it holds a slash.

    Raises
    ------
    UserError
        If there is none, with the nearest name, or if it cannot be called as it is.
    """
    if "/" in address:
        row = read(place(address))
        _require_fit(row.name, row.folder, "rename its folder")
        return _visited(row)
    if address in {path.parent.name for path in ADAPTERS.glob("*/train.py")}:
        return read(ADAPTERS / address)
    if found := [each for each in brought.rows() if each.name == address]:
        return _brought(*found)
    known = [*names(), *(each.name for each in brought.rows())]
    there = os.path.isdir(address)  # noqa: PTH112  false too where nothing can be
    path = f"{address}/ with the slash" if there else "with a slash"
    raise UserError(
        f"no adapter is called {address!r}{nearest(address, known)}; "
        f"there are {', '.join(known)}, or give a path, {path}"
    )


def _brought(found: Brought, *others: Brought) -> Adapter:
    """Read a row that one distribution brings."""
    if others:
        owners = ", ".join(each.distribution for each in (found, *others))
        raise UserError(f"{found.name!r} is a row of several distributions: {owners}")
    if found.folder is None:
        raise UserError(
            f"{found.distribution}: entry point {found.name!r} of {brought.GROUP} is "
            f"{found.module!r}, and no train.py is installed there"
        )
    remedy = f"rename the entry point of {found.distribution}"
    _require_fit(found.name, found.folder, remedy)
    return _visited(read(found.folder, found.name, found.distribution))


def _visited(row: Adapter) -> Adapter:
    """Return a row whose folder, if it is none of ours, will be left as it is now."""
    if not row.ours:
        bytecode.remember(row.folders)
    return row


def find_all(addresses: Sequence[str] | None = None) -> list[Adapter]:
    """Return the adapters with these addresses, or all of this repository.

    Raises
    ------
    UserError
        As :func:`find`, and for two of one name.
    """
    rows = [find(address) for address in (addresses or names())]
    name, count = Counter(row.name for row in rows).most_common(1)[0]
    if count > 1:
        folders = {relative(row.folder): None for row in rows if row.name == name}
        told = "named twice" if len(folders) == 1 else f"both {' and '.join(folders)}"
        raise UserError(f"{name!r} is {told}; a table has one row of a name")
    return rows


def found_elsewhere() -> Iterator[tuple[Brought, Adapter | UserError | RowError]]:
    """Yield each row that a distribution brings, or why it cannot be used."""
    for each in brought.rows():
        try:
            yield each, _brought(*(o for o in brought.rows() if o.name == each.name))
        except (UserError, RowError) as error:
            yield each, error


def _require_fit(name: str, folder: Path, remedy: str) -> None:
    """Require that a row may be called so: a name that is taken would get another's cells.

    Raises
    ------
    UserError
        With what to do about it.
    """
    if fault := unfit(name, folder):
        raise UserError(
            f"{relative(folder)}: a row cannot be called {name!r}: {fault}; {remedy}"
        )


def unfit(name: str, folder: Path) -> str | None:
    """Return why a row in this folder cannot be called so, if it cannot."""
    if not _NAME.fullmatch(name):
        return "a name has letters, digits, '_', '-' and '.' only"
    if len(name) > _LONGEST:
        return f"it has {len(name)} characters; expected at most {_LONGEST}"
    if PLACEHOLDER.fullmatch(name):
        return "in capitals it stands for every row"
    if name in reserved():
        return "the harness has something of that name"
    own = ADAPTERS / name
    if folder != own and (own / "train.py").is_file():
        return f"{relative(own)} is"
    for each in brought.rows():
        if each.name == name and each.folder != folder:
            return f"{each.distribution} brings a row of that name"
    return None


def reserved() -> set[str]:
    """Return what no row may be called: what stands beside rows, or where a row's name stands."""
    beside = {CONTROL_NAME, "core", "claims"}
    modules = {path.stem for path in CATEGORIES.iterdir()}
    return beside | {name for name in modules if not name.startswith("_")}


def control() -> Adapter:
    """Return the program without a library, described like a row."""
    return read(CONTROL.parent)
