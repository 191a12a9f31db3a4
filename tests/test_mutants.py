"""The tests of judging bite: where what decides an outcome is wrong, a named test fails.

Each mutant of ``tests/mutants.py`` lives for the time of its tests, in this process.
"""

import importlib
import inspect
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from benchmarks import categories
from benchmarks.cells import Judgement
from benchmarks.judging import severity
from benchmarks.outcomes import Outcome
from configbench.timing import paired
from tests.mutants import CONTRACT, KNOWN, MUTANTS, REPORT, Mutant
from tests.mutation import applying

#: What a test fails with; ``pytest.raises`` has an error of its own that is no ``Exception``.
FAILURES = (Exception, pytest.fail.Exception)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.id)
def test_a_mutant_is_killed(mutant: Mutant) -> None:
    """One of its tests fails; without the mutant all of them pass."""
    for name in mutant.killers:
        # What is imported while a mutant lives would keep it.
        importlib.import_module(name.partition(":")[0])
    with applied(mutant):
        assert not all(map(passes, mutant.killers)), f"nobody sees that {mutant.id}"
    for name in mutant.killers:
        for call in calls(name):
            call()


def test_the_table_is_whole() -> None:
    """Every mutant once, the ten that survived before, and some of every judge."""
    assert len({mutant.id for mutant in MUTANTS}) == len(MUTANTS) >= 40
    assert len({(mutant.module, mutant.old) for mutant in MUTANTS}) == len(MUTANTS)
    assert len(KNOWN) == 10
    assert len(CONTRACT) >= 2
    assert len(REPORT) >= 5
    home = f"{categories.__name__}."
    judges = Counter(
        mutant.module.removeprefix(home).partition(".")[0]
        for mutant in MUTANTS
        if mutant.module.startswith(home)
    )
    for category in categories.CATEGORIES:
        assert judges[category.name] >= 2, category.name


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("no such text", "", LookupError),
        ("return ", "yield ", LookupError),
        ("# -- records", "# -- nothing", LookupError),
        ("from benchmarks import core", "import benchmarks", TypeError),
        ("    candidate: bool = False", "    candidate: bool = True", TypeError),
    ],
)
def test_a_mutant_that_cannot_live_is_refused(
    old: str, new: str, error: type[Exception]
) -> None:
    """A text that is gone or stands twice, and what is neither a function nor a constant."""
    stillborn = Mutant("", "benchmarks.judging", old, new, ())
    with pytest.raises(error), applied(stillborn):
        pass


def test_a_constant_is_replaced_where_it_was_imported() -> None:
    """And is what it was afterwards."""
    old, new = "(Outcome.RIGHT, Outcome.TYPE_CHANGED, ", "(Outcome.RIGHT, "
    wrong = Judgement(Outcome.WRONG_VALUE, "")
    with applied(Mutant("", "benchmarks.outcomes", old, new, ())):
        assert severity(wrong) == 1
    assert severity(wrong) == 2


def test_a_constant_follows_from_what_it_is_made_by() -> None:
    """A function, or another constant; and is what it was afterwards."""
    for old, new, fewest in (
        ("(2.0 ** (1 - rounds))", "(2.0 ** (2 - rounds))", 7),
        ("CONFIDENCE = 0.95", "CONFIDENCE = 0.5", 2),
    ):
        with applied(Mutant("", "configbench.timing.paired", old, new, ())):
            assert fewest == paired.FEWEST
        assert paired.FEWEST == 6


@contextmanager
def applied(mutant: Mutant) -> Iterator[None]:
    """Let a mutant live, in all that has imported its module.

    Raises
    ------
    LookupError
        If the old text does not stand in the module exactly once.
    """
    module = importlib.import_module(mutant.module)
    source = inspect.getsource(module)
    if (count := source.count(mutant.old)) != 1:
        raise LookupError(f"{mutant.module}: {count} times, not once: {mutant.old!r}")
    with applying.applied(module, source.replace(mutant.old, mutant.new)):
        yield


# -- a test is called as it stands ----------------------------------------------------------------


def passes(name: str) -> bool:
    """Whether a test, ``tests.test_judging:test_x``, passes with all its parameters."""
    try:
        for call in calls(name):
            call()
    except FAILURES:
        return False
    return True


def calls(name: str) -> Iterator[Callable[[], object]]:
    """Yield the calls of a test: one, or one for each of its sets of parameters."""
    module, _, test = name.partition(":")
    function = getattr(importlib.import_module(module), test)
    marks = [
        mark
        for mark in getattr(function, "pytestmark", ())
        if mark.name == "parametrize"
    ]
    for chosen in itertools.product(*map(parameters, marks)):
        yield partial(function, **{key: some[key] for some in chosen for key in some})


def parameters(mark: pytest.Mark) -> list[dict[str, Any]]:
    """Return the sets of parameters of a mark."""
    names, sets = mark.args
    if isinstance(names, str):
        return [{names: value} for value in sets]
    return [dict(zip(names, values, strict=True)) for values in sets]
