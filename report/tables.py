"""The section on public tables: what pages say of libraries, and what was found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from report import words
from report.claims import cell as plain
from report.load import Results
from report.text import head, inline

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


def section(results: Results) -> str:
    """Return the section, or nothing where no table was executed."""
    found = results.get("tables", {})
    if not found:
        return ""
    rule = next(iter(found.values()))["rule"]
    parts = [f"## {title()}", "", intro(), "", f"Rule: {plain(rule)}.", ""]
    for table in found.values():
        parts += _table(table)
    return "\n".join(parts)


def _table(table: dict[str, Any]) -> Iterator[str]:
    libraries = table["libraries"]
    yield f"### {plain(table['title'])}"
    yield ""
    yield (
        f"[The page]({table['page']}), read at [commit {table['commit'][:7]}]({table['source']}). "
        f"{plain(table['written'])} {counted(table)}."
    )
    yield ""
    yield from head("statement", [plain(released(each)) for each in libraries.values()])
    signs = {(each.statement, each.library): _sign(each) for each in tabled(table)}
    for statement, told in table["statements"].items():
        row = [signs.get((statement, library), "") for library in libraries]
        yield f"| [{plain(told['title'])}]({told['at']}) | {' | '.join(row)} |"
    yield ""
    first = next(tabled(table)).cell
    yield f"Run one cell, by its address: `{first['reproduce']}`."
    yield ""
    differing = [each for each in tabled(table) if each.differs]
    yield "Otherwise than the page says:" if differing else "Nothing is otherwise."
    yield ""
    for each in differing:
        yield _difference(table, each)
    yield ""
    for left, why in table["left"].items():
        yield f"* Not run, *{plain(left)}*: {plain(why)}"
    yield ""


def _sign(each: Tabled) -> str:
    return f"**{each.sign}**" if each.differs else each.sign


def _difference(table: dict[str, Any], each: Tabled) -> str:
    told = table["statements"][each.statement]
    note = f" {plain(each.cell['note'])}" if "note" in each.cell else ""
    more = f" ({plain(each.told)})" if each.told else ""
    return (
        f"* **{plain(released(table['libraries'][each.library]))}**: {plain(told['text'])}. "
        f"[The page]({told['at']}) says *{each.cell['says']}*, which **{each.cell['verdict']}**"
        f"{more}{shown(each)}.{note} `{each.cell['reproduce']}`"
    )


def shown(each: Tabled) -> str:
    """Return the line that shows it best, with what it did: the last, or none."""
    if not each.cell["evidence"]:
        return ""
    evidence = _telling(each.cell["evidence"])
    said = " ".join(evidence["says"].split())
    more = " …" if len(said) > _SHOWN else ""
    return f": {inline(evidence['command'])} gives {inline(said[:_SHOWN])}{more}"


def _telling(evidence: list[dict[str, str]]) -> dict[str, str]:
    """Return the first line by which something arrived, or else the last."""
    arrived = [each for each in evidence if not each["says"].startswith("exit ")]
    return arrived[0] if arrived else evidence[-1]
