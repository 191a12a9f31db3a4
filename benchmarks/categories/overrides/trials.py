"""A row is asked for a case in its own words: what is run, and what was seen of it."""

from collections.abc import Iterator
from functools import partial

from benchmarks import running
from benchmarks.categories.overrides.cases import Case, cases
from benchmarks.categories.overrides.facts import Facts, Trial
from benchmarks.categories.overrides.training import settle
from benchmarks.categories.overrides.words import words as words_of
from benchmarks.category import Measurement, Order, attempt
from benchmarks.dialect import Dialect, load
from benchmarks.errors import NotApplicableError
from benchmarks.registry import Adapter
from benchmarks.running import Record
from configbench.workplace import workplace


def measure(order: Order) -> Iterator[Measurement]:
    """Ask each row for each case."""
    for row in order.rows:
        asked = partial(_asked, row, load(row), running.defaults(row))
        for case in order.chosen(cases()):
            yield Measurement(row.name, case.name, attempt(asked, case))


def _asked(
    row: Adapter, dialect: Dialect, defaults: Record, case: Case
) -> tuple[Facts, ...]:
    return ask(row, Trial(case, words_of(row, case), row.command, dialect, defaults))


def ask(row: Adapter, trial: Trial) -> tuple[Facts, ...]:
    """Ask a row for a case, in all ways that it has words for.

    Raises
    ------
    NotApplicableError
        If its grammar has nothing that could be asked.
    """
    if trial.words.senseless:
        raise NotApplicableError(trial.words.senseless)
    return tuple(_run(row, each) for each in trial.tried)


def _run(row: Adapter, trial: Trial) -> Facts:
    with workplace() as place:
        manner = trial.lay_out(place)
        probes = [
            running.probe(row, words, place, manner)
            for words in trial.words.split(place)
        ]
    # The last line is what counts: those before only lay out what it needs.
    facts = Facts(trial, place, probes[-1], earlier=tuple(probes[:-1]))
    return settle(row, facts)
