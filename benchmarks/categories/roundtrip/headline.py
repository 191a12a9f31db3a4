"""The headline: train with every setting changed, train again from the saved config alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks import core, stored_facts
from benchmarks.categories.roundtrip.part import Part
from benchmarks.category import Stored, attempt
from benchmarks.cells import Case, Judgement
from benchmarks.dialect import load
from benchmarks.judging import compare
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.rerun import Rerun, rerun

RUN = Case(
    "run",
    intent="A run with every setting changed, saved, carried to an empty folder and repeated: the "
    "same settings, the same weights.",
)


#: What is said where nothing differs.
EQUAL = "record and weights equal"


@dataclass(frozen=True)
class Repeated:
    """The words of a run, and what became of it."""

    words: tuple[str, ...]
    rerun: Rerun


def measure(row: Adapter, cases: Sequence[Case]) -> Iterator[tuple[str, object]]:
    """Yield the facts of the one case."""
    for case in cases:
        yield case.name, attempt(_repeat, row)


def _repeat(row: Adapter) -> Repeated:
    words = load(row).words(core.PROFILES["first"])
    return Repeated(tuple(words), rerun(row, words))


def judge(_: Case, facts: Repeated) -> Judgement:
    """Judge by record and weights: equal weights alone are not enough; pure."""
    done = facts.rerun
    told = done.problem or "; ".join(done.differences) or EQUAL
    published = {
        "words": list(facts.words),
        "restore": [re.sub(r"[^=]*/saved/", "saved/", word) for word in done.restore],
        "saved": list(done.saved),
        "weights": list(done.weights),
    }
    return Judgement(_outcome(done), told, published)


def _outcome(done: Rerun) -> Outcome:
    if done.problem:
        return Outcome.REJECTED
    if done.equal:
        return Outcome.RIGHT
    first, second = done.weights
    if second is None or done.first is None or done.second is None:
        return Outcome.LATE
    judged = compare(done.second, done.first, set()).outcome
    same_but_for_types = judged is Outcome.TYPE_CHANGED and first == second
    return Outcome.TYPE_CHANGED if same_but_for_types else Outcome.WRONG_VALUE


#: What a sentence tells of one setting, as ``Rerun.differences`` has it.
_DIFFERENCE = re.compile(r"(\w+): (.+?) came back as (.+?)(?=; \w+: |\Z)", re.DOTALL)


def again(stored: Stored) -> Iterator[Judgement]:
    """Judge a stored cell again: by its weights, and by the records of which its sentence tells."""
    cell, detail = stored.cell, stored.cell["detail"]
    if stored_facts.bare(cell):
        return
    told = _DIFFERENCE.findall(detail)
    whole = told or detail == EQUAL
    first, second = (
        {name: stored_facts.value(pair[side]) for name, *pair in told}
        for side in (0, 1)
    )
    done = Rerun(
        None if whole else detail,
        tuple(cell["saved"]),
        tuple(cell["restore"]),
        first if whole else None,
        second if whole else None,
        tuple(cell["weights"]),
    )
    yield judge(stored.case, Repeated(tuple(cell["words"]), done))


PART = Part(cases=lambda: {RUN.name: RUN}, measure=measure, judge=judge, again=again)
