"""Features: judged from what small programs do, each wrong in a way of its own."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import registry
from benchmarks.categories.features import CATEGORY, trying
from benchmarks.categories.features.cases import Feature, cases
from benchmarks.categories.features.judging import judge, judge_way
from benchmarks.categories.features.trying import Run, Way
from benchmarks.cells import Cell, Judgement
from benchmarks.errors import AbsentError, RowError
from benchmarks.outcomes import Kind, Outcome
from benchmarks.registry import FEATURES, Adapter
from benchmarks.small import Line, Seen
from configbench.process import Finished
from tests.cells import measured, published
from tests.miniatures import build

#: A program in nobody's means, which the standard library is enough for.
EXCLUSIVE = '''"""Steps or epochs.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

import argparse


def train(steps, epochs):
    pass


parser = argparse.ArgumentParser()
group = parser.add_mutually_exclusive_group()
group.add_argument("--steps", type=int)
group.add_argument("--epochs", type=int)
args = parser.parse_args()
train(args.steps, args.epochs)
'''

KEY = '''"""A key.

python secret.py --key hunter2
"""

import sys


class Key(str):
    def __repr__(self):
        return "'***'"


def train(key, lr):
    pass


key = Key(sys.argv[2])
print({"key": key, "lr": 0.001})
train(str.__str__(key), 0.001)
'''

ENVIRONMENT = '''"""A rate.

LR=0.1 python environment.py
LR=0.1 python environment.py 0.2
LR=abc python environment.py
"""

import os
import sys


def train(lr):
    pass


train(float(sys.argv[1] if sys.argv[1:] else os.environ["LR"]))
'''

SWEEP = '''"""Seeds.

python range_sweep.py 1 4
"""

import sys


def train(seed):
    pass


for seed in range(int(sys.argv[1]), int(sys.argv[2])):
    train(seed)
'''

EXTENDS = '''"""A file that extends another.

python file_extends.py file_extends/run.txt
python file_extends.py file_extends/run.txt 16
"""

import sys
from pathlib import Path


def train(width, layers, lr):
    pass


run = Path(sys.argv[1])
base, lr = run.read_text().split()
width = int(sys.argv[2]) if sys.argv[2:] else 64
train(width, int((run.parent / base).read_text()), float(lr))
'''

BEHIND = '''"""A file behind words.

python file_behind_words.py 0.2 file
"""


def train(lr):
    pass


train(0.2)
'''

PROGRAMS = {
    "exclusive": EXCLUSIVE,
    "secret": KEY,
    "environment": ENVIRONMENT,
    "range_sweep": SWEEP,
    "file_extends": EXTENDS,
    "file_behind_words": BEHIND,
}

#: What is wrong, of which feature; what the cell becomes.
FAULTS = {
    "takes both": (
        "exclusive",
        ("parser.add_mutually_exclusive_group()", "parser"),
        "wrong_value",
        "2 of 3 lines; both: not refused, arrived steps=5, epochs=2",
    ),
    "takes neither": (
        "exclusive",
        ("add_mutually_exclusive_group()", "add_mutually_exclusive_group(required=1)"),
        "right",
        "all 3 lines do as asked",
    ),
    "keeps text": (
        "exclusive",
        ('"--steps", type=int', '"--steps"'),
        "wrong_value",
        "2 of 3 lines; 5 steps: arrived steps='5', epochs=None, "
        "not: arrives steps=5, epochs=None",
    ),
    "refuses a name": (
        "exclusive",
        ('"--epochs", type=int', '"--epoch", type=int, dest="epochs"'),
        "rejected",
        "2 of 3 lines; 2 epochs: refused: exit 2",
    ),
    "refuses both after the training": (
        "exclusive",
        (
            "parser.add_mutually_exclusive_group()",
            "parser\nimport atexit, os\natexit.register(os._exit, 2)",
        ),
        "wrong_value",
        "both: not refused",
    ),
    "prints the secret": (
        "secret",
        ("\"'***'\"", "str.__repr__(self)"),
        "wrong_value",
        "the key hunter2: arrived key='hunter2', lr=0.001, not: arrives key=",
    ),
    "prints nothing": (
        "secret",
        ('print({"key": key, "lr": 0.001})', ""),
        "wrong_value",
        "the key hunter2: arrived",
    ),
    "hands the mask on": (
        "secret",
        ("str.__str__(key)", "repr(key)"),
        "wrong_value",
        "arrived key=",
    ),
    "prefers the variable": (
        "environment",
        (
            'sys.argv[1] if sys.argv[1:] else os.environ["LR"]',
            'os.environ.get("LR") or sys.argv[1]',
        ),
        "wrong_value",
        "2 of 3 lines; 0.1 by the variable, 0.2 by the command line: arrived lr=0.1",
    ),
    "ends without a word": (
        "environment",
        ("train(float", "os.environ['LR'] == '0.1' and os._exit(3)\ntrain(float"),
        "broken",
        "1 of 3 lines; 0.1 by the variable: exit 3 without any message",
    ),
    "leaves a run out": (
        "range_sweep",
        ("int(sys.argv[2])", "int(sys.argv[2]) - 1"),
        "wrong_value",
        "a range from 1 to 3: arrived seed=1 and seed=2, not: arrives in runs",
    ),
    "does not read the base": (
        "file_extends",
        ("int((run.parent / base).read_text())", "2"),
        "wrong_value",
        "run: arrived width=64, layers=2, lr=0.01",
    ),
}


#: How each of them ends, but for what is said of it.
ENDED = Finished((), 0, None, "", "", 0.0, 0.1, 0.1)


def ran(arrived: str = "", status: int = 0, said: str = "said") -> Run:
    """Return what a command line is stated to have done."""
    done = replace(ENDED, exit=status, stdout=said)
    came = (arrived,) if arrived else ()
    return Run(Line("python exclusive.py", ()), Seen(came, status, said), done, said)


#: What the three lines of *exclusive* must do.
STEPS, EPOCHS = ran("steps=5, epochs=None"), ran("steps=None, epochs=2")
BOTH = ran("", 2)


@pytest.mark.parametrize(
    ("runs", "outcome", "detail"),
    [
        ((STEPS, EPOCHS, BOTH), "right", "all 3 lines do as asked"),
        ((STEPS, EPOCHS, STEPS), "wrong_value", "2 of 3 lines; both: not refused"),
        ((STEPS, STEPS, BOTH), "wrong_value", "2 of 3 lines; 2 epochs: arrived"),
        ((STEPS, BOTH, BOTH), "rejected", "2 of 3 lines; 2 epochs: refused: exit 2"),
        # The worst is told, not the first.
        ((BOTH, STEPS, BOTH), "wrong_value", "1 of 3 lines; 2 epochs: arrived"),
        ((STEPS, EPOCHS, ran("", 2, "")), "right", "all 3 lines"),
        ((STEPS, ran("", 3, ""), BOTH), "broken", "exit 3 without any message"),
        # A refusal needs no words, but a death is none.
        ((STEPS, EPOCHS, ran("", -11)), "broken", "2 of 3 lines; both: "),
    ],
)
def test_all_lines_must_do_as_asked(
    runs: tuple[Run, ...], outcome: str, detail: str
) -> None:
    """One that does not is the feature's outcome."""
    judged = judge_way(cases()["exclusive"], Way("exclusive.py", runs))
    assert judged.outcome == outcome
    assert detail in judged.detail


def published_line(did: str) -> dict[str, str]:
    """Return what is published of a line whose program did this."""
    return {"command": "python exclusive.py", "did": did}


DONE = [
    published_line("arrived steps=5, epochs=None"),
    published_line("arrived steps=None, epochs=2"),
    published_line("exit 2: said"),
]


def test_of_several_programs_the_best_is_judged_and_all_are_published() -> None:
    """In full; one alone has no others beside it."""
    right = Way("one.py", (STEPS, EPOCHS, BOTH), 7, 30)
    wrong = Way("two.py", (STEPS, STEPS, BOTH), 5, 20)
    facts = {"program": "one.py", "lines": DONE, "total": 7, "tokens": 30}
    missed = "2 of 3 lines; 2 epochs: arrived steps=5, epochs=None, not: "
    other = {"program": "two.py", "outcome": "wrong_value"}
    for ways in ((wrong, right), (right, wrong)):
        judged = judge(cases()["exclusive"], trying.Tried(ways, None, "words"))
        (told,) = judged.facts["ways"]
        assert told.pop("detail").startswith(missed)
        assert told == other
        assert {**judged.facts, "ways": None} == {**facts, "ways": None}
        assert (judged.outcome, judged.detail) == ("right", "all 3 lines do as asked")
        assert (judged.cause, judged.gap) == ("words", None)
    alone = judge(cases()["exclusive"], trying.Tried((right,), None, None))
    assert alone == Judgement(Outcome.RIGHT, "all 3 lines do as asked", facts)


def test_one_line_has_no_share() -> None:
    """What it did is told alone; its size is published where it does as asked."""
    name, feature = next(
        (name, each) for name, each in cases().items() if len(each.lines) == 1
    )
    judged = judge_way(feature, Way(f"{name}.py", (ran("", 2),), 7, 30))
    assert judged.outcome is Outcome.REJECTED
    assert judged.detail == f"{feature.lines[0].asks}: refused: exit 2: said"
    assert judged.facts == {"program": f"{name}.py", "lines": [DONE[2]]}


def test_an_observation_is_published_in_full() -> None:
    """Whatever it saw is right, and has no size."""
    seen = judge_way(cases()["file_behind_words"], Way("a.py", (ran("lr=0.1"),), 7, 30))
    facts = {"program": "a.py", "lines": [published_line("arrived lr=0.1")]}
    told = "the file, which was named last"
    assert seen == Judgement(Outcome.RIGHT, told, facts)


@pytest.fixture
def row(tmp_path: Path) -> Adapter:
    """A row with a flawless program for some features."""
    folder = build("flawless", tmp_path)
    for name, text in PROGRAMS.items():
        write(folder, name, text)
    beside = folder / FEATURES / "file_extends"
    beside.mkdir()
    (beside / "run.txt").write_text("base.txt 0.01", encoding="utf-8")
    (beside / "base.txt").write_text("3", encoding="utf-8")
    return registry.read(folder)


def write(folder: Path, name: str, text: str) -> None:
    """Write a program, or what is said of gaps, into a row."""
    path = folder / FEATURES / (name if "." in name else f"{name}.py")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def cell(row: Adapter, feature: str) -> Cell:
    """Return the cell of a feature."""
    return measured(CATEGORY, row, feature)[feature]


def test_what_does_as_asked_is_right(row: Adapter) -> None:
    """Refusals, secrets, variables, runs, files beside the program; an observation is told."""
    found = measured(CATEGORY, row, *PROGRAMS)
    assert {name: each["outcome"] for name, each in found.items()} == dict.fromkeys(
        PROGRAMS, "right"
    )
    assert found["file_behind_words"]["detail"] == "the command line"
    assert found["environment"]["lines"][1] == {
        "command": "LR=0.1 python environment.py 0.2",
        "did": "arrived lr=0.2",
    }


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_shows(row: Adapter, fault: str) -> None:
    """By what arrives, by what is printed, by what is not refused."""
    feature, (old, new), outcome, detail = FAULTS[fault]
    assert PROGRAMS[feature].count(old) == 1
    write(row.folder, feature, PROGRAMS[feature].replace(old, new))
    found = cell(row, feature)
    assert found["outcome"] == outcome
    assert detail in found["detail"]


def test_what_an_observation_sees_is_told(row: Adapter) -> None:
    """Whatever it is: nothing of it is wrong."""
    seen = {
        "train(0.1)": "the file, which was named last",
        "train(3)": "taken otherwise: arrived lr=3",
        "raise SystemExit('no such option')": "refused: exit 1: no such option",
    }
    for statement, detail in seen.items():
        write(row.folder, "file_behind_words", BEHIND.replace("train(0.2)", statement))
        found = cell(row, "file_behind_words")
        assert (found["outcome"], found["detail"]) == ("right", detail)


def test_one_of_several_ways_will_do(row: Adapter) -> None:
    """What the others did is told."""
    write(
        row.folder,
        "exclusive",
        EXCLUSIVE.replace("add_mutually_exclusive_group()", "x"),
    )
    second = EXCLUSIVE.replace("exclusive.py", "exclusive_2.py")
    write(row.folder, "exclusive_2", second)
    found = cell(row, "exclusive")
    assert found["outcome"] == "right"
    assert found["program"].endswith("exclusive_2.py")
    assert [each["outcome"] for each in found["ways"]] == ["rejected"]


NO_WAY = """
[exclusive.unsupported]
reason = "None of it."
page = "https://docs.python.org/3/library/argparse.html"
"""


def test_a_gap_takes_two_programs_that_try(row: Adapter) -> None:
    """One is no proof, and one that works makes the declaration false."""
    write(row.folder, "gaps.toml", NO_WAY)
    found = cell(row, "exclusive")
    assert (found["outcome"], found["trouble"]) == ("unmeasured", "row")
    assert "exclusive.unsupported has 1 programs; expected 2 or more" in found["detail"]
    both = EXCLUSIVE.replace("parser.add_mutually_exclusive_group()", "parser")
    write(row.folder, "exclusive", both)
    copied = both.replace("exclusive.py", "exclusive_2.py")
    write(row.folder, "exclusive_2", copied)
    # A copy is no other way.
    assert "has 1 programs" in cell(row, "exclusive")["detail"]
    write(row.folder, "exclusive_2", copied.replace("parse_args()", "parse_args(None)"))
    found = cell(row, "exclusive")
    assert (found["outcome"], found["attempt_outcome"]) == (
        "unsupported",
        "wrong_value",
    )
    assert found["unsupported"].startswith("None of it. (https://docs.python.org/")
    right = EXCLUSIVE.replace("exclusive.py", "exclusive_2.py")
    write(row.folder, "exclusive_2", right)
    found = cell(row, "exclusive")
    assert (found["outcome"], found["false_declaration"]) == ("right", True)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "gaps.toml",
            "[exclusiv]\n",
            "no feature 'exclusiv' (did you mean 'exclusive'?)",
        ),
        ("gaps.toml", "exclusive = 3\n", "gaps.toml: exclusive is 3; expected a table"),
        (
            "gaps.toml",
            "[exclusive.unsupported]\nreason = 'x'\npage = 'there'\n",
            "exclusive.unsupported.page",
        ),
        ("gaps.toml", "[exclusive\n", "gaps.toml: "),
        (
            "exclusive",
            EXCLUSIVE.replace("python exclusive.py --epochs 2\n", ""),
            "2 command lines",
        ),
        ("exclusive", '"""Nothing."""\n', "no line of its docstring"),
        ("exclusive", '"""Half.\n', "exclusive.py: "),
        (
            "range_sweep",
            SWEEP.replace("range_sweep.py 1 4", "range_sweep.py 1 2 3"),
            "says '2'; the library is to find that out",
        ),
    ],
)
def test_what_a_row_says_wrongly_is_its_fault(
    row: Adapter, name: str, text: str, told: str
) -> None:
    """Never one of the library: one sentence that names the file."""
    write(row.folder, name, text)
    with pytest.raises(RowError) as caught:
        trying.read_whole(row)
    assert told in str(caught.value)
    feature = name if name in PROGRAMS else "exclusive"
    assert cell(row, feature)["trouble"] == "row"


def test_what_nobody_has_written_costs_nothing(row: Adapter) -> None:
    """It is not measured, and `check` names it."""
    found = cell(row, "linked")
    assert (found["outcome"], found["trouble"]) == ("unmeasured", "missing")
    with pytest.raises(AbsentError) as caught:
        trying.read_whole(row)
    assert {*caught.value.cases} == {*cases()} - {*PROGRAMS}


def test_no_cell_of_another_category_goes_stale(row: Adapter) -> None:
    """Programs of features are hashed for their own cells alone."""
    before = row.sha256(), CATEGORY.sha256(row)
    write(row.folder, "exclusive", EXCLUSIVE.replace("--steps", "--step"))
    assert row.sha256() == before[0]
    assert CATEGORY.sha256(row) != before[1]


def test_each_feature_is_said_in_full() -> None:
    """A request has lines, an observation what it may see; each an origin and a program."""
    for name, feature in cases().items():
        assert feature.intent, name
        assert feature.program, name
        assert feature.origin.startswith("https://"), name
        assert bool(feature.lines) is (feature.kind is Kind.REQUEST), name
        assert bool(feature.told) is (feature.kind is Kind.OBSERVATION), name


@pytest.mark.parametrize("name", [each.name for each in registry.find_all()])
def test_the_programs_of_our_rows_fit(name: str) -> None:
    """Each has all of them, in the form that is asked for, and no other."""
    row = registry.find(name)
    trying.read_whole(row)
    used = {path for each in cases().values() for path in trying.programs(row, each)}
    own = {path for path in used if path.is_relative_to(row.folder)}
    assert own == {*(row.folder / FEATURES).glob("*.py")}


def stored(feature: Feature) -> Mapping[str, Any]:
    """Return the stored cells of a feature, by row."""
    return {
        name: row[feature.name]
        for name, row in published()["cells"]["features"].items()
        if feature.name in row
    }


@pytest.mark.parametrize("name", cases())
def test_a_row_has_each_feature_and_it_tells_them_apart(name: str) -> None:
    """What none can do, or all in as many lines, tells nobody what to choose."""
    feature = cases()[name]
    cells = stored(feature).values()
    if feature.kind is Kind.REQUEST:
        assert "right" in {each["outcome"] for each in cells}
        assert len({(each["outcome"], each.get("total")) for each in cells}) > 1
    else:
        assert len({each["detail"] for each in cells}) > 1


def test_lines_are_counted_as_elsewhere(row: Adapter) -> None:
    """Of the program without docstrings and blanks, and of the files beside it."""
    found = cell(row, "file_extends")
    assert found["total"] == 8 + 2
    assert cell(row, "exclusive")["total"] == 9
    assert "total" not in cell(row, "file_behind_words")
