"""The start-up category on real programs: who is made ready, what is kept, what is refused."""

import json
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from benchmarks import interleaved, registry
from benchmarks.categories.startup import CATEGORY, cases, measuring
from benchmarks.categories.startup.cases import CASES, FRAMEWORK, TORCH, StartCase
from benchmarks.categories.startup.contestants import Contestants
from benchmarks.categories.startup.jobs import LIMITS, Job
from benchmarks.category import Order
from benchmarks.cells import Cell
from benchmarks.interleaved import Rounds
from benchmarks.measuring import cells_of
from benchmarks.registry import Adapter
from configbench.errors import UserError
from configbench.process import Limits
from configbench.timing.rounds import Plan
from tests.cells import measured
from tests.miniatures import FLAWLESS, build
from tests.starts import FEWEST, started

ONCE = Plan(rounds=1, starts=1, warm_ups=0)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time by few starts what is not about times."""
    monkeypatch.setattr(StartCase, "plan", lambda *_: FEWEST)


def contestants(row: Adapter, folder: Path) -> Contestants:
    """Return a row and what is started beside it."""
    return Contestants([row], folder, Rounds())


@pytest.mark.parametrize(
    ("name", "fault", "limits"),
    [
        ("hangs", "over the time limit", Limits(seconds=0.5)),
        ("dies_by_signal", "SIGSEGV", LIMITS),
        ("prints_100_mb", "over the output limit", LIMITS),
    ],
)
def test_a_program_that_dies_has_a_fault_and_no_time(
    name: str, fault: str, limits: Limits, tmp_path: Path
) -> None:
    """Hanging, dying and flooding are told by name; nothing of them is timed."""
    job = Job(build(name, tmp_path) / "train.py")
    found = interleaved.measure(
        [name], lambda _: job.start(limits), ONCE, lambda _: None
    )[name]
    assert fault in (found.fault or "")
    assert found.wall == []


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("name", "case", "outcome"),
    [
        ("forgets_an_override", "five_overrides", "wrong_value"),
        ("accepts_misspelt_keys", "mistake", "accepted"),
        ("saves_the_defaults", "rerun", None),
        ("saves_nothing", "rerun", "rejected"),
        ("saves_half_a_file", "rerun", "rejected"),
    ],
)
def test_what_does_another_job_is_not_timed(
    name: str, case: str, outcome: str | None, tmp_path: Path
) -> None:
    """A row that does something else than asked has an outcome instead of a time."""
    row = registry.read(build(name, tmp_path))
    if outcome is None:
        ready = contestants(row, tmp_path / "made")
        (heat,) = ready.heats(CASES[case])
        entries = ready.entries(CASES[case], heat)
        assert isinstance(entries[name], Job)
        return
    cell = measured(CATEGORY, row, case)[case]
    assert cell["outcome"] == outcome
    assert "samples" not in cell


@pytest.mark.usefixtures("few")
def test_who_is_not_timed_says_so_with_the_cause_of_its_words(tmp_path: Path) -> None:
    """The cell of a mistake that is accepted has the cause that overrides.toml names."""
    folder = build("accepts_misspelt_keys", tmp_path)
    words = folder / "overrides.toml"
    text = words.read_text(encoding="utf-8")
    old = 'misspelt_key = "n_epochz=5"\n'
    assert text.count(old) == 1
    new = (
        'misspelt_key = { line = "n_epochz=5", cause = "fire_calls_then_complains" }\n'
    )
    words.write_text(text.replace(old, new), encoding="utf-8")
    cell = measured(CATEGORY, registry.read(folder), "mistake")["mistake"]
    assert cell["detail"] == "not timed: the mistake was accepted"
    assert cell["cause"] == "fire_calls_then_complains"


def test_argparse_is_ready_for_every_case(tmp_path: Path) -> None:
    """Every case but that with torch starts once, and has a memory above its small parent's."""
    ready = contestants(registry.find("argparse"), tmp_path)
    for case in CASES.values():
        if case.full is None:
            continue
        for heat in ready.heats(case):
            jobs = ready.entries(case, heat)
        if case is FRAMEWORK:
            assert not ready.heats(case)
            continue
        assert all(isinstance(job, Job) for job in jobs.values())
        if case is not TORCH:
            starts = [
                job.start(peak=True) for job in jobs.values() if isinstance(job, Job)
            ]
            assert [start.fault for start in starts] == [None] * len(starts)
            # 300 MiB: what the harness itself may take, and a child must not inherit.
            assert all(9 < start.noted["memory"] < 60 for start in starts)
        if case.name == "rerun":
            job = jobs["argparse"]
            assert isinstance(job, Job)
            assert job.told() == ["--config", "SAVED"]


def test_a_case_alone_has_its_line_and_its_words() -> None:
    """One row and one case: the cell tells the one command line behind it, to be pasted."""
    row = registry.find("argparse")
    cell = measured(CATEGORY, row, "help")["help"]
    assert cell["words"] == "python adapters/argparse/train.py --help"
    assert cell["line"].endswith(f" {shlex.quote(str(row.program))} --help")
    plan = CASES["help"].full
    assert plan
    assert cell["plan"] == asdict(plan)
    # On a busy machine its seconds are spent before the last round.
    assert plan.least <= len(cell["samples"]["wall"]) <= plan.rounds


@pytest.mark.parametrize("case", ["default", "mistake", "rerun"])
def test_the_line_to_paste_does_what_is_timed(case: str, tmp_path: Path) -> None:
    """The one command line, pasted into bash, prints the stamp, or refuses the mistake."""
    row = registry.find("argparse")
    ready = contestants(row, tmp_path)
    (heat,) = ready.heats(CASES[case])
    job = ready.entries(CASES[case], heat)["argparse"]
    assert isinstance(job, Job)
    done = subprocess.run(
        ["/bin/bash", "-c", job.line()], capture_output=True, text=True, check=False
    )
    assert "real" in done.stderr
    if case == "mistake":
        assert done.returncode == 2
    else:
        assert "torch" not in json.loads(done.stdout)["modules"]


# -- whatever one row does, the others keep their times -------------------------------------------

_MAIN = "    settings = load(words)\n"
_STAMP = (
    "    import os\n\n"
    "    file = os.environ.get('CONFIGBENCH_LOOK', '').partition(':')[2]\n"
    "    if file:\n"
)

#: What a row does when it is started, and what becomes of its start.
DEEDS = {
    "leaves_a_stamp_of_text": (
        _STAMP
        + '        Path(file).write_text(\'{"monotonic": "now", "cpu": []}\\n\')\n'
        "        save(dict(DEFAULTS))\n        sys.exit(0)\n",
        ("broken", 'clock.jsonl, line 1: "monotonic" is "now"'),
    ),
    "leaves_an_empty_stamp": (
        _STAMP + "        Path(file).write_text('{}\\n')\n"
        "        save(dict(DEFAULTS))\n        sys.exit(0)\n",
        ("broken", 'clock.jsonl, line 1: "monotonic" is missing'),
    ),
    "removes_its_folders": (
        _STAMP + "        import shutil\n\n"
        "        shutil.rmtree(Path(file).parent)\n        sys.exit(0)\n",
        # That looks at its memory, and cannot leave what it saw.
        ("broken", "exit 1: FileNotFoundError"),
    ),
    "puts_a_folder_for_its_stamp": (
        _STAMP + "        Path(file).mkdir()\n        sys.exit(0)\n",
        ("broken", "clock.jsonl: is a folder; expected a regular file"),
    ),
    "removes_itself": (
        _STAMP + "        import shutil\n\n"
        "        shutil.rmtree(Path(__file__).parent)\n"
        "    settings = load(words)\n",
        ("broken", "exit 2: "),
    ),
    "leaves_json_too_deep_to_read": (
        _STAMP + "        Path(file).write_text('[' * 200_000 + '\\n')\n"
        "        sys.exit(0)\n",
        ("broken", "clock.jsonl, line 1: is nested too deeply"),
    ),
}


def does(name: str, folder: Path) -> Adapter:
    """Return a row that does one of :data:`DEEDS` before anything else."""
    target = folder / name
    shutil.copytree(FLAWLESS, target)
    program = target / "train.py"
    text = program.read_text(encoding="utf-8")
    assert text.count(_MAIN) == 1
    program.write_text(text.replace(_MAIN, DEEDS[name][0] + _MAIN), encoding="utf-8")
    return registry.read(target)


def all_cells(order: Order) -> dict[str, dict[str, Cell]]:
    """Measure an order; return the cells by contestant and case."""
    found: dict[str, dict[str, Cell]] = {}
    for address, cell in cells_of(CATEGORY, order):
        found.setdefault(address.row, {})[address.case] = cell
    return found


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the plain start be timed twice only."""
    few = StartCase("default", full=Plan(2, 1, 1), twins=2)
    monkeypatch.setattr(
        cases, "CASES", {"default": few, "where": CASES["where"], "run": CASES["run"]}
    )


@pytest.mark.usefixtures("quick")
def test_a_row_that_misbehaves_when_started_takes_no_time_from_others(
    tmp_path: Path,
) -> None:
    """A bad stamp, a removed folder, deep JSON: that row's cell says so, and no other's."""
    rows = (registry.find("argparse"), *(does(name, tmp_path) for name in DEEDS))
    found = all_cells(Order(rows))
    for name in ("control", "argparse", "argparse+twin"):
        assert len(found[name]["default"]["samples"]["wall"]) == 2
    for name, (_, (outcome, detail)) in DEEDS.items():
        cell = found[name]["default"]
        assert (cell["outcome"], cell["detail"][: len(detail)]) == (outcome, detail)
        assert found[name]["where"].keys() >= {"outcome", "detail"}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("name", ["dialect.py", "overrides.toml"])
def test_a_row_whose_file_cannot_be_read_is_unmeasured(
    name: str, tmp_path: Path
) -> None:
    """The cells that need the file are trouble of the row; the others are measured."""
    folder = build("flawless", tmp_path)
    (folder / name).write_text("this is (neither", encoding="utf-8")
    needed = {"dialect.py": "default", "overrides.toml": "mistake"}[name]
    cell = measured(CATEGORY, registry.read(folder), needed)[needed]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert name in cell["detail"]
    assert measured(CATEGORY, registry.read(folder), "help")["help"]["median"] > 0


def test_two_contestants_with_one_name_are_refused(tmp_path: Path) -> None:
    """A row that is called like another, or like the control, could not be told apart."""
    row = registry.read(build("flawless", tmp_path))
    with pytest.raises(UserError, match="two contestants are called 'flawless'"):
        Contestants([row, row], tmp_path, Rounds())


# -- a run that is interrupted --------------------------------------------------------------------


class Stopped(BaseException):
    """An interruption."""


def stop_after(starts: float) -> Callable[[float], None]:
    """Return a tick that interrupts the measurement after so many starts."""
    left = [starts - 0.5]

    def tick(done: float) -> None:
        left[0] -= done / measuring.START
        if left[0] < 0:
            raise Stopped

    return tick


def test_an_interrupted_start_up_goes_on_with_the_next_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rounds are kept beside the results, and taken up; the control's cell tells the sittings."""
    few = StartCase("default", full=Plan(4, 1, 1), twins=2)
    help_ = StartCase(
        "help", full=Plan(rounds=2, starts=1, warm_ups=0), row="help", control="whole"
    )
    monkeypatch.setattr(cases, "CASES", {c.name: c for c in (few, help_, CASES["run"])})
    rows, store = (registry.find("argparse"),), tmp_path / "startup.rounds.json"
    with pytest.raises(Stopped):
        all_cells(Order(rows, tick=stop_after(3 + 2 * 3 + 1), store=store))
    left = json.loads(store.read_text(encoding="utf-8"))
    kept = left["groups"]["default"]["argparse"]["wall"]
    assert len(kept) == 2
    ticks: list[float] = []
    order = Order(rows, tick=ticks.append, store=store)
    found = all_cells(order)
    wall = found["argparse"]["default"]["samples"]["wall"]
    assert (wall[:2], len(wall)) == (kept, 4)
    assert sum(ticks) == pytest.approx(CATEGORY.seconds(order))
    run = found["control"]["run"]
    assert run["sittings"] == 2
    assert run["seconds"] > left["seconds"]
    assert run["children"] > left["children"]
    assert run["ratio"] == pytest.approx(run["seconds"] / run["children"])
    assert len(run["load"]["rounds"]["default"]) == 4
    assert run["plans"]["help"]["rounds"] == 2


def test_an_unknown_case_is_told_with_the_nearest() -> None:
    """``reproduce startup/argparse/hepl`` names what there is."""
    with pytest.raises(UserError, match="did you mean 'help'"):
        measured(CATEGORY, registry.find("argparse"), "hepl")


@pytest.mark.slow
def test_a_run_is_timed_behind_its_imports() -> None:
    """Torch is imported by each process before its clock: seconds for all, milliseconds above."""
    rows = [registry.find("argparse")]
    found = started(rows, case=TORCH.name)
    assert found.keys() == {"control", "argparse", "argparse+twin"}
    for cell in found.values():
        assert cell["outcome"] == "right", cell
        assert len(cell["samples"]["whole"]) == FEWEST.rounds
        assert cell["median"] < cell["imported"] < cell["whole"]
    # The quickest of each: two rounds may scatter by more than the milliseconds above.
    quickest = {name: min(cell["samples"]["wall"]) for name, cell in found.items()}
    assert quickest["control"] < quickest["argparse"]
    assert 0.9 < found["argparse"]["ratio"]["median"] < 1.2


@pytest.mark.slow
def test_a_row_is_timed_behind_its_framework() -> None:
    """Its control has imported the same, in its environment; what is left is milliseconds."""
    rows = [registry.find("argparse"), registry.find("hf_argument_parser")]
    found = started(rows, case=FRAMEWORK.name)
    assert found.keys() == {"control+transformers", "hf_argument_parser"}
    for cell in found.values():
        assert cell["outcome"] == "right", cell
    row = found["hf_argument_parser"]
    assert row["imported"] > row["median"]
    assert 0.9 < row["ratio"]["median"] < 1.2
    assert row["range"]
