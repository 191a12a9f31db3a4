"""Public tables: what pages say of libraries, and what was found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from report import words

#: How a page of ours writes what a library has, has in part, and has not.
HAS, PARTLY, NOT, UNKNOWN = "✓", "(✓)", "✗", "?"

#: Behind what is otherwise now, and was so with the releases of the page's own date.
THEN = "ᵗ"

#: The verdict of what a page says rightly, and of what could not be run.
HOLDS, NOT_EXECUTED = "holds", "not executed"

#: Characters of an output that the page shows; the rest is a command away.
_SHOWN = 160


@dataclass(frozen=True)
class Tabled:
    """A cell: what a page says of a library and one thing, and what was found.

    Attributes
    ----------
    library, statement
        As the table calls them.
    cell
        What is stored.
    """

    library: str
    statement: str
    cell: dict[str, Any]

    @property
    def said(self) -> str:
        """What the page says, as a sign."""
        return HAS if self.cell["says"] == "yes" else NOT

    @property
    def found(self) -> str:
        """What was found, as a sign."""
        so = [*self.cell["statements"].values()]
        if not so:
            return UNKNOWN
        return HAS if all(so) else PARTLY if any(so) else NOT

    @property
    def differs(self) -> bool:
        """Whether something else was found than the page says, or only a part of it."""
        return self.cell["verdict"] not in {HOLDS, NOT_EXECUTED}

    @property
    def sign(self) -> str:
        """What the page says, and behind an arrow what was found, where that is another thing."""
        if self.said == self.found:
            return self.said
        mark = THEN if self.cell.get("then", {}).get("verdict") == HOLDS else ""
        return f"{self.said} → {self.found}{mark}"

    @property
    def told(self) -> str:
        """Which trials showed it and which did not, where they disagree, and how it was then."""
        found = []
        if self.found == PARTLY:
            trials = self.cell["statements"].items()
            found += [f"{'so' if so else 'not so'}: {text}" for text, so in trials]
        if then := self.cell.get("then"):
            releases = ", ".join(
                f"{key} {each}" for key, each in then["releases"].items()
            )
            found.append(f"with {releases}, of the page's own date: {then['verdict']}")
        return "; ".join(found)


def tabled(table: dict[str, Any]) -> Iterator[Tabled]:
    """Yield the cells of a table, statement by statement."""
    for statement in table["statements"]:
        for library, cells in table["cells"].items():
            if statement in cells:
                yield Tabled(library, statement, cells[statement])


def released(library: dict[str, Any]) -> str:
    """Return a library's name with the release that was run."""
    releases = {version or "absent" for version in library["releases"].values()}
    return f"{library['title']} {', '.join(sorted(releases))}"


def counted(table: dict[str, Any]) -> str:
    """Return how many cells of a table got which verdict."""
    verdicts = Counter(each.cell["verdict"] for each in tabled(table))
    told = ", ".join(f"{verdict} {verdicts[verdict]}" for verdict in sorted(verdicts))
    return f"Its {verdicts.total()} cells: {told}"


def title() -> str:
    """Return what the section is called."""
    return str(words.words()["tables"]["title"])


def intro() -> str:
    """Return what it tells, in one paragraph."""
    return " ".join(str(words.words()["tables"]["intro"]).split())


def cut(text: str, length: int) -> str:
    """Return a text in one line, its end left out if it is long."""
    line = " ".join(text.split())
    return f"{line[:length]} …" if len(line) > length else line


@dataclass(frozen=True)
class Page:
    """What a page of Markdown shows of a table."""

    table: dict[str, Any]

    @property
    def counted(self) -> str:
        """How many of its cells got which verdict."""
        return counted(self.table)

    @property
    def heads(self) -> list[str]:
        """Its libraries, each with the release that was run."""
        return [self.released(name) for name in self.table["libraries"]]

    @property
    def lines(self) -> Iterator[tuple[dict[str, Any], list[Tabled | None]]]:
        """Each statement, and its cells, library by library."""
        found = {(each.statement, each.library): each for each in tabled(self.table)}
        for name, statement in self.table["statements"].items():
            yield (
                statement,
                [found.get((name, each)) for each in self.table["libraries"]],
            )

    @property
    def reproduce(self) -> str:
        """The command of its first cell."""
        return str(next(tabled(self.table)).cell["reproduce"])

    @property
    def differing(self) -> list[Tabled]:
        """Its cells in which something else was found than the page says."""
        return [each for each in tabled(self.table) if each.differs]

    def statement(self, each: Tabled) -> dict[str, Any]:
        """Return what the table tells of a cell's statement."""
        told: dict[str, Any] = self.table["statements"][each.statement]
        return told

    def released(self, library: str) -> str:
        """Return a library's name with the release that was run."""
        return released(self.table["libraries"][library])


def shown(each: Tabled) -> tuple[str, str] | None:
    """Return the line that shows a cell best, with what it did, if there is one.

    That is the first by which something arrived, or else the last.
    """
    lines = each.cell["evidence"]
    if not lines:
        return None
    arrived = [line for line in lines if not line["says"].startswith("exit ")]
    telling = arrived[0] if arrived else lines[-1]
    return telling["command"], cut(telling["says"], _SHOWN)
