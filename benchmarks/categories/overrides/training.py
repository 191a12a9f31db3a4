"""Real trainings settle what arrived: one with that, and one with what was asked for."""

from dataclasses import replace
from functools import cache

from benchmarks import core, running
from benchmarks.categories.overrides.cases import Case
from benchmarks.categories.overrides.facts import Facts, Trained
from benchmarks.categories.overrides.judging import unsettled
from benchmarks.core import Settings
from benchmarks.errors import UnsupportedError
from benchmarks.judging import expected_record
from benchmarks.registry import Adapter
from benchmarks.running import Record, Training
from configbench.workplace import Workplace, workplace


def settle(row: Adapter, facts: Facts) -> Facts:
    """Add what training does with a trial, where only that can tell.

    Nothing is added where the row cannot spell what makes a training short.
    """
    small = unsettled(facts)
    if small is None:
        return facts
    trial = facts.trial
    try:
        shorter = trial.dialect.words(small)
    except UnsupportedError:
        return facts
    with workplace() as place:
        manner = trial.lay_out(place)
        *before, words = trial.words.split(place)
        for earlier in before:
            running.probe(row, earlier, place, manner)
        trained = running.train(row, (*words, *shorter), place, manner)
        # In the same place, where the files lie that it may name.
        asked = _as_asked(trial.case, place, small)
    return replace(facts, trained=Trained(trained, asked))


def _as_asked(case: Case, place: Workplace, small: Settings) -> Training | None:
    """Train with what a case asks for, if it asks for something."""
    if not case.effect:
        return None
    effect = {**case.effect_at(place.home), **core.literals(small)}
    return running.train_reference(expected_record(_control(), effect))


@cache
def _control() -> Record:
    """Return the control's record; a process of its own, so once for all trials."""
    return running.control()
