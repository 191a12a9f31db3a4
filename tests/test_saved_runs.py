"""Saved runs where something has changed since; saving that fails; each judged on stated facts."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import registry
from benchmarks.axes import roundtrip, saved_faults
from benchmarks.axes.saved_faults import Seen, judge, judge_load, judge_target
from benchmarks.axes.saved_runs import edit, is_text, put
from benchmarks.axes.saved_runs import judge as judge_record
from benchmarks.outcomes import Outcome
from benchmarks.process import Finished
from benchmarks.runs import Probe, Record
from benchmarks.values import parse

RECORD: Record = {
    "seed": parse("7"),
    "optimizer": parse("Adam(lr=0.1, weight_decay=0.0)"),
}


def probe(record: Record | None, code: int = 0, says: str = "it says") -> Probe:
    """Return a run with this record and this end."""
    finished = Finished((), code, None, "", says, 0.0, 0.0, 0.0)
    return Probe("a", (), (record,) if record else (), finished, ())


@pytest.mark.parametrize(
    ("seen", "weights", "outcome"),
    [
        (probe(RECORD), ("w", "w"), Outcome.RIGHT),
        (probe(RECORD), None, Outcome.RIGHT),
        (probe(RECORD), ("w", "v"), Outcome.SILENT),
        (probe(RECORD), (None, "w"), Outcome.LATE),
        (probe(RECORD, 3), None, Outcome.LATE),
        (probe(put(RECORD, "seed", parse("8"))), ("w", "w"), Outcome.SILENT),
        (probe(put(RECORD, "optimizer.lr", parse("0.2"))), None, Outcome.SILENT),
        (probe(None, 2), None, Outcome.LOUD),
        (probe(None, 2, ""), None, Outcome.BROKEN),
    ],
)
def test_a_restored_run_is_judged_by_record_and_weights(
    seen: Probe, weights: tuple[str | None, str | None] | None, outcome: Outcome
) -> None:
    """Exactly the expected record, and the expected weights where it trained."""
    assert judge_record(seen, RECORD, weights)[0] is outcome


def test_a_text_is_edited_wherever_it_stands(tmp_path: Path) -> None:
    """All files of a saved folder; the lines of the first that holds it are told."""
    (tmp_path / "a.yaml").write_text("seed: 1234\nother: 1\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("- seed=1234\n", encoding="utf-8")
    assert edit(tmp_path, "1234", "1235") == ["seed: 1235"]
    assert "1235" in (tmp_path / "b.yaml").read_text(encoding="utf-8")
    assert edit(tmp_path, "1234", "1235") == []
    assert is_text(tmp_path)
    (tmp_path / "c").write_bytes(b"\x80\x04\x95")
    assert not is_text(tmp_path)


def fault(
    later: str, *, code: int = 1, reached: bool = False, says: str = "no"
) -> Seen:
    """Return what was seen of a run that could not save."""
    left = {} if later == saved_faults.NOTHING else {"config": 5}
    return Seen(probe(None, code, says), reached, left, later, "")


@pytest.mark.parametrize(
    ("seen", "killed", "outcome"),
    [
        (fault("nothing is left"), False, Outcome.RIGHT),
        (fault("refused"), False, Outcome.RIGHT),
        (fault("whole"), False, Outcome.RIGHT),
        (fault("another run"), False, Outcome.SILENT),
        (fault("crashed"), False, Outcome.BROKEN),
        (fault("nothing is left", says=""), False, Outcome.BROKEN),
        (fault("nothing is left", code=0), False, Outcome.SILENT),
        (fault("refused", code=0, reached=True), False, Outcome.SILENT),
        (fault("refused", code=1, reached=True), False, Outcome.LATE),
        (fault("whole", code=0, reached=True), False, Outcome.RIGHT),
        # A kill says nothing; what is left must not pass for a run.
        (fault("refused", code=-25, says=""), True, Outcome.RIGHT),
        (fault("another run", code=-25, says=""), True, Outcome.SILENT),
    ],
)
def test_a_fault_is_judged_by_what_is_said_and_what_is_left(
    seen: Seen, killed: bool, outcome: Outcome
) -> None:
    """Refused before the core with a message, and nothing that a later load takes for a run."""
    assert judge(seen, killed=killed)[0] is outcome


def test_a_later_load_is_told_in_one_word() -> None:
    """Whole, another run, refused, or a crash."""
    other = put(RECORD, "seed", parse("8"))
    assert judge_load(probe(RECORD), [other, RECORD]) == ("whole", "1")
    assert judge_load(probe(other), [RECORD])[0] == "another run"
    assert judge_load(probe(None, 2), [RECORD])[0] == "refused"
    assert judge_load(probe(None, 2, ""), [RECORD])[0] == "crashed"


@pytest.mark.parametrize(
    ("second", "loads", "outcome", "earlier"),
    [
        (probe(RECORD), [("whole", "0")], Outcome.RIGHT, "overwritten"),
        (probe(RECORD), [("whole", "1"), ("whole", "0")], Outcome.RIGHT, "kept apart"),
        (probe(RECORD), [("whole", "1")], Outcome.SILENT, "kept"),
        (probe(RECORD), [("another run", "x")], Outcome.SILENT, "mixed"),
        (probe(None, 2), [("whole", "1")], Outcome.RIGHT, "kept"),
        (probe(None, 2), [("refused", "x")], Outcome.SILENT, "damaged"),
        (probe(None, 2, ""), [("whole", "1")], Outcome.BROKEN, "unknown"),
    ],
)
def test_two_runs_in_one_place(
    second: Probe, loads: list[tuple[str, str]], outcome: Outcome, earlier: str
) -> None:
    """Each saved run must be one of the two, whole, and the second among them."""
    assert judge_target(second, loads)[:2] == (outcome, earlier)


@pytest.mark.parametrize(("end", "code"), [("kill", -25), ("fail", 1)])
def test_the_disk_fails_at_the_same_byte(tmp_path: Path, end: str, code: int) -> None:
    """Half of the bytes are there, whatever the end; what is said is whole."""
    script = tmp_path / "script.py"
    script.write_text(
        "print('said ' * 50)\nwith open('file', 'w') as file:\n    file.write('x' * 100)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, saved_faults.LAUNCHER, "40", end, script],
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
    """The finding of this axis, for one row of each kind, with its cause."""
    cell = roundtrip.measure_fault(registry.find("easydict"), "fault/disk_full")
    assert (cell["outcome"], cell["cause"]) == ("silent", "half_of_yaml_is_yaml")
    assert not cell["reached"]
    cell = roundtrip.measure_fault(registry.find("argparse"), "fault/disk_full")
    assert (cell["outcome"], cell["later"]) == ("right", "refused")


def test_what_is_changed_on_top_is_what_differs() -> None:
    """For argparse, the saved run with another learning rate trains as those settings do."""
    cell = roundtrip.measure_saved_run(registry.find("argparse"), "run/with_change")
    assert cell["outcome"] == "right"
    assert cell["weights"][0] == cell["weights"][1]
