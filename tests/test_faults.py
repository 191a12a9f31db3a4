"""Saving that goes wrong; each judgement on stated facts, and one row of each kind for real."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import registry
from benchmarks.categories.roundtrip import CATEGORY
from benchmarks.categories.roundtrip.faults import CASES, LAUNCHER, Harmed, Usual, judge
from benchmarks.categories.roundtrip.loading import Load, State
from benchmarks.categories.roundtrip.target_exists import judge_both
from benchmarks.judging import put
from benchmarks.outcomes import Outcome
from benchmarks.running import Probe, Record
from benchmarks.values import parse
from configbench.process import Finished
from tests.cells import measured
from tests.miniatures import build

RECORD: Record = {
    "seed": parse("7"),
    "optimizer": parse("Adam(lr=0.1, weight_decay=0.0)"),
}
OTHER = put(RECORD, "seed", parse("8"))

#: A later load of each state.
LOADS = {
    State.WHOLE: (RECORD, 0, "it says"),
    State.OTHER: (OTHER, 0, "it says"),
    State.REFUSED: (None, 2, "it says"),
    State.CRASHED: (None, 2, ""),
}


def probe(record: Record | None, code: int = 0, says: str = "it says") -> Probe:
    """Return a run with this record and this end."""
    finished = Finished((), code, None, "", says, 0.0, 0.0, 0.0)
    return Probe("a", (), (record,) if record else (), finished, ())


def harmed(
    later: State, *, code: int = 1, reached: bool = False, says: str = "no"
) -> Harmed:
    """Return what was seen of a run that could not save."""
    load = Load(probe(*LOADS[later]), "/base") if later in LOADS else None
    finished = probe(None, code, says).finished
    left = {"config": 5} if load else {}
    usual = Usual((), RECORD, Path("outputs/config"), 10, {})
    return Harmed(usual, finished, reached, left, load)


@pytest.mark.parametrize(
    ("facts", "fault", "outcome"),
    [
        (harmed(State.NOTHING), "disk_full", Outcome.RIGHT),
        (harmed(State.REFUSED), "disk_full", Outcome.RIGHT),
        (harmed(State.WHOLE), "disk_full", Outcome.RIGHT),
        (harmed(State.OTHER), "disk_full", Outcome.ACCEPTED),
        (harmed(State.CRASHED), "disk_full", Outcome.BROKEN),
        (harmed(State.NOTHING, says=""), "not_writable", Outcome.BROKEN),
        (harmed(State.NOTHING, code=0), "not_writable", Outcome.ACCEPTED),
        (harmed(State.REFUSED, code=0, reached=True), "disk_full", Outcome.ACCEPTED),
        (harmed(State.REFUSED, code=1, reached=True), "disk_full", Outcome.LATE),
        (harmed(State.WHOLE, code=0, reached=True), "disk_full", Outcome.RIGHT),
        # A kill says nothing; what is left must not pass for a run.
        (harmed(State.REFUSED, code=-25, says=""), "killed", Outcome.RIGHT),
        (harmed(State.OTHER, code=-25, says=""), "killed", Outcome.ACCEPTED),
    ],
)
def test_a_fault_is_judged_by_what_is_said_and_what_is_left(
    facts: Harmed, fault: str, outcome: Outcome
) -> None:
    """Refused before the core with a message, and nothing that a later load takes for a run."""
    judged = judge(CASES[f"fault/{fault}"], facts)
    assert judged.outcome is outcome
    assert judged.facts["reached"] is facts.reached


def test_a_later_load_is_told_in_one_word() -> None:
    """Whole, another run, refused, or a crash."""
    assert Load(probe(RECORD), "").judge([OTHER, RECORD]) == (State.WHOLE, "1")
    for state, seen in LOADS.items():
        assert Load(probe(*seen), "/base").judge([RECORD])[0] is state
    # Exit 0 without training is no refusal: whoever loads it believes that it has trained.
    assert Load(probe(None, 0), "").judge([RECORD])[0] is State.CRASHED
    # A part of another class is another run.
    adamw = put(RECORD, "optimizer", parse("AdamW(lr=0.1, weight_decay=0.0)"))
    assert Load(probe(adamw), "").judge([RECORD])[0] is State.OTHER


def test_no_text_names_the_folder_of_a_load() -> None:
    """The folder is another in each run."""
    load = Load(probe(None, 2, "/base/saved/config.json is cut"), "/base")
    assert load.judge([RECORD])[1] == "exit 2: saved/config.json is cut"


@pytest.mark.parametrize(
    ("second", "loads", "outcome", "earlier"),
    [
        (probe(RECORD), [(State.WHOLE, "0")], Outcome.RIGHT, "overwritten"),
        (
            probe(RECORD),
            [(State.WHOLE, "1"), (State.WHOLE, "0")],
            Outcome.RIGHT,
            "kept apart",
        ),
        (probe(RECORD), [(State.WHOLE, "1")], Outcome.WRONG_VALUE, "kept"),
        (probe(RECORD), [(State.OTHER, "x")], Outcome.WRONG_VALUE, "mixed"),
        (probe(None, 2), [(State.WHOLE, "1")], Outcome.RIGHT, "kept"),
        (probe(None, 2), [(State.REFUSED, "x")], Outcome.WRONG_VALUE, "damaged"),
        (probe(None, 2, ""), [(State.WHOLE, "1")], Outcome.BROKEN, "unknown"),
        # Exit 0 without training is no refusal.
        (probe(None, 0), [(State.WHOLE, "1")], Outcome.BROKEN, "unknown"),
    ],
)
def test_two_runs_in_one_place(
    second: Probe, loads: list[tuple[State, str]], outcome: Outcome, earlier: str
) -> None:
    """Each saved run must be one of the two, whole, and the second among them."""
    assert judge_both(second, loads)[:2] == (outcome, earlier)


@pytest.mark.parametrize(("end", "code"), [("kill", -25), ("fail", 1)])
def test_the_disk_fails_at_the_same_byte(tmp_path: Path, end: str, code: int) -> None:
    """Half of the bytes are there, whatever the end; what is said is whole."""
    script = tmp_path / "script.py"
    script.write_text(
        "print('said ' * 50)\nwith open('file', 'w') as file:\n    file.write('x' * 100)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, LAUNCHER, "40", end, script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert (tmp_path / "file").stat().st_size == 40
    if end == "fail":
        assert len(done.stdout) > 200
        assert "File too large" in done.stderr


def test_half_a_yaml_file_passes_for_a_run_and_half_a_json_file_does_not() -> None:
    """The finding of these cases, for one row of each kind, with its cause."""
    case = "fault/disk_full"
    cell = measured(CATEGORY, registry.find("easydict"), case)[case]
    assert (cell["outcome"], cell["cause"]) == ("accepted", "half_of_yaml_is_yaml")
    assert not cell["reached"]
    cell = measured(CATEGORY, registry.find("argparse"), case)[case]
    assert (cell["outcome"], cell["later"]) == ("right", "refused")


def test_a_row_that_saves_nothing_is_no_refusal(tmp_path: Path) -> None:
    """Where an ordinary run leaves nothing behind, no fault can be met."""
    row = registry.read(build("saves_nothing", tmp_path))
    cells = measured(CATEGORY, row, *CASES)
    assert {cell["outcome"] for cell in cells.values()} == {"broken"}
