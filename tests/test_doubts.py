"""Rows that lie about time, or do otherwise where they are looked at: found; no honest row is."""

import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from benchmarks import categories, contract, interleaved, measuring, registry, unseen
from benchmarks.categories.startup import measuring as startup
from benchmarks.categories.startup import where
from benchmarks.categories.startup.cases import DEFAULT, Judged
from benchmarks.categories.startup.doubts import Unseen, below, early, otherwise
from benchmarks.categories.startup.jobs import Job
from benchmarks.categories.startup.judging import Race, Timed, judge
from benchmarks.category import Order
from benchmarks.cells import WHOLE_ROW, Judgement
from benchmarks.contract import looking_twice
from benchmarks.contract.subject import Subject
from benchmarks.errors import AbsentError, ProgramError, RowError
from benchmarks.measuring import Run, choose
from benchmarks.outcomes import Outcome
from benchmarks.registry import CONTROL_NAME, Adapter
from benchmarks.running import Record
from benchmarks.unseen import Telling
from benchmarks.values import parse
from configbench.errors import UnmeasuredError
from configbench.timing.paired import Difference
from configbench.timing.rounds import Plan, Samples, Start, Starter
from tests.attacks.liars import OF_RECORDS, OF_TIME, lie
from tests.miniatures import build

PLAN = Plan(rounds=14, baseline=3)

#: What a program takes to its stamp, and what its process lives on, in seconds.
TIMES: Mapping[str, tuple[float, float]] = {
    CONTROL_NAME: (0.040, 0.003),
    "light": (0.050, 0.002),
    "heavy": (0.450, 0.006),
    "with_libraries": (4.000, 0.040),
}


def rounds(
    times: Mapping[str, tuple[float, float]], noise: float = 0.02, plan: Plan = PLAN
) -> Mapping[str, Samples]:
    """Return samples of programs on a machine that makes any time longer by up to ``noise``."""
    return interleaved.measure([*times], machine(times, noise), plan, lambda _: None)


def machine(times: Mapping[str, tuple[float, float]], noise: float) -> Starter:
    """Return what starts programs with stated times: most disturbed by little, a few by much."""
    chance = random.Random(7)

    def start(name: str) -> Start:
        wall, rest = (each + noise * chance.random() ** 4 for each in times[name])
        return Start(wall, wall, noted={"rest": rest}, spent=wall + rest)

    return start


def judged(
    samples: Mapping[str, Samples], doubtful: Mapping[str, str] | None = None
) -> dict[str, Judgement]:
    """Judge all of a race."""
    race = Race(samples, {}, PLAN, otherwise=doubtful or {})
    return {name: judge(DEFAULT, Timed(name, race)) for name in samples}


def bent(name: str, seconds: float) -> dict[str, tuple[float, float]]:
    """Return the times of which one is told by a clock that is so far back."""
    wall, rest = TIMES[name]
    return {**TIMES, name: (wall - seconds, rest + seconds)}


# -- the harness's clock beside the row's ---------------------------------------------------------


def doubted(times: Mapping[str, tuple[float, float]], noise: float) -> dict[str, str]:
    """Return whose stamps cannot be true."""
    samples, start = rounds(times, noise), machine(times, noise)
    found = {
        name: early(own, samples[CONTROL_NAME], partial(start, name))[0]
        for name, own in samples.items()
        if name != CONTROL_NAME
    }
    return {name: told for name, told in found.items() if told}


@pytest.mark.parametrize("noise", [0.0, 0.02, 0.2])
def test_honest_rows_are_believed(noise: float) -> None:
    """Light and heavy ones, on a quiet machine and on a busy one."""
    assert doubted(TIMES, noise) == {}
    found = judged(rounds(TIMES, noise))
    assert {each.outcome for each in found.values()} == {Outcome.RIGHT}


@pytest.mark.parametrize("count", [2, 3])
def test_a_single_disturbed_end_is_no_lie(count: int) -> None:
    """Of two or three starts one may have ended late."""
    own = Samples([0.05] * count, noted={"rest": [0.002, 0.3, 0.003][:count]})
    assert early(own, Samples([0.04], noted={"rest": [0.003]}), starts("never")) == (
        "",
        0,
    )


def test_rests_that_were_long_by_chance_are_asked_again() -> None:
    """A row whose ends were late in its few rounds is started again, and then they are not."""
    own = Samples([0.05] * 3, noted={"rest": [0.05] * 3})
    control = Samples([0.04], noted={"rest": [0.003] * 3})
    rests = itertools.cycle([0.002, 0.06, 0.07])
    looked = lambda: Start(0.05, 0.05, noted={"rest": next(rests)}, spent=1.0)  # noqa: E731
    assert early(own, control, looked) == ("", 20.0)
    told, _ = early(own, control, lambda: Start(0.05, noted={"rest": 0.033}))
    assert told.startswith("its stamps are too early: the process lives on for 33 ms")


@pytest.mark.parametrize(
    ("name", "seconds", "noise"),
    [("light", 0.03, 0.02), ("heavy", 0.03, 0.02), ("light", 0.013, 0.002)],
)
def test_a_clock_that_is_put_back_is_found(
    name: str, seconds: float, noise: float
) -> None:
    """That row alone."""
    found = doubted(bent(name, seconds), noise)
    assert [*found] == [name]
    assert found[name].startswith("its stamps are too early: the process lives on for ")


def test_without_a_rest_nothing_is_told() -> None:
    """Starts that end at the reaping have none, nor have those of an earlier sitting."""
    rest, none = Samples([1.0], noted={"rest": [9.0]}), Samples([1.0])
    never = starts("never")
    assert early(none, rest, never) == early(rest, none, never) == ("", 0.0)


@pytest.mark.parametrize(
    ("ratio", "above", "fault"),
    [
        ((0.8, 0.7, 0.9), (-0.008, -0.01, -0.004), "0.800 times its time [0.700, 0.9"),
        # An interval that reaches the control's, and one within what a twin differs by.
        ((0.8, 0.7, 1.0), (-0.008, -0.01, 0.0), ""),
        ((0.99, 0.98, 0.999), (-0.0004, -0.001, -0.0001), ""),
        ((1.2, 1.1, 1.3), (0.01, 0.005, 0.02), ""),
    ],
)
def test_no_row_is_quicker_than_its_literals(
    ratio: tuple[float, float, float], above: tuple[float, float, float], fault: str
) -> None:
    """Beyond the noise that is."""
    found = below(Difference(*ratio), Difference(*above), 0.001)
    assert fault in found
    assert bool(found) is bool(fault)


def test_a_time_below_the_control_is_no_result() -> None:
    """Where an interval tells; of few rounds there is none."""
    times = {**TIMES, "light": (0.030, 0.002)}
    cell = judged(rounds(times, 0.001))["light"]
    assert (cell.outcome, cell.facts) == (Outcome.UNMEASURED, {"trouble": "row"})
    assert cell.detail.startswith("it is ready before the same program with literals")
    few = rounds(times, 0.001, replace(PLAN, rounds=3))
    assert judged(few)["light"].outcome is Outcome.RIGHT


def test_every_stored_ratio_is_above_the_control() -> None:
    """Of no published row the interval lies below it: nobody is accused by this."""
    from benchmarks import results  # noqa: PLC0415  one test's

    cells = results.load(results.FILE)["cells"]["startup"]
    told = [
        (row, case)
        for row, own in cells.items()
        for case in ("default", "five_overrides", "rerun", "with_torch")
        if "ratio" in (cell := own.get(case, {}))
        and not cell["range"]
        and below(
            Difference(**cell["ratio"]),
            Difference(**cell["wall"]),
            cell.get("floor", {"high": 0.0})["high"],
        )
    ]
    assert told == []


# -- where nobody looks ---------------------------------------------------------------------------


def starts(*seconds: float | str) -> Callable[[], Start]:
    """Return what starts something with stated times, or faults, the last again and again."""
    left = [*seconds]

    def start() -> Start:
        each = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(each, str):
            return Start(fault=each, spent=1.0)
        return Start(each, each, spent=each)

    return start


OWN = Samples([0.1] * 3, [0.1] * 3)


@pytest.mark.parametrize(
    ("looked", "alone", "fault", "seconds"),
    [
        # As quick as it was timed: nothing further is started.
        ((), (0.11,), "", 0.11),
        # The machine is slower by now.
        ((0.3,), (0.3, 0.31), "", 1.52),
        # Once late, then as quick, twice; once is no proof.
        ((0.1,), (0.5, 0.1), "", 0.9),
        (
            (0.1,),
            (0.3, 0.1, 0.3),
            "does otherwise where it is timed: it takes 100",
            4.9,
        ),
        (
            (0.1,),
            (0.3,),
            "does otherwise where it is timed: it takes 100 ms there, and",
            5.1,
        ),
        (
            (0.1,),
            ("exit 3: no",),
            "does otherwise where nobody looks: exit 3: no",
            14.2,
        ),
        # A start that is looked at fails now, too: something else is wrong.
        (("exit 2",), ("exit 2",), "", 5.0),
    ],
)
def test_what_takes_longer_where_nobody_looks_is_found(
    looked: tuple[float | str, ...],
    alone: tuple[float | str, ...],
    fault: str,
    seconds: float,
) -> None:
    """Only if it does nearly each time; two starts that are as quick show that it can be."""
    told, spent = otherwise(OWN, starts(*looked or ("never",)), starts(*alone))
    assert told.startswith(fault)
    assert bool(told) is bool(fault)
    assert spent == pytest.approx(seconds)


def test_noise_accuses_nobody() -> None:
    """On a machine that makes any start up to twice as long, of two thousand rows none."""
    chance = random.Random(1)

    def start() -> Start:
        wall = 0.1 * (1 + chance.random())
        return Start(wall, wall, spent=wall)

    assert {otherwise(OWN, start, start)[0] for _ in range(2000)} == {""}


def test_a_run_behind_imports_is_compared_as_a_whole() -> None:
    """From its spawn on: its time begins later, and nobody sees when where nobody looks."""
    spent = {"spent_cpu": [2.0]}
    own = Samples([0.1], [0.1], whole=[2.0], noted=spent)
    looked = lambda: Start(0.1, 0.1, whole=2.0, noted={"spent_cpu": 2.0})  # noqa: E731
    assert otherwise(own, looked, starts(2.1))[0] == ""
    assert otherwise(own, looked, starts(3.0))[0]


def test_work_that_is_left_out_shows_on_a_busy_machine() -> None:
    """Times differ more among themselves there, and CPU time tells; with that of children."""
    chance = random.Random(1)

    def start(cpu: float) -> Callable[[], Start]:
        # The stamp's own is less by what children took.
        return lambda: Start(
            chance.uniform(0.1, 1), cpu - 0.02, noted={"spent_cpu": cpu}
        )

    def alone(cpu: float) -> Callable[[], Start]:
        return lambda: Start(chance.uniform(0.1, 1), cpu)

    own = Samples([0.5], [0.02], noted={"spent_cpu": [0.04]})
    assert otherwise(own, start(0.04), alone(0.042))[0] == ""
    told, _ = otherwise(own, start(0.04), alone(0.09))
    assert told.startswith("does otherwise where it is timed: it takes ")


def test_the_doubt_of_one_row_is_its_cell() -> None:
    """With the sentence; the others keep theirs."""
    found = judged(rounds(TIMES), {"light": "does otherwise"})
    assert found["light"].outcome is Outcome.UNMEASURED
    assert (found["light"].detail, found["light"].facts) == (
        "does otherwise",
        {"trouble": "row"},
    )
    assert found["heavy"].outcome is Outcome.RIGHT
    assert "light" not in found["heavy"].facts["compared"]


def test_of_a_doubtful_row_nobody_is_told_where_its_time_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its cell *where* has the sentence; the others are looked at."""
    looked: list[str] = []
    monkeypatch.setattr(where, "measure", lambda row, *_: looked.append(row.name))
    rows = (registry.find("argparse"), registry.find("fire"))
    order, doubt = Order(rows), {"fire": "its stamps are too early"}
    found = [*startup._looked_at(order, tmp_path, interleaved.Rounds(), doubt)]
    assert looked == ["control", "argparse"]
    assert [each.row for each in found] == ["control", "argparse", "fire"]
    assert isinstance(found[2].facts, RowError)
    assert str(found[2].facts) == "its stamps are too early"


# -- programs -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Telling:
    """Return a core that tells itself."""
    return Telling.made(tmp_path_factory.mktemp("telling"))


def unseen_start(job: Job, row: Adapter, telling: Telling, folder: Path) -> Start:
    """Start a row once where nobody looks."""
    return Unseen.made(job, row, telling, folder / "unseen").start()


@pytest.mark.parametrize("name", ["flawless", *OF_TIME])
def test_a_liar_shows_itself_in_a_single_start(
    name: str, telling: Telling, tmp_path: Path
) -> None:
    """By a rest of at least what its clock is bent by, or by a start that nobody looks at."""
    row = (
        registry.read(build(name, tmp_path))
        if name == "flawless"
        else lie(name, tmp_path)
    )
    job = Job(row.program, saved="outputs/run/config.json", binaries=row.binaries)
    start = job.start()
    assert start.fault is None
    if name == "lives_in_another_time" and start.noted["rest"] < 0.03:
        pytest.skip("no namespace of time can be made here")
    alone = unseen_start(job, row, telling, tmp_path)
    match name:
        case "flawless":
            assert alone.fault is None
        case "leaves_out_its_work":
            assert alone.wall >= 0.1
        case "fails_unless_timed":
            assert "exit 3" in (alone.fault or "")
        case _:
            assert start.noted["rest"] >= 0.03


@pytest.mark.parametrize(
    ("words", "judged_as", "fault"),
    [
        ((), "stamp", None),
        (("--help",), "help", None),
        (("--help",), "stamp", "the core is not reached"),
        (("no=1",), "mistake", None),
        (("no=1",), "stamp", "exit 1: unknown setting 'no'"),
    ],
)
def test_every_kind_of_start_has_one_where_nobody_looks(
    words: tuple[str, ...],
    judged_as: Judged,
    fault: str | None,
    telling: Telling,
    tmp_path: Path,
) -> None:
    """It ends as the one that is looked at."""
    row = registry.read(build("flawless", tmp_path))
    job = Job(row.program, words, judged=judged_as, binaries=row.binaries)
    assert unseen_start(job, row, telling, tmp_path).fault == fault


@pytest.mark.parametrize(
    ("before", "fault"),
    [
        ("", None),
        ("    marks['ready'] = [time.monotonic(), 0.02]\n", "put its own clocks there"),
        ("    marks['seal'] = '0' * 64\n", "put its own clocks there"),
        ("    del marks['seal']\n", "put its own clocks there"),
        ("    assert list(file.parent.glob('*.key'))\n", "exit 1: AssertionError"),
    ],
)
def test_the_clocks_around_imports_are_sealed(
    before: str, fault: str | None, tmp_path: Path
) -> None:
    """A row that knows where they are cannot put others there, and finds no key."""
    folder = build("flawless", tmp_path)
    program = folder / "train.py"
    text = program.read_text(encoding="utf-8")
    found = (
        "    import os\n    import time\n\n"
        "    look = os.environ.get('CONFIG' + 'BENCH_LOOK', '')\n"
        "    file = Path(look.partition(':')[2]).parent / 'marks'\n"
        "    marks = json.loads(file.read_text())\n"
        f"{before}    file.write_text(json.dumps(marks) + '\\n')\n"
    )
    load = "    settings = load(words)\n"
    program.write_text(text.replace(load, found + load), encoding="utf-8")
    # Any module stands for torch.
    start = Job(program, judged="after", imports=("colorsys",)).start()
    assert (fault or "") in (start.fault or "")
    assert bool(start.fault) is bool(fault)


# -- records --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["flawless", *OF_RECORDS])
def test_a_row_that_acts_otherwise_is_told_before_it_is_published(
    name: str, tmp_path: Path
) -> None:
    """With the words, the setting and both values; the flawless row is not."""
    told = contract.otherwise(registry.read(build(name, tmp_path)))
    if name == "flawless":
        assert told == ""
        return
    assert told.startswith("acts otherwise when it is looked at (")
    assert f"): where nobody looks, {OF_RECORDS[name]}" in told


def record(**changed: str) -> Record:
    """Return a record."""
    texts = {"seed": "1", "run_name": "'a'"} | changed
    return {name: parse(text) for name, text in texts.items()}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., str]:
    """Return what asks a row of which it is stated what arrives, looked at and not."""
    row = registry.read(build("flawless", tmp_path))

    def ask(looked: Iterator[Record], alone: Iterator[Record | Exception]) -> str:
        def arrived(*_: object) -> Record:
            each = next(alone)
            if isinstance(each, Exception):
                raise each
            return each

        monkeypatch.setattr(looking_twice, "_looked", lambda *_: next(looked))
        monkeypatch.setattr(unseen, "arrived", arrived)
        return contract.otherwise(row)

    return ask


def test_what_changes_by_itself_is_no_lie(asked: Callable[..., str]) -> None:
    """A date in a name differs from run to run, whoever looks."""
    names = (record(run_name=f"'{number}'") for number in range(99))
    assert asked(names, names) == ""


def test_what_differs_once_is_no_lie(asked: Callable[..., str]) -> None:
    """It must differ again, where it does not where it is looked at."""
    same = iter([record()] * 9)
    assert asked(same, iter([record(seed="2"), *[record()] * 9])) == ""
    assert "seed is 2, expected 1" in asked(
        iter([record()] * 9), iter([record(seed="2")] * 9)
    )


def test_what_cannot_be_run_unseen_is_not_believed(asked: Callable[..., str]) -> None:
    """It fails there, or cannot be copied; a want of time or memory tells nothing of it."""
    for error in (ProgramError("exit 3"), RowError("a link")):
        told = asked(iter([record()] * 9), iter([error] * 9))
        assert told.endswith(f"where nobody looks, {error}")
    slow = UnmeasuredError("over the time limit")
    assert asked(iter([record()] * 9), iter([slow])) == ""


def test_without_a_spelling_it_is_run_without_words(
    asked: Callable[..., str], tmp_path: Path
) -> None:
    """Nobody has said yet how its settings are spelt."""
    (tmp_path / "flawless" / "dialect.py").unlink()
    with pytest.raises(AbsentError):
        Subject(registry.read(tmp_path / "flawless")).many  # noqa: B018
    told = asked(iter([record()] * 9), iter([record(seed="2")] * 9))
    assert "(no words): where nobody looks, seed is 2, expected 1" in told


# -- a run ----------------------------------------------------------------------------------------


def test_nothing_of_a_row_that_acts_otherwise_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where programs are looked at; it is asked once, the others keep their cells."""
    asked: list[str] = []

    def told(row: Adapter) -> str:
        asked.append(row.name)
        return "acts otherwise" if row.name == "fire" else ""

    run = Run.start(choose("lines,safety", "argparse,fire"), path=tmp_path / "r.json")
    run.otherwise = told
    lines, safety = (categories.find(name) for name in ("lines", "safety"))
    monkeypatch.setattr(
        measuring, "guarded", lambda _, order: ({r.name: {} for r in order.rows}, None)
    )
    for row in run.choice.adapters:
        run.unit(lines, [row])
        assert asked == []
    units = [run.unit(safety, run.choice.adapters) for _ in range(2)]
    assert asked == ["argparse", "fire"]
    assert units[0]["argparse"] == {}
    (cell,) = units[0]["fire"].values()
    assert {*units[0]["fire"]} == {WHOLE_ROW}
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert cell["detail"] == "acts otherwise"
    run.unit(safety, [registry.control()])
    assert asked == ["argparse", "fire"]
