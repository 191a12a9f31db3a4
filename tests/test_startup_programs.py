"""The start-up axis on real programs: what is made ready, what is kept, what is refused."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.axes import startup
from benchmarks.axes.startup import Contestants, Plan, measure
from benchmarks.axes.startup.cases import Case

from benchmarks import registry, reproducing
from benchmarks.errors import BenchError
from benchmarks.measuring import Run, choose
from benchmarks.process import Limits
from tests.miniatures import build
from tests.test_measuring import pytest_benchmark, stored

ONCE = Plan(rounds=1, starts=1, warm_ups=0)


@pytest.mark.parametrize(
    ("name", "fault", "limits"),
    [
        ("hangs", "over the time limit", Limits(seconds=2)),
        ("dies_by_signal", "SIGSEGV", startup.LIMITS),
        ("prints_100_mb", "over the output limit", startup.LIMITS),
    ],
)
def test_a_program_that_dies_has_a_fault_and_no_time(
    name: str, fault: str, limits: Limits, tmp_path: Path
) -> None:
    """Hanging, dying and flooding are told by name; nothing of them is timed."""
    adapter = registry.read(build(name, tmp_path))
    start = Contestants([adapter], tmp_path / "made", limits).start
    found = measure([name], start, ONCE, lambda _: None)[name]
    assert fault in (found.fault or "")
    assert found.wall == []


@pytest.mark.parametrize(
    ("name", "case", "outcome"),
    [
        ("forgets_an_override", "five_overrides", "silent"),
        ("accepts_misspelt_keys", "mistake", "silent"),
        ("saves_the_defaults", "rerun", None),
        ("saves_nothing", "rerun", "broken"),
        ("saves_half_a_file", "rerun", "loud"),
    ],
)
def test_what_does_another_job_is_not_timed(
    name: str, case: str, outcome: str | None, tmp_path: Path
) -> None:
    """A row that does something else than asked has an outcome instead of a time."""
    contestants = Contestants([registry.read(build(name, tmp_path))], tmp_path / "made")
    faulty = contestants.prepare(case)
    assert (faulty[name]["outcome"] if outcome else faulty) == (outcome or {})
    assert (name in contestants.lineup(case)) == (outcome is None)


def test_argparse_is_ready_for_every_case(tmp_path: Path) -> None:
    """Every case but that with torch starts once, and has a memory above its small parent's."""
    contestants = Contestants([registry.find("argparse")], tmp_path)
    for case in startup.CASES:
        assert contestants.prepare(case) == {}
        if case != "with_torch":
            start = contestants.starter(case, peak=True)
            made = {name: start(name) for name in contestants.lineup(case)}
            assert {name: each.fault for name, each in made.items()} == dict.fromkeys(
                made
            )
            # 300 MiB: what the harness itself may take, and a child must not inherit.
            assert all(9 < (each.memory or 0) < 60 for each in made.values())
    assert contestants.words("rerun", "argparse") == (
        "python adapters/argparse/train.py --config SAVED"
    )


@pytest.mark.parametrize("case", ["default", "mistake", "rerun"])
def test_the_line_to_paste_does_what_is_timed(case: str, tmp_path: Path) -> None:
    """The one command line, pasted into bash, prints the stamp, or refuses the mistake."""
    contestants = Contestants([registry.find("argparse")], tmp_path)
    contestants.prepare(case)
    line = contestants.line(case, "argparse")
    done = subprocess.run(
        ["/bin/bash", "-c", str(line)], capture_output=True, text=True, check=False
    )
    assert "real" in done.stderr
    if case == "mistake":
        assert done.returncode == 2
    else:
        assert json.loads(done.stdout)["torch"] is False


class Stopped(BaseException):
    """An interruption."""


def stop_after(count: int) -> Callable[[int], None]:
    """Return a tick that interrupts the measurement after so many starts."""
    left = [count]

    def tick(done: int) -> None:
        left[0] -= done
        if left[0] <= 0:
            raise Stopped

    return tick


def test_an_interrupted_start_up_goes_on_with_the_next_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rounds are kept beside the results, which hold nothing of them until all are there."""
    few = {
        "default": Case(Plan(rounds=4, starts=1, warm_ups=1)),
        "help": Case(Plan(rounds=2, starts=1, warm_ups=0), row="help", control="whole"),
    }
    monkeypatch.setattr(startup, "CASES", few)
    choice = choose("startup", "argparse")
    path, rounds = tmp_path / "results.json", tmp_path / startup.NAME
    with pytest.raises(Stopped):
        Run.start(choice, path=path).startup(stop_after(3 + 2 * 3 + 1))
    left = json.loads(rounds.read_text(encoding="utf-8"))
    kept = left["cases"]["default"]["argparse"]["wall"]
    assert len(kept) == 2
    assert stored(tmp_path)["startup"] == {}
    assert "interrupted" in stored(tmp_path)
    again = Run.start(choice, resume=True, path=path)
    ticks: list[int] = []
    cells = again.startup(ticks.append)
    assert cells["argparse"]["default"]["samples"]["wall"][:2] == kept
    assert len(cells["argparse"]["default"]["samples"]["wall"]) == 4
    assert sum(ticks) == startup.work_planned(choice.installed, fast=False)
    run = cells["control"]["run"]
    assert run["sittings"] == 2
    assert run["seconds"] > left["seconds"]
    assert run["ratio"] == pytest.approx(run["seconds"] / run["children"])
    assert len(run["load"]["rounds"]["default"]) == 4
    assert not rounds.exists()
    # other contents are another measurement
    left["of"]["adapters"]["argparse"] = "0"
    rounds.write_text(json.dumps(left), encoding="utf-8")
    kept_by = startup.Kept.take_up(rounds, {"adapters": {}})
    assert kept_by.cases == {}
    rounds.write_text("half a fi", encoding="utf-8")
    assert startup.Kept.take_up(rounds, left["of"]).cases == {}


def test_a_new_run_does_not_take_up_old_rounds(tmp_path: Path) -> None:
    """Without --resume what an interrupted run has left is forgotten."""
    (tmp_path / startup.NAME).write_text("{}", encoding="utf-8")
    Run.start(choose("startup", "argparse"), path=tmp_path / "results.json")
    assert not (tmp_path / startup.NAME).exists()


def test_plugins_of_hydra_end_the_axis_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The axis refuses to publish; the other axes, and what was published before, stay."""
    options = ["--axis", "lines,startup", "--adapters", "argparse", "--fast"]
    first = Run.start(choose("startup", "argparse"), path=tmp_path / "results.json")
    cell = {"outcome": "right", "by": "library", "reproduce": "as before", "detail": ""}
    first.content["startup"]["argparse"] = {"default": cell}
    first.finish()
    plugin = tmp_path / "beside" / "hydra_plugins" / "slow_launcher"
    plugin.mkdir(parents=True)
    (plugin / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "beside"))
    done = pytest_benchmark(tmp_path, *options)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    sentence, *others = [
        line for line in done.stdout.splitlines() if "slow_launcher" in line
    ]
    assert sentence == (
        "start-up is not measured here: hydra_plugins holds slow_launcher, which Hydra imports "
        "at every start; uninstall them or use a fresh environment"
    )
    # Where the variable CI is set, pytest's summary ends with the sentence once more.
    assert all(line.startswith("ERROR ") and line.endswith(sentence) for line in others)
    content = stored(tmp_path)
    assert content["startup"]["argparse"]["default"]["reproduce"] == "as before"
    assert content["lines"]["argparse"]["total"]["outcome"] == "right"
    assert "interrupted" not in content


def cell(median: float, load: float) -> dict[str, Any]:
    """Return a start-up cell a millisecond wide."""
    wall = {"median": median, "low": median - 5e-4, "high": median + 5e-4}
    return {"outcome": "right", "wall": wall, "load": load}


def test_a_fresh_time_agrees_where_the_intervals_overlap() -> None:
    """Overlap is agreement; without it the sentence tells the load of both runs."""
    same, _ = reproducing.compare("startup", cell(0.0100, 1), cell(0.0105, 1))
    assert same
    same, sentence = reproducing.compare("startup", cell(0.010, 5), cell(0.020, 0.5))
    assert not same
    assert "load of the machine 5.0 afresh, 0.5 then" in sentence


@pytest.mark.parametrize(
    ("control", "same", "word"),
    [
        (0.010, True, "0.50 of its published time, and at that pace they do"),
        (
            0.018,
            False,
            "0.90 of its published time, and at that pace they do NOT either",
        ),
    ],
)
def test_a_fresh_time_may_agree_at_the_pace_of_the_control(
    *, control: float, same: bool, word: str
) -> None:
    """A machine of twice the speed starts the control in half the time too; else it differs."""
    fresh = cell(0.010, 1) | {"median": 0.010 + control}
    agrees, sentence = reproducing.compare(
        "startup", fresh, cell(0.020, 1) | {"median": 0.020 + 0.020}
    )
    assert agrees is same
    assert word in sentence


def test_an_unknown_case_is_told_with_the_nearest() -> None:
    """``reproduce startup/argparse/hepl`` names what there is."""
    wanted = reproducing.parse("startup/argparse/hepl")
    with pytest.raises(BenchError, match="did you mean 'help'"):
        list(reproducing.measure(wanted))
