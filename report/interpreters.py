"""``interpreters.md``: what the rows do otherwise on another interpreter."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from report import load, rendering, words
from report.figures import library
from report.load import Results
from report.otherwise import PAGE, Compared, Differing, compared, details, said

#: How many cells of a group are named; the others are folded away.
_NAMED = 6


def page(results: Results) -> str:
    """Return the whole page."""
    return rendering.markdown(
        "interpreters.md.j2",
        own=results["machine"]["python"],
        others=[
            _interpreter(results, *each) for each in load.elsewhere(results).items()
        ],
        named=_NAMED,
    )


def sentence(results: Results) -> Markup:
    """Return on which interpreters how much is otherwise."""
    others = [_interpreter(results, *each) for each in load.elsewhere(results).items()]
    return rendering.phrase(
        "interpreters",
        page=PAGE,
        own=results["machine"]["python"],
        others=[
            (
                other.version,
                other.differing,
                other.compared,
                sum(bool(row.found.differing) for row in other.rows),
            )
            for other in others
        ],
    )


@dataclass(frozen=True)
class Group:
    """Cells that differ in the same way: what that is, the first of them, the cases of all."""

    category: str
    change: tuple[str, str]
    facts: list[str]
    details: tuple[str, str]
    cases: list[str]
    reproduce: str


@dataclass(frozen=True)
class Row:
    """A row on another interpreter: its library here and there, and what is otherwise."""

    name: str
    title: str
    installed: str
    own: str
    bundled: bool
    found: Compared

    @property
    def groups(self) -> list[Group]:
        """What is otherwise, by how."""
        return [_group(group) for group in _groups(self.found.differing)]

    @property
    def another(self) -> bool:
        """Whether the library is of another release there; Python's own always is."""
        return self.own != self.installed and not self.bundled


@dataclass(frozen=True)
class Interpreter:
    """Another interpreter and its rows: what it is called, its whole version, the day."""

    name: str
    version: str
    created: str
    rows: list[Row]

    @property
    def differing(self) -> int:
        """How many cells are otherwise."""
        return sum(len(row.found.differing) for row in self.rows)

    @property
    def compared(self) -> int:
        """How many cells were compared."""
        return self.differing + sum(row.found.equal for row in self.rows)

    @property
    def unmeasured(self) -> Counter[str]:
        """How many cells were not measured there, by the reason."""
        # Before the colon stands where: that differs from row to row.
        return Counter(
            cell["detail"].rpartition(": ")[2]
            for row in self.rows
            for cell in row.found.unmeasured
        )


def _interpreter(results: Results, version: str, other: Results) -> Interpreter:
    own = results["adapters"]
    return Interpreter(
        version,
        other["machine"]["python"],
        other["created"][:10],
        [
            Row(
                name,
                own[name]["title"],
                library(adapter, "absent"),
                library(own[name], "absent"),
                "python" in own[name]["distributions"],
                compared(results, other, name),
            )
            for name, adapter in other["adapters"].items()
            if name in own
        ],
    )


def _groups(some: list[Differing]) -> list[list[Differing]]:
    """Put together what differs in the same way; the largest group first."""
    found: dict[tuple[str, ...], list[Differing]] = {}
    for each in some:
        found.setdefault(_kind(each), []).append(each)
    return sorted(found.values(), key=lambda group: -len(group))


def _kind(one: Differing) -> tuple[str, ...]:
    """Return what a cell is told together with."""
    return one.category, said(one.here), said(one.there), *one.facts


def _group(group: list[Differing]) -> Group:
    first = group[0]
    return Group(
        words.title(first.category),
        (said(first.here), said(first.there)),
        [each for each in first.facts if each not in {"outcome", "arrival"}],
        details(first),
        [each.case for each in group],
        first.there["reproduce"],
    )
