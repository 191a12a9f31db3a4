"""Pages that compare libraries, as data: who is spoken of, what is said, and how it is tried."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from benchmarks.claims.tables.judging import Says
from benchmarks.environments import Environment
from benchmarks.small import Wanted, ways
from configbench.errors import known_name

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Library:
    """A library that a page speaks of.

    Attributes
    ----------
    name, title
        As the page's file here calls it, and as the page does.
    requirements
        What its programs are run with.
    then
        What they are run with where the page is contradicted: the releases of its own date.
    """

    name: str
    title: str
    requirements: tuple[str, ...]
    then: tuple[str, ...] = ()

    @property
    def environment(self) -> Environment:
        """Where its programs run."""
        return Environment.of(self.requirements)

    def releases(self) -> dict[str, str | None]:
        """Return the releases that they run with."""
        names = [Requirement(each).name for each in self.requirements]
        return self.environment.versions(names)

    def as_then(self) -> "Library":
        """Return it as it was when the page was written."""
        return replace(self, requirements=self.then, then=())


@dataclass(frozen=True)
class Trial:
    """What shows that a library has something: a program, and lines that all do as they must."""

    program: str
    text: str
    lines: tuple[Wanted, ...]


@dataclass(frozen=True)
class Assertion:
    """A statement of a page, with what it says of which library.

    Attributes
    ----------
    name, title
        As our file calls it, and the head of its column.
    text
        What a library has or has not.
    at
        Where it stands.
    says
        What the page says of each library, by its name.
    trials
        What shows it.
    notes
        What is to be known of a library's cell, by its name.
    """

    name: str
    title: str
    text: str
    at: str
    says: Mapping[str, Says]
    trials: tuple[Trial, ...]
    notes: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A page that compares libraries.

    Attributes
    ----------
    name, title, page
        As our file is called; what the page is called, and its address.
    source, commit
        The file that it is made of, and the commit that was read.
    written
        What the page says of its own date.
    libraries, statements
        Of whom it speaks, and what it says.
    left
        What it says and nobody can run, or not here, by a name of ours: why.
    programs
        Where the programs of its libraries are.
    """

    name: str
    title: str
    page: str
    source: str
    commit: str
    written: str
    libraries: Mapping[str, Library]
    statements: Mapping[str, Assertion]
    left: Mapping[str, str]
    programs: Path


def read(path: Path) -> Table:
    """Read a page's file."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    page = content["page"]
    return Table(
        path.stem,
        page["title"],
        page["address"],
        page["source"],
        page["commit"],
        page["written"],
        {
            name: Library(
                name, each["title"], (*each["requirements"],), (*each.get("then", ()),)
            )
            for name, each in content["libraries"].items()
        },
        {
            name: _assertion(name, each, page["address"])
            for name, each in content["statements"].items()
        },
        content.get("left", {}),
        path.parent / "programs",
    )


def _assertion(name: str, content: Mapping[str, Any], page: str) -> Assertion:
    said = {says: content.get(says, []) for says in Says}
    return Assertion(
        name,
        content["title"],
        content["text"],
        content.get("at", page),
        {library: says for says, named in said.items() for library in named},
        tuple(
            Trial(
                each.get("program", trial),
                each["text"],
                (*map(Wanted.of, each["lines"]),),
            )
            for trial, each in content["trials"].items()
        ),
        content.get("notes", {}),
    )


@cache
def tables() -> Mapping[str, Table]:
    """Return all tables by name."""
    return {path.stem: read(path) for path in sorted(HERE.glob("*.toml"))}


def environments() -> list[Environment]:
    """Return all that the programs of the tables run in, each once."""
    known = [each for table in tables().values() for each in table.libraries.values()]
    then = [each.as_then() for each in known if each.then]
    return [*dict.fromkeys(each.environment for each in (*known, *then))]


@dataclass(frozen=True)
class Entry:
    """A cell of a table: what a page says of one library and one thing."""

    table: Table
    library: Library
    statement: Assertion

    @property
    def says(self) -> Says:
        """What the page says."""
        return self.statement.says[self.library.name]

    @property
    def name(self) -> str:
        """Its name on the command line."""
        return f"{self.table.name}/{self.library.name}/{self.statement.name}"

    def ways(self, trial: Trial) -> list[Path]:
        """Return the programs of a trial, the plain one first."""
        return ways(self.table.programs / self.library.name, trial.program)


def entries(table: Table) -> Iterator[Entry]:
    """Yield the cells of a table, library by library."""
    for library in table.libraries.values():
        for statement in table.statements.values():
            if library.name in statement.says:
                yield Entry(table, library, statement)


def count() -> int:
    """Return how many cells all tables have."""
    return sum(1 for table in tables().values() for _ in entries(table))


def find(name: str) -> Entry:
    """Return a cell by its name, ``TABLE/LIBRARY/STATEMENT``.

    Raises
    ------
    UserError
        If there is none of this name.
    """
    parts = [*name.split("/"), "", ""][:3]
    table = tables()[known_name("table", parts[0], tables())]
    known = {each.name.partition("/")[2]: each for each in entries(table)}
    return known[known_name(f"statement of {table.name}", "/".join(parts[1:]), known)]
