"""``rows/NAME.md`` for whoever maintains a library, and ``causes.md``: why a cell is not right."""

import functools
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from report import (
    cells,
    figures,
    load,
    otherwise,
    parties,
    rendering,
    said,
    text,
    words,
)
from report.cells import LACKING, OUTCOMES, PARTIES, WORST
from report.load import Cell, Results

#: The page of all causes, and the folder of the rows', in the folder of the report.
CAUSES, FOLDER = "causes.md", "rows"

#: Of a group so many cells are shown; the others are folded away.
SHOWN = 3

#: Whose cells come first: what a library answers for, or let pass, before what a program does.
_ORDER = ("library", "core", "documented", "adapter", "unmeasured")

_UNEXPLAINED = "nobody has explained it yet."


@dataclass(frozen=True)
class Told:
    """A cell that is not right, or a gap, as a row's page tells it.

    Attributes
    ----------
    category, name, case, cell
        Where it is, and its facts.
    alike, rows
        How many rows have its outcome in this case, and how many have the case.
    kind, intent
        Of which kind the case is, and what was asked, as far as it is told.
    """

    category: str
    name: str
    case: str
    cell: Cell
    alike: int
    rows: int
    kind: str
    intent: str

    @property
    def address(self) -> str:
        """What an objection calls it."""
        return f"{self.category}/{self.case}"

    @property
    def outcome(self) -> str:
        """The worse of how a value arrived and how it came back."""
        return cells.worst(self.cell)

    @property
    def cause(self) -> str:
        """The cause of that, or nothing."""
        of_arrival = cells.arrival(self.cell) == self.outcome != self.cell["outcome"]
        first, then = ("arrival_cause", "cause")[:: 1 if of_arrival else -1]
        return str(self.cell.get(first) or self.cell.get(then) or "")

    @property
    def shared(self) -> str:
        """How many rows do so."""
        if self.rows == 1:
            return "no other row has this case"
        if self.alike == 1:
            return f"no other of {self.rows} rows does so"
        if self.alike == self.rows:
            return f"all {self.rows} rows do so"
        return f"{self.alike} of {self.rows} rows do so"

    @property
    def reason(self) -> tuple[str, str]:
        """Why a gap is declared, and the page that shows it, or nothing."""
        return cells.cited(str(self.cell.get(self.cell["outcome"], "")))

    @property
    def attempts(self) -> list[str]:
        """What was typed or run to fill a gap, each once."""
        cell = self.cell
        tried = [
            each.get("command") or each.get("done") for each in _dicts(cell, "attempts")
        ]
        tried += [
            cell.get("program"),
            *(each.get("program") for each in _dicts(cell, "ways")),
        ]
        return list(dict.fromkeys(each for each in tried if isinstance(each, str)))

    @property
    def files(self) -> dict[str, str]:
        """The files that its command reads."""
        found = self.cell.get("files")
        return found if isinstance(found, dict) else {}


def _dicts(cell: Cell, key: str) -> list[dict[str, Any]]:
    found = cell.get(key)
    return (
        [each for each in found if isinstance(each, dict)]
        if isinstance(found, list)
        else []
    )


@dataclass(frozen=True)
class Group:
    """Cells of one party that have one cause, or one outcome where nobody told a cause (``""``)."""

    cause: str
    title: str
    why: str
    cells: Sequence[Told]


@dataclass(frozen=True)
class Page:
    """What the page of a row tells.

    Attributes
    ----------
    name, adapter
        The row, and what the results tell of it.
    bad, gaps, outcomes
        Its cells that are not right; its gaps; how many of all have which outcome.
    causes
        What each cause means.
    siblings
        The other rows of the same library, by name, with their titles.
    """

    name: str
    adapter: dict[str, Any]
    bad: list[Told]
    gaps: list[Told]
    outcomes: Counter[str]
    causes: Mapping[str, str]
    siblings: dict[str, str] = field(default_factory=dict)

    @functools.cached_property
    def parties(self) -> list[tuple[cells.Party, int, list[Group]]]:
        """Who answers for how many of the cells, in which groups; the library first."""
        found = []
        for by in _ORDER:
            some = [each for each in self.bad if cells.party(each.cell) == by]
            if some:
                found.append((PARTIES[by], len(some), list(self._groups(some))))
        return found

    def _groups(self, some: Sequence[Told]) -> Iterator[Group]:
        found: dict[tuple[str, str], list[Told]] = {}
        for each in sorted(some, key=lambda one: (WORST[one.outcome], one.alike)):
            key = (each.cause, "" if each.cause else each.outcome)
            found.setdefault(key, []).append(each)
        for (cause, outcome), group in found.items():
            if cause:
                yield Group(cause, cause, self.causes.get(cause, _UNEXPLAINED), group)
            else:
                yield Group(
                    "", OUTCOMES[outcome].word, f"{OUTCOMES[outcome].means}.", group
                )

    @property
    def lacking(self) -> dict[str, list[Told]]:
        """The gaps, by what is declared."""
        return {
            kind: [each for each in self.gaps if each.cell["outcome"] == kind]
            for kind in LACKING
        }

    @property
    def counted(self) -> str:
        """How many cells came out how."""
        return ", ".join(
            f"{self.outcomes[each]} {cells.word(each)}"
            for each in OUTCOMES
            if self.outcomes[each]
        )

    @property
    def folder(self) -> str:
        """Where the row's files lie."""
        return str(PurePosixPath(self.adapter["program"]).parent)

    @property
    def place(self) -> str:
        """What ``--adapters`` calls the row."""
        place = self.adapter.get("address", "")
        return place if "/" in place else self.name

    @property
    def example(self) -> Told | None:
        """The first cell on the page for which words were typed, a request if there is one."""
        begin = self._begin
        typed = [
            each
            for each in (
                *(one for *_, some in self.parties for g in some for one in g.cells),
                *self.gaps,
            )
            if each.category == "overrides"
            and str(each.cell.get("command")).startswith(begin)
        ]
        return min(typed, key=lambda one: one.kind != "request", default=None)

    @property
    def spelling(self) -> list[str]:
        """The lines that say other words for the example, or a remedy."""
        if self.example is None:
            return []
        case = self.example.case
        words = _quoted(self.example.cell["command"].removeprefix(self._begin))
        return [f"{case} = {words}", f"{case} = {{ remedy = {words} }}"]

    @property
    def objection(self) -> str:
        """The line that objects to the example."""
        address = _quoted(self.example.address if self.example else "CATEGORY/CASE")
        return (
            f'objections = [{{ cell = {address}, text = "What you hold against it." }}]'
        )

    @property
    def _begin(self) -> str:
        return f"python {self.adapter['program']} "


def _quoted(text: str) -> str:
    """Return a text as TOML has it."""
    return json.dumps(text, ensure_ascii=False)


def _figures(row: figures.Row) -> list[str]:
    """Return the figures of the first table in words; none of a row that was not measured."""
    right, at_all, tied = row.right, row.right_at_all, len(row.tied)
    told = {
        f"rank {row.rank}, tied with {tied} row{'' if tied == 1 else 's'}": row.rank,
        f"requests right by the library {right and right.percent}, "
        f"at all {at_all and at_all.percent}": right,
        f"mistakes rejected by the library {row.rejected}": row.rejected,
        f"wrong values {row.wrong}": row.wrong is not None,
        f"wrongly accepted {row.accepted}": row.accepted is not None,
        f"lines {row.lines}": row.lines,
        f"start-up {text.started(row)} times the bare one": row.start,
        f"a run {text.ran(row)} times": row.run,
        f"{text.size(row)} MiB": row.mib is not None,
    }
    return [said for said, there in told.items() if there]


def pages(
    results: Results, table: Sequence[figures.Row] | None = None
) -> dict[str, str]:
    """Return the page of every row, by file name."""
    rows = {
        row.name: row for row in (figures.rows(results) if table is None else table)
    }
    found = _found(results)
    return {
        f"{FOLDER}/{name}.md": rendering.markdown(
            "row.md.j2",
            page=page,
            row=rows[name],
            figures=_figures(rows[name]),
            library=figures.library(page.adapter, "absent"),
            doubt=figures.unproven(page.adapter),
            said=said.of(results, name),
            elsewhere=otherwise.told(results, name),
            objections=functools.partial(said.objections, results, name),
            pieces=sorted(
                parties.pieces(results, name), key=lambda each: -len(each.decides)
            ),
            added=(page.adapter["footprint"] or {}).get("added", []),
            cells=cells,
            shown=SHOWN,
        )
        for name, page in found.items()
    }


def _found(results: Results) -> dict[str, Page]:
    """Return what each page tells."""
    every = [each for each in cells.every(results) if each[1] in results["adapters"]]
    alike = Counter(
        (category, case, cells.worst(cell)) for category, _, case, cell in every
    )
    rows = Counter((category, case) for category, _, case, _ in every)
    adapters = results["adapters"]
    made = {
        name: Page(
            name,
            adapter,
            [],
            [],
            Counter(),
            results["causes"],
            _siblings(adapters, name),
        )
        for name, adapter in adapters.items()
    }
    for category, name, case, cell in every:
        outcome = cells.worst(cell)
        made[name].outcomes[outcome] += 1
        listed = load.listed(results, category).get(case, {})
        told = Told(
            *(category, name, case, cell),
            *(alike[category, case, outcome], rows[category, case]),
            listed.get("kind", ""),
            words.intent(category, case, listed.get("intent", ""))
            or _intent(category, case, cell),
        )
        if outcome in WORST:
            made[name].bad.append(told)
        elif outcome in LACKING:
            made[name].gaps.append(told)
    return made


def _intent(category: str, case: str, cell: Cell) -> str:
    """Return what was asked where the list of cases does not say it."""
    if "setting" in cell and "asked" in cell:
        return f"{cell['setting']}: {cell['asked']}"
    title = words.families(category).get(cells.family(case), "")
    return title[:1].upper() + title[1:]


def _siblings(adapters: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, str]:
    """Return the rows that are variants of the same row, with their titles."""

    def origin(row: str) -> str:
        return adapters[row].get("variant_of") or row

    return {
        row: adapter["title"]
        for row, adapter in adapters.items()
        if row != name and origin(row) == origin(name)
    }


# The causes


@dataclass(frozen=True)
class Cause:
    """A cause: what it means, the rows that have it in how many cells, and a cell of it."""

    name: str
    why: str
    rows: dict[str, int]
    first: tuple[str, str, str, Cell]

    @property
    def count(self) -> int:
        """How many cells have it."""
        return sum(self.rows.values())


def causes(results: Results) -> str:
    """Return the page of all causes, each once."""
    adapters = results["adapters"]
    found: dict[str, list[tuple[str, str, str, Cell]]] = {}
    for each in cells.every(results):
        for cause in cells.causes(each[3]):
            found.setdefault(cause, []).append(each)
    told = [
        Cause(
            cause,
            results["causes"].get(cause, _UNEXPLAINED),
            dict(Counter(name for _, name, _, _ in some)),
            # Of a row under comparison if there is one, and one that was typed.
            max(some, key=lambda one: (one[1] in adapters, "command" in one[3])),
        )
        for cause, some in sorted(found.items())
    ]
    return rendering.markdown(
        "causes.md.j2", causes=told, adapters=adapters, cells=cells
    )
