"""One run of the comparison: units of a category and a row, each measured once, written at once."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import claims, environment, registry, results, state
from benchmarks.categories import CATEGORIES, find, names
from benchmarks.categories.overrides import causes
from benchmarks.category import Category, Order, Tick, attempt
from benchmarks.cells import (
    TROUBLES,
    WHOLE_ROW,
    Address,
    Case,
    Cell,
    make,
    troubled,
    unmeasured,
)
from benchmarks.claims import tables
from benchmarks.environments import interpreters
from benchmarks.environments.interpreters import OWN, Interpreter
from benchmarks.errors import MissingError, RowError
from benchmarks.outcomes import Party, Trouble
from benchmarks.parties import stored as parties
from benchmarks.registry import CONTROL_NAME, UNEXPLAINED, Adapter
from benchmarks.results import CLAIMS, Results
from benchmarks.spent import Spent
from benchmarks.workers import Memory
from configbench import interruption
from configbench.errors import UserError, nearest
from configbench.timing.rounds import SEED
from configbench.whole_files import require_writable

#: The cells of a unit, by row and case.
Unit = dict[str, dict[str, Cell]]


# -- one unit -------------------------------------------------------------------------------------


def cells_of(category: Category, order: Order) -> Iterator[tuple[Address, Cell]]:
    """Measure what was ordered and yield each cell with its address."""
    order = replace(order, rows=tuple(map(category.placed, order.rows)))
    cases = category.cases(order.rows)
    rows = {row.name: row for row in order.rows}
    for name, case, facts in category.measure(order):
        address = Address(category.name, name, case)
        if isinstance(facts, TROUBLES):
            judged = troubled(facts)
        else:
            # Records are foreign: there may be nothing in them that could be compared.
            found = attempt(category.judge, cases[case], facts)
            judged = troubled(found) if isinstance(found, TROUBLES) else found
        # What stands beside the rows (a twin, the control) is measured with them only.
        row = rows.get(name)
        causes_of = row.cause if row else lambda _: UNEXPLAINED
        command = (
            row.reproduce(address)
            if row
            else f"pytest --benchmark --category {category.name}"
        )
        asked = row and category.way(cases[case])
        by = Party.UNMEASURED if asked else Party.LIBRARY
        yield address, make(address, cases[case], judged, causes_of, command, by)


def whole_row(category: Category, row: Adapter, error: Exception) -> Cell:
    """Return the cell that stands for a row which could not be measured at all."""
    address = Address(category.name, row.name, WHOLE_ROW)
    judged = (
        troubled(error)
        if isinstance(error, TROUBLES)
        else unmeasured(f"a fault of the harness: {error!r}", Trouble.HERE)
    )
    command = row.reproduce(address)
    return make(address, Case(WHOLE_ROW), judged, row.cause, command)


def guarded(category: Category, order: Order) -> tuple[Unit, Exception | None]:
    """Measure what was ordered; whatever happens, other units keep their cells.

    Returns
    -------
    tuple
        The cells, those of rows that could not be measured among them, and the fault of ours that
        ended it, to be raised when the cells are stored.

    Raises
    ------
    UserError
        Where the environment would spoil what is measured: then nothing is a cell.
    """
    unit: Unit = {}
    ready: list[Adapter] = []
    for row in map(category.placed, order.rows):
        try:
            row.require()
            ready.append(row)
        except TROUBLES as trouble:
            unit[row.name] = {WHOLE_ROW: whole_row(category, row, trouble)}
    fault: Exception | None = None
    try:
        if ready:
            for address, cell in cells_of(category, replace(order, rows=tuple(ready))):
                unit.setdefault(address.row, {})[address.case] = cell
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001  the one net: a fault of one unit is no other's
        for row in ready:
            unit.setdefault(row.name, {})[WHOLE_ROW] = whole_row(category, row, error)
        fault = None if isinstance(error, TROUBLES) else error
    return unit, fault


# -- a run ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """What is to be measured.

    Attributes
    ----------
    categories
        In the order of the report.
    claims
        Whether the article's claims are executed.
    adapters
        In the order of the report.
    fast
        Whether categories leave out what they leave out of ``--fast``.
    interpreter
        The Python of the rows.
    """

    categories: tuple[Category, ...]
    claims: bool
    adapters: tuple[Adapter, ...]
    fast: bool = False
    interpreter: Interpreter = OWN

    def on(self, interpreter: Interpreter) -> "Choice":
        """Return what of this is measured on another interpreter."""
        return Choice(
            tuple(category for category in self.categories if category.anywhere),
            claims=False,
            adapters=tuple(row.on(interpreter) for row in self.adapters),
            fast=self.fast,
            interpreter=interpreter,
        )

    @property
    def installed(self) -> tuple[Adapter, ...]:
        """The adapters whose libraries are there."""
        return tuple(each for each in self.adapters if not each.missing())

    @property
    def apart(self) -> bool:
        """Whether nothing is measured but in an environment of its own."""
        return not self.claims and all(each.apart for each in self.categories)

    @property
    def whole(self) -> bool:
        """Whether this is the whole comparison and not a part of it."""
        own = self.interpreter.own
        usual = [each for each in _usual() if own or each.anywhere]
        return (
            self.claims == own
            and list(self.categories) == usual
            and [a.name for a in self.adapters] == registry.names()
        )

    def row(self, category: Category, name: str) -> Adapter:
        """Return a row of this choice by its name, or the program without a library."""
        by_name = {row.name: row for row in self.adapters}
        return by_name[name] if name in by_name else category.row(name)

    def placed(self) -> list[Adapter]:
        """Return the rows as each category runs them, the program without a library among them."""
        rows = (*self.adapters, registry.control())
        return [each.placed(row) for each in self.categories for row in rows]

    def order(
        self,
        rows: Sequence[Adapter],
        tick: Tick = lambda _: None,
        store: Path | None = None,
    ) -> Order:
        """Return the order for some rows."""
        return Order(tuple(rows), fast=self.fast, tick=tick, store=store)

    def known(self) -> tuple[Adapter, ...]:
        """Return all rows of this repository, on the interpreter of this choice."""
        return tuple(row.on(self.interpreter) for row in registry.find_all())

    def coarse(self, category: Category) -> bool:
        """Whether a category leaves something out here."""
        return self.fast and bool(category.left_out)

    def request(self) -> dict[str, Any]:
        """Return what was asked for, to be compared with what ``--resume`` asks for."""
        chosen = [each.name for each in self.categories]
        own = self.interpreter.own
        return {
            **({} if own else {"python": self.interpreter.release}),
            "categories": [*chosen, *([CLAIMS] if self.claims else [])],
            "adapters": [each.address for each in self.adapters],
            "fast": self.fast,
        }


def _require_no_better(
    choice: Choice, units: Mapping[str, Mapping[str, Any]], path: Path
) -> None:
    """Refuse to put coarse figures in the place of other units.

    Raises
    ------
    UserError
        Naming one of these.
    """
    for category in filter(choice.coarse, choice.categories):
        for row in choice.adapters:
            unit = f"{category.name}/{row.name}"
            if unit in units and not units[unit].get("fast"):
                raise UserError(
                    f"{path}: holds {unit} without --fast, and coarse figures do not take the "
                    "place of others: name another folder by --report-dir="
                )


def _usual() -> list[Category]:
    return [category for category in CATEGORIES if not category.apart]


def listed(option: str, text: str | None) -> list[str] | None:
    """Return the names in the value of an option, or None where it is not given.

    Raises
    ------
    UserError
        If there is none between two commas, or one twice.
    """
    if text is None:
        return None
    found = text.split(",")
    if not all(found):
        raise UserError(f"{option} is {text!r}: a name is missing in it")
    for name in found:
        if found.count(name) > 1:
            raise UserError(f"{option}: {name!r} is named twice")
    return found


def choose(
    categories: str | None, adapters: str | None, *, fast: bool = False
) -> Choice:
    """Read ``--category a,b`` and ``--adapters x,y``.

    The claims are about all rows: they go with the whole comparison, or where they are named.

    Raises
    ------
    UserError
        For an unknown name; the sentence names the nearest.  For an empty one, and one named twice.
    """
    rows = tuple(registry.find_all(listed("--adapters", adapters)))
    wanted = listed("--category", categories)
    if wanted is None:
        return Choice(tuple(_usual()), adapters is None, rows, fast)
    known = (*names(), CLAIMS)
    for name in wanted:
        if name not in known:
            raise UserError(
                f"--category: there is no category {name!r}{nearest(name, known)}; "
                f"the categories are {', '.join(known)}"
            )
    chosen = tuple(find(name) for name in names() if name in wanted)
    return Choice(chosen, CLAIMS in wanted, rows, fast)


def others(choice: Choice, pythons: Sequence[str] | None) -> list[Choice]:
    """Return what of a choice is measured on other interpreters, one by one.

    Parameters
    ----------
    choice
        What is measured on the harness's own.
    pythons
        What ``--python`` names.  If it is not given, the whole comparison is measured on all that
        this machine has, and any part of it on none.

    Raises
    ------
    UserError
        If one cannot be used, or nothing of the choice is measured there.
    """
    if pythons is None:
        found = interpreters.found() if choice.whole and not choice.fast else []
    else:
        found = interpreters.named(pythons)
    made = [choice.on(each) for each in found]
    if made and not made[0].categories:
        anywhere = ", ".join(each.name for each in CATEGORIES if each.anywhere)
        raise UserError(
            f"--python: of what is chosen nothing is measured on other interpreters; {anywhere} are"
        )
    return made


@dataclass
class Run:
    """A run in progress; units may be measured in several threads.

    Attributes
    ----------
    choice
        What is to be measured.
    content
        The results so far; written to ``path`` after each unit, in an order of their own: units are
        measured beside each other, and which is done first is nobody's finding.
    done
        Units that a resumed run need not measure again.
    planned
        Units that will be measured, as far as anybody has told.
    spent
        What each category took.
    answers
        Who answers for the cells of rows, by name, as far as it is known.
    otherwise
        Tells what a row does otherwise where it is looked at: then it has no cell of what was seen.
    """

    choice: Choice
    content: Results
    path: Path = results.FILE
    done: set[str] = field(default_factory=set)
    planned: frozenset[str] = frozenset()
    spent: Spent = field(default_factory=Spent)
    answers: Mapping[str, parties.Told] = field(default_factory=dict)
    otherwise: Callable[[Adapter], str] = lambda _: ""
    _otherwise: Memory[str, str] = field(default_factory=Memory)
    _writing: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def start(
        cls,
        choice: Choice,
        *,
        resume: bool = False,
        path: Path = results.FILE,
        beside: Path | None = None,
    ) -> "Run":
        """Begin, or take up what an interrupted run has left.

        A cell that is there stays until its successor is measured; the whole comparison forgets
        the rows that are gone.  With stored results ``beside``, their rows are there too.

        Raises
        ------
        UserError
            For ``resume`` where no run was interrupted, or one with another choice; if what is
            there cannot be read, or is finer than what ``fast`` measures.
        """
        require_writable(path, parents=True)
        known = parties.load(results.own(choice.interpreter, path))
        answers = parties.all_current(known, choice.adapters)
        if resume and (choice.interpreter.own or results.interrupted(path)):
            return cls._resumed(choice, path, answers)
        content = results.new(SEED, choice.interpreter, choice.known())
        if path.is_file() or beside:
            # Of another environment, its own units tell.
            renewed = () if choice.apart else ("created", "machine", "versions")
            stored = results.joined(path, beside)
            content = stored | {key: content[key] for key in renewed}
            if choice.fast and path.is_file():
                _require_no_better(choice, results.load(path)["units"], path)
        content["interrupted"] = {"request": choice.request(), "done": []}
        content["categories"] = results.describe_categories(choice.adapters)
        content["causes"] = causes()
        run = cls(choice, content, path, answers=answers)
        for category in choice.categories:
            run.rounds(category).unlink(missing_ok=True)
        for adapter in choice.adapters:
            results.forget_namesake(content, adapter)
            # Claims alone measure no row, and what lies apart is measured in another environment:
            # each row stays described as it was when it was measured.
            described = not choice.categories or choice.apart
            if not (described and adapter.name in content["adapters"]):
                content["adapters"][adapter.name] = results.describe(adapter)
        if choice.whole:
            results.forget_gone(content, choice.adapters)
        return run

    @classmethod
    def _resumed(
        cls, choice: Choice, path: Path, answers: Mapping[str, parties.Told]
    ) -> "Run":
        content = results.load(path)
        left = content.get("interrupted")
        if left is None:
            raise UserError(f"--resume: {path} holds no interrupted run")
        if left["request"] != choice.request():
            raise UserError(
                "--resume: the interrupted run had other options "
                f"({left['request']}); repeat them, or start without --resume"
            )
        hashes = {
            f"{category.name}/{row.name}": category.sha256(row)
            for category in choice.categories
            for row in choice.adapters
        }
        done = {
            unit
            for unit in left["done"]
            if content["units"][unit]["sha256"] == hashes.get(unit)
        }
        return cls(choice, content, path, done, answers=answers)

    def unproven(self) -> list[Adapter]:
        """Return the rows from elsewhere of which nothing has been proven yet."""
        described = self.content["adapters"]
        return [
            row
            for row in self.choice.adapters
            if not row.ours and "proofs" not in described[row.name]
        ]

    def proofs(self, row: Adapter) -> dict[str, Any]:
        """Return what was found of a row from elsewhere."""
        found: dict[str, Any] = self.content["adapters"][row.name]["proofs"]
        return found

    def prove(self, row: Adapter, proofs: Mapping[str, Any]) -> None:
        """Keep what was found of a row from elsewhere: its cells are published with it."""
        self.content["adapters"][row.name]["proofs"] = dict(proofs)

    def rounds(self, category: Category) -> Path:
        """Return where a timed measurement keeps its rounds until it has ended."""
        return self.path.with_name(f"{category.name}.rounds.json")

    def unit(
        self, category: Category, rows: Sequence[Adapter], tick: Tick = lambda _: None
    ) -> Unit:
        """Measure one unit, or return the cells of a unit that is done; write them.

        A fault of a row becomes its cell; it never ends the run.
        """
        units = {f"{category.name}/{row.name}" for row in rows}
        if units <= self.done:
            stored: Unit = self.content["cells"][category.name]
            return stored if category.timed else {rows[0].name: stored[rows[0].name]}
        interruption.check()
        self._begin_ahead(category)
        created = results.now()
        if category.timed:
            # From the first round on there is something to resume.
            self._save()
        caught = self._caught(category, rows)
        honest = [row for row in rows if row.name not in caught]
        order = self.choice.order(honest, tick, self.rounds(category))
        own = self.choice.interpreter.own
        where = "" if own else f" on {self.choice.interpreter.version}"
        with self.spent.on(f"{category.name}{where}") as spent:
            unit, fault = guarded(category, order)
        unit |= caught
        coarse = {"fast": True} if self.choice.coarse(category) else {}
        account = {"created": created, **spent, **coarse}
        by_name = {row.name: row for row in rows}
        accounts = {}
        for name in unit:
            row = by_name.get(name)
            accounts[name] = account | {
                "sha256": category.sha256(row) if row else "",
                "versions": environment.python(self.choice.interpreter)
                | (category.versions(row) if row else {}),
                **state.of(category.placed(row).environment if row else None),
            }
        with self._writing:
            if category.timed and self.choice.whole:
                self._forget_others(category.name, unit)
            for name, cells in unit.items():
                self._put(category.name, name, cells, accounts[name])
        self._save()
        self.rounds(category).unlink(missing_ok=True)
        if fault is not None:
            raise fault
        return unit

    def _caught(self, category: Category, rows: Sequence[Adapter]) -> Unit:
        """Return the cells of rows that do otherwise where they are looked at."""
        found: Unit = {}
        for row in rows if category.looks else ():
            if row.name == CONTROL_NAME:
                continue
            told = self._otherwise.get(row.name, partial(self.otherwise, row))
            if told:
                cell = whole_row(category, category.placed(row), RowError(told))
                found[row.name] = {WHOLE_ROW: cell}
        return found

    def _begin_ahead(self, category: Category) -> None:
        """Let what waits for minutes wait beside what it does not disturb."""
        for other in self.choice.categories:
            unit = f"{other.name}/{CONTROL_NAME}"
            left = unit in self.planned - self.done
            if left and other.ahead is not None and not category.undisturbed:
                with suppress(MissingError):
                    row = other.placed(registry.control())
                    row.require()
                    other.ahead(self.choice.order([row]))

    def claims(
        self, tick: Callable[[], None], ticked: Callable[[], None] = lambda: None
    ) -> dict[str, dict[str, Any]]:
        """Execute the article's claims with the figures so far, and public tables; write them.

        Parameters
        ----------
        tick, ticked
            Called behind each claim, and behind each cell of a table.

        Returns
        -------
        dict
            The claims.
        """
        created, known, entries, cells = results.now(), tables.tables(), {}, {}
        with self.spent.on(CLAIMS) as spent:
            for name, entry in claims.execute_all(self.content):
                entries[name] = entry
                tick()
            for cell, found in tables.execute_all(known):
                cells[cell.name] = found
                ticked()
        self.content[CLAIMS] = entries
        self.content["tables"] = tables.published(known, cells)
        self.content["units"][f"{CLAIMS}/all"] = {
            "created": created,
            **spent,
            "sha256": claims.sha256(),
            "versions": self.content["versions"],
        }
        self.content["interrupted"]["done"].append(f"{CLAIMS}/all")
        self._save()
        return entries

    def _forget_others(self, category: str, unit: Unit) -> None:
        """Drop what an earlier measurement had beside the rows, and this one has not."""
        stored = self.content["cells"][category]
        for name in stored.keys() - self.content["adapters"].keys() - unit.keys():
            del stored[name]
            self.content["units"].pop(f"{category}/{name}", None)

    def _put(
        self,
        category: str,
        name: str,
        cells: Mapping[str, Cell],
        account: Mapping[str, Any],
    ) -> None:
        """Replace the cells of one row, with the account of their measuring."""
        if told := self.answers.get(name):
            parties.label(cells, told, category)
        self.content["cells"][category][name] = dict(cells)
        self.content["units"][f"{category}/{name}"] = dict(account)
        self.content["interrupted"]["done"].append(f"{category}/{name}")

    def _save(self) -> None:
        """Write all that there is, in the order of the report: one at a time."""
        with self._writing:
            results.put_in_order(self.content)
            results.save(self.content, self.path)

    def without_party(self) -> list[str]:
        """Return the addresses of the rows with cells for which nobody knows yet who answers."""
        return [
            row.address
            for row in self.choice.adapters
            if any(parties.unknown(self.content, row.name))
        ]

    def finish(self) -> None:
        """Write that nothing is left to do."""
        self.content.pop("interrupted", None)
        self._save()
