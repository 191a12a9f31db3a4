"""What a category of measurement is: one declaration, from which everything else follows.

Command line, plugin, results, ``reproduce``, progress and the order of the report are made from the
declarations in :data:`benchmarks.categories.CATEGORIES`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from packaging.requirements import Requirement

from benchmarks.cells import TROUBLES, Case, Cell, Judgement
from benchmarks.paths import digest
from benchmarks.registry import CONTROL_NAME, Adapter, control, find
from configbench.errors import known_name

C = TypeVar("C", bound=Case)
T = TypeVar("T")

#: Told how many seconds' worth of work, about, have been done.
Tick = Callable[[float], None]


def _no_tick(_: float) -> None:
    """Nobody watches."""


#: Of more rows than this, what is timed beside the base case gives way: twice as many rows must
#: not take twice as long.
MANY = 16


@dataclass(frozen=True)
class Order:
    """What is to be measured in one go.

    Attributes
    ----------
    rows
        One, or all of a category that starts them in turn.
    cases
        Names; ``None`` for all.
    fast
        Whether what a category leaves out of ``--fast`` is left out.
    tick
        Moves the progress bar.
    store
        Where a timed measurement keeps its rounds, to be taken up after an interruption.
    """

    rows: tuple[Adapter, ...]
    cases: tuple[str, ...] | None = None
    fast: bool = False
    tick: Tick = _no_tick
    store: Path | None = None

    @property
    def crowded(self) -> bool:
        """Whether there are so many rows that what is timed beside the base case gives way."""
        return len(self.rows) > MANY

    def chosen(self, cases: Mapping[str, T]) -> list[T]:
        """Return those of some cases, or what stands for them, that are to be measured, in order.

        Raises
        ------
        UserError
            For a case that there is not; the sentence names the nearest.
        """
        for name in self.cases or ():
            known_name("case", name, cases)
        return [
            case
            for name, case in cases.items()
            if self.cases is None or name in self.cases
        ]


class Measurement(NamedTuple):
    """What was measured of one case of one row.

    ``facts`` are the category's own, for its judge; or one of ``cells.TROUBLES``, which needs none.
    """

    row: str
    case: str
    facts: Any


def attempt(measure: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a measurement gives, or the trouble that ended it: a fact of this case alone."""
    try:
        return measure(*arguments)
    except TROUBLES as trouble:
        return trouble


@dataclass(frozen=True)
class Timing:
    """How a category measures time: all rows are started in turn, in one measurement.

    Attributes
    ----------
    case, title
        The case whose samples pytest-benchmark shows, and what they are.
    contestants
        The names of all that has samples of this case.
    """

    case: str
    title: str
    contestants: Callable[[Sequence[Adapter]], Sequence[str]]


@dataclass(frozen=True)
class Stored:
    """A stored cell that is judged again, and what is known beside it.

    Attributes
    ----------
    name, case, cell
        Its row, what was asked, and what is stored.
    row
        The row, if its files are still those that were measured.
    beside
        The cells of the category that were measured with it, by row and case.
    adapters
        What the results tell of each row.
    worked
        What is worked out once for all cells of the category.
    """

    name: str
    case: Any
    cell: Cell
    row: Adapter | None = None
    beside: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    adapters: Mapping[str, Any] = field(default_factory=dict)
    worked: dict[object, Any] = field(default_factory=dict)


#: Ways that are no case: the saved config, written and read again; the same of a ``values.py``.
SAVED, VALUES = "saved", "values"


@dataclass(frozen=True)
class Category:
    """One category of measurement.

    Attributes
    ----------
    name
        As in addresses, results and titles.
    question
        What it asks, in one sentence.
    cases
        Its cases by name, for some rows.
    measure
        Runs what was ordered and yields the facts.
    judge
        Pure: a case and its facts in, a judgement out.
    again
        Yields the judgements that what is stored of a cell allows, each by the judges of the
        category: one, where that decides.
    asked
        The cases of a row that must have a cell, where those are not all of its ``cases``.
    beside
        What is measured beside some rows, by name, with its cases.
    way
        Which way a case goes through a program, so that somebody answers for it: as a case of
        *overrides*, by its name; :data:`SAVED` or :data:`VALUES`; empty where it is the row as a
        whole that is measured.
    in_pieces
        Whether pieces of a program are taken out to find who answers for a case.
    files
        What reads each data file of a row that it needs, by the file's name: a ``RowError`` tells
        what is wrong in it.
    own_files
        The folder of a row that it alone reads, and whose contents make no cell of another stale.
    own_keys
        Keys of ``adapter.toml`` of which the same holds.
    gaps
        The cases of a row of which a data file declares that the library has no way.
    left_out
        What ``--fast`` leaves out, in words; empty for nothing.
    timing
        How it measures time, if it does.
    headline
        The case that is meant where none is named.
    seconds
        What an order takes, about; it only shapes the progress bar.
    needs
        What the environment of a row must have beside its library, as pip reads it.
    anywhere
        Whether it is measured on other interpreters, too: most of its cases need no torch.
    apart
        Whether it is measured by ``make benchmark-beyond`` alone.
    baseline
        Whether the program without a library is one of its rows.
    ahead, give_up
        Begins what of it waits in the background, for minutes and without CPU time; ends what
        still waits, and returns when nothing of it is left.
    undisturbed
        Whether nothing may wait in the background while it is measured.
    looks
        Whether programs are looked at: then a row must do the same where nobody looks.
    """

    name: str
    question: str
    cases: Callable[[Sequence[Adapter]], Mapping[str, Any]]
    measure: Callable[[Order], Iterable[Measurement]]
    judge: Callable[[Any, Any], Judgement]
    again: Callable[[Stored], Iterable[Judgement]] = lambda _: ()
    asked: Callable[[Adapter], Iterable[str]] | None = None
    beside: Callable[[Sequence[Adapter]], Mapping[str, Iterable[str]]] = lambda _: {}
    way: Callable[[Any], str] = lambda _: ""
    in_pieces: bool = False
    files: Mapping[str, Callable[[Adapter], object]] = field(default_factory=dict)
    own_files: str = ""
    own_keys: tuple[str, ...] = ()
    gaps: Callable[[Adapter], Iterable[str]] = lambda _: ()
    left_out: str = ""
    timing: Timing | None = None
    headline: str | None = None
    seconds: Callable[[Order], float] = lambda order: 2.0 * len(order.rows)
    needs: Callable[[Adapter], Iterable[str]] = lambda _: ()
    anywhere: bool = False
    apart: bool = False
    baseline: bool = False
    ahead: Callable[[Order], None] | None = None
    give_up: Callable[[], None] | None = None
    undisturbed: bool = True
    looks: bool = True

    @property
    def timed(self) -> bool:
        """Whether it measures time."""
        return self.timing is not None

    @property
    def alone(self) -> bool:
        """Whether its units have the machine to themselves.

        Those whose times count must; and those beyond one process start several for each run, with
        ports, or a tracker.
        """
        return self.timed or self.apart

    def required(self, row: Adapter) -> Iterable[str]:
        """Return the cases of a row that must have a cell where it was measured."""
        return self.cases((row,)) if self.asked is None else self.asked(row)

    def placed(self, row: Adapter) -> Adapter:
        """Return a row as it is run here: with all that is needed in its environment."""
        return replace(row, also=tuple(self.needs(row)))

    def sha256(self, row: Adapter) -> str:
        """Return a hash over what can matter here of a row's files."""
        found = row.sha256(self.own_files)
        said = {key: told for key in self.own_keys if (told := getattr(row, key))}
        if not said:
            return found
        return digest([("row", found.encode()), ("said", repr(said).encode())])

    def versions(self, row: Adapter) -> dict[str, str | None]:
        """Return the installed version of a row's library, and of what else is needed."""
        placed = self.placed(row)
        return placed.versions() | placed.environment.versions(
            Requirement(each).name for each in placed.also
        )

    def row(self, name: str) -> Adapter:
        """Return a row by its name; the program without a library, where that is one.

        Raises
        ------
        UserError
            If there is none; the sentence names the nearest.
        """
        if self.baseline and name == CONTROL_NAME:
            return control()
        return find(name)


def one_by_one(
    cases: Callable[[Adapter], Mapping[str, C]], measure: Callable[[Adapter, C], Any]
) -> Callable[[Order], Iterator[Measurement]]:
    """Return the ``measure`` of a category whose cases have nothing in common."""

    def measured(order: Order) -> Iterator[Measurement]:
        for row in order.rows:
            for case in order.chosen(cases(row)):
                yield Measurement(row.name, case.name, attempt(measure, row, case))

    return measured
