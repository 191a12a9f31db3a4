"""Stored results are held against themselves: what is falsified in them is found."""

import copy
import itertools
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks import cli, results, state, stored_facts
from benchmarks.categories import CATEGORIES
from benchmarks.outcomes import EXPLAINED, Outcome, Trouble
from benchmarks.parties import stored as parties
from benchmarks.paths import ROOT
from benchmarks.rechecking.findings import Findings
from benchmarks.rechecking.judged import same
from benchmarks.rechecking.one_file import OneFile
from benchmarks.values import parse, read_back, show
from report import checking, markdown
from tests import falsified

#: Cells that are drawn of each category; each is falsified in every way there is.
DRAWN = 4

Published = tuple[OneFile, dict[str, Any]]


@pytest.fixture(scope="module")
def published() -> OneFile:
    """The published results of all rows."""
    return OneFile(results.load(), parties.load(results.FILE), own=True)


@pytest.fixture(scope="module")
def few() -> Iterator[tuple[dict[str, Any], parties.Stored]]:
    """A cut of them that is whole in itself, with no other rows known."""
    content, told = falsified.cut()
    with falsified.few_rows():
        yield content, told


def _drawn(
    published: OneFile, seed: int
) -> Iterator[tuple[Any, str, str, dict[str, Any]]]:
    """Yield cells of each category, drawn by a seed."""
    draw = random.Random(seed)
    for category in CATEGORIES:
        cells = published.content["cells"][category.name]
        every = [(row, case) for row, own in cells.items() for case in own]
        for row, case in draw.sample(every, min(DRAWN, len(every))):
            yield category, row, case, cells[row][case]


def _refused(
    published: OneFile,
    drawn: tuple[Any, str, str, dict[str, Any]],
    changed: Mapping[str, Any],
) -> bool:
    """Whether a cell with something else in it is found, and as it was is not."""
    category, row, case, cell = drawn
    kept = copy.copy(cell)
    try:
        before = published.judge(category, row, case)
        cell.update(changed)
        after = published.judge(category, row, case)
    finally:
        cell.clear()
        cell.update(kept)
    assert before is not None
    assert not before.fault
    return after is not None and bool(after.fault)


def test_no_cell_can_have_another_outcome(published: OneFile) -> None:
    """Each outcome in the place of each other, with all that such a cell has beside it."""
    missed = []
    for drawn in _drawn(published, 1):
        for outcome in Outcome:
            changed: dict[str, Any] = {"outcome": str(outcome)}
            if outcome in EXPLAINED:
                changed["cause"] = drawn[-1].get("cause", "yaml_has_no_tuple")
            if outcome is Outcome.UNMEASURED:
                changed["trouble"] = str(Trouble.HERE)
            other = outcome != drawn[-1]["outcome"]
            if other and not _refused(published, drawn, changed):
                missed.append((drawn[0].name, *drawn[1:3], str(outcome)))
    assert not missed


#: Facts that another value contradicts, whatever the cell; what makes such a value.
_FACTS: Mapping[str, Any] = {
    "by": lambda by: "adapter" if by != "adapter" else "library",
    "reproduce": lambda words: f"{words} --fast",
    "attempt_outcome": lambda told: "late" if told != "late" else "broken",
    "arrival": lambda told: "late" if told != "late" else "right",
    "reached": lambda told: not told if isinstance(told, bool) else told + 1,
    "marker": lambda told: "touched" if told == "untouched" else "untouched",
    "median": lambda told: told * 1.01,
    "above": lambda told: told * 1.01,
    "expected": lambda told: {**told, "seed": "1"},
    "total": lambda told: told + 1,
}


#: Where a cell may be as it is stored with another value, too: a figure that is not computed again,
#: and a run too many, of which the sentence tells without a number.
_FREE = {("features", "total"), ("sweep", "reached")}


@pytest.mark.parametrize("fact", _FACTS)
def test_a_fact_is_held_against_the_others(published: OneFile, fact: str) -> None:
    """In each category that has it."""
    seen, missed = 0, []
    for drawn in _drawn(published, 3):
        category, row, case, cell = drawn
        if fact in cell and (category.name, fact) not in _FREE:
            seen += 1
            if not _refused(published, drawn, {fact: _FACTS[fact](cell[fact])}):
                missed.append((category.name, row, case))
    assert not missed
    assert seen


def test_the_published_cells_drawn_are_decided_by_their_facts(
    published: OneFile,
) -> None:
    """Their facts leave one judgement, and that is theirs."""
    for category, row, case, _ in _drawn(published, 4):
        found = published.judge(category, row, case)
        assert found is not None
        assert found.exact, (found, category.name, row, case)


# -- a whole file ---------------------------------------------------------------------------------


def test_nothing_is_found_in_what_is_whole(few: Any) -> None:
    """Rows that were compared with each other alone."""
    assert not falsified.rechecked(*few)


@pytest.mark.parametrize(
    "what",
    [
        "a removed unit",
        "a removed case",
        "an account without cells",
        "the kind of a case",
        "the verdict of a claim",
        "MiB of a footprint",
    ],
)
def test_what_lacks_and_what_is_no_cell_is_found(what: str, few: Any) -> None:
    """Each falsification alone; ``python -m tests.falsified`` tries all."""
    content, told = few
    changed = falsified.falsified(content, falsified.FALSIFICATIONS[what])
    file = OneFile(changed, told, own=True)
    faults = [*file._missing(Findings()), *file._figures(Findings())]
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("what", "marked"), [("a removed unit", "interrupted"), ("a removed case", "fast")]
)
def test_what_is_known_to_be_left_out_is_no_fault(
    what: str, marked: str, few: Any
) -> None:
    """A run was interrupted, or ``--fast`` was asked for: both say so."""
    content, told = few
    changed = falsified.falsified(content, falsified.FALSIFICATIONS[what])
    file = OneFile(changed, told, own=True)
    assert [*file._missing(Findings())]
    if marked == "interrupted":
        changed["interrupted"] = {"request": {}, "done": []}
    else:
        for account in changed["units"].values():
            account["fast"] = True
    assert not [*file._missing(Findings())]


def test_of_a_part_what_was_begun_must_be_there(few: Any) -> None:
    """A category without a cell was not asked for; one with any must be whole."""
    content, told = few
    part = copy.deepcopy(content)
    part["cells"]["lines"] = {}
    for unit in [unit for unit in part["units"] if unit.startswith("lines/")]:
        del part["units"][unit]
    assert [*OneFile(part, told, own=True)._missing(Findings())]
    assert not [*OneFile(part, told, own=True, whole=False)._missing(Findings())]
    part["cells"]["safety"].popitem()
    faults = [*OneFile(part, told, own=True, whole=False)._missing(Findings())]
    assert len(faults) == 1


def test_units_of_another_state_are_told_and_are_no_fault(few: Any) -> None:
    """A note says how many; what is not stored is not told."""
    content, told = few
    changed = copy.deepcopy(content)
    # What is published may be of another state itself, as long as it is not measured again.
    for account in changed["units"].values():
        account["suite"] = state.suite()
    changed["units"]["lines/hydra"]["suite"] = "0" * 64
    changed["units"]["lines/argparse"]["locks"] = "0" * 64
    found = Findings()
    assert not [*OneFile(changed, told, own=True)._states(found)]
    assert [note for note in found.notes if "state of the suite: lines/hydra" in note]
    assert [note for note in found.notes if "is installed: lines/argparse" in note]


def test_the_state_of_the_suite_is_of_what_can_move_a_cell() -> None:
    """What is typed and printed moves none, nor what judges stored cells again."""
    names = {*state.names()}
    assert {"benchmarks/judging.py", "shared_model/networks.py"} <= names
    assert "benchmarks/categories/overrides/tasks.toml" in names
    assert "benchmarks/categories/overrides/scripts/started_again.py" in names
    assert not {"benchmarks/cli.py", "benchmarks/categories/overrides/again.py"} & names
    assert not [
        name for name in names if name.startswith("benchmarks/environments/locks/")
    ]


def test_what_measures_imports_nothing_that_the_state_of_the_suite_leaves_out() -> None:
    """A mended finding of the audit makes no measured cell old."""
    asked = (
        "import pkgutil, sys; from benchmarks import categories, state\n"
        "for each in pkgutil.walk_packages(categories.__path__, 'benchmarks.categories.'):\n"
        "    __import__(each.name)\n"
        "import benchmarks.matrix.units\n"
        "print(*(name for name in sys.modules if name.startswith('configbench.')))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.split(".")[1] for name in told.stdout.split()}
    assert "looking" in loaded
    assert not loaded & {"audit", "commands", "lint"}
    names = {
        name.split("/")[1] for name in state.names() if name.startswith("configbench/")
    }
    assert {"looking.py", "inside"} <= names
    assert not names & {"audit", "commands", "lint"}


@pytest.mark.parametrize(
    ("suites", "says"),
    [
        (["a", "a"], "All 2 units"),
        (["a", "b"], "1 were measured by another state"),
        (["a", None], "of 1 it is not stored"),
    ],
)
def test_the_report_tells_whether_its_units_are_of_one_state(
    suites: list[str | None], says: str
) -> None:
    """It knows no tree: the newest unit is what others are compared with."""
    units = {
        f"lines/{number}": {
            "created": f"2026-0{number}-01",
            **({"suite": suite} if suite else {}),
        }
        for number, suite in enumerate(suites, 1)
    }
    assert says in " ".join(str(markdown._states({"units": units})).split())


def test_the_check_of_the_report_tells_units_of_another_state() -> None:
    """As a note, for each hash that is stored and is another."""
    now = {"hydra": {"suite": "a", "locks": {"lines": "b"}}}
    units = {
        "lines/hydra": {"suite": "a", "locks": "c"},
        "change/hydra": {"suite": "d"},
        "safety/hydra": {},
    }
    told = [each.sentence for each in checking._other_state({"units": units}, now, "")]
    assert told == [
        "stale: lines/hydra was measured with other locks",
        "stale: change/hydra was measured by another state of the suite",
    ]


def test_whatever_stands_in_a_cell_is_no_traceback(few: Any) -> None:
    """Facts of another kind than any run writes."""
    content, told = few
    odd = itertools.cycle((None, 3, "x", [], {"a": None}, [[1]], True))
    file = OneFile(copy.deepcopy(content), told, own=True)
    for category in file.categories:
        cells = file.content["cells"][category.name]
        every = [(row, case) for row, own in cells.items() for case in own]
        for row, case in every[::23]:
            cell = cells[row][case]
            cell |= {key: next(odd) for key in {*cell} - {"outcome", "by", "reproduce"}}
            found = file.judge(category, row, case)
            assert found is not None
            assert found.fault


def test_the_command_tells_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sentence, with exit code 2."""
    (tmp_path / "results.json").write_text("{}", encoding="utf-8")
    assert cli.main(["recheck", f"--report-dir={tmp_path}"]) == cli.BAD_INPUT
    assert str(tmp_path) in capsys.readouterr().err


# -- what is read back ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "easydict.EasyDict({'right': 2.0, 'lists': [1, (2, 3)]})",
        "omegaconf.listconfig.ListConfig([32])",
        "values.Config(n_epochs=5, lr=0.01)",
        "frozenset(['a', 'b'])",
        "Adam(lr=0.0003, betas=(0.9, 0.999))",
    ],
)
def test_shown_values_are_read_back(text: str) -> None:
    """Also those of types that only libraries have."""
    assert show(read_back(text)) == text


def test_what_cannot_be_read_back_is_equal_to_its_text_alone() -> None:
    """It prints its text, and is known to be unknown."""
    cut = stored_facts.value("'aaa …(9)… aaa'[")
    assert show(cut) == "'aaa …(9)… aaa'["
    assert cut == stored_facts.value("'aaa …(9)… aaa'[")
    assert not stored_facts.known(cut)
    assert stored_facts.known(parse("3"))


def test_differences_are_those_of_the_sentence() -> None:
    """One behind the other, whatever stands in them."""
    told = stored_facts.differences(
        "seed is 'a; b', expected 7; tags is missing, expected ['x']; other weights"
    )
    assert told.wanted == {"seed": parse("7"), "tags": parse("['x']")}
    assert told.got == {"seed": parse("'a; b'"), "tags": None}


@pytest.mark.parametrize(
    "told", ["exit 3", "over the time limit", "SIGKILL", "not started"]
)
def test_an_ending_is_read_back(told: str) -> None:
    """Of the sentence that tells it."""
    ending = stored_facts.ended(f"the core was reached, then {told}")
    assert ending is not None
    assert ending.ended == told


def test_computed_numbers_are_the_same_but_for_their_last_bits() -> None:
    """And nothing else is nearly the same."""
    assert same([0.1 + 0.2], [0.3])
    assert not same(1.01, 1.0)
    assert not same(True, 1)
    assert same(f"refused: {stored_facts.UNKNOWN}", "refused: exit 2")
    assert not same(f"refused: {stored_facts.UNKNOWN}", "accepted")
