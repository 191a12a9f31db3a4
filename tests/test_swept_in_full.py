"""What is told and published of values on their way and of sweeps, in full, from stated facts."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks import core
from benchmarks.categories.roundtrip import value_judging as trips
from benchmarks.categories.roundtrip.value_judging import Ground, Refused, Travelled
from benchmarks.categories.roundtrip.values import Value
from benchmarks.categories.sweep import judging as sweep
from benchmarks.categories.sweep.recipes import CASES, Recipe
from benchmarks.categories.sweep.sweeping import OVER, Facts, Sweep
from benchmarks.cells import Case, Judgement
from benchmarks.judging import expected_record
from benchmarks.outcomes import Outcome, Party
from benchmarks.rerun import Trip
from benchmarks.running import Probe, Record
from benchmarks.values import parse
from configbench.process import Finished

WELL = Finished((), 0, None, "", "", started=0.0, seconds=3.0, cpu=0.5)
ILL = replace(WELL, exit=1, stderr="error: no")

# -- values on their way --------------------------------------------------------------------------

VALUES = [
    Value(f"v/{setting}", table="v", setting=setting, plain=7, wanted=parse("7"))
    for setting in ("seed", "epochs")
]
SEED = VALUES[0]
GROUND: Record = {"seed": parse("42"), "epochs": parse("1"), "tags": parse("[]")}


def probe(finished: Finished = WELL, **settings: str) -> Probe:
    """Return a run with some settings; without any it did not reach the core."""
    record = GROUND | {name: parse(text) for name, text in settings.items()}
    return Probe("a", (), (record,) if settings else (), finished, ())


REFUSED = probe(ILL)
SEVEN = probe(seed="7")
FILES = {"c.yaml": "seed: 7\nepochs: 1"}


def travelled(first: Probe, second: Probe | None = None, **more: Any) -> Travelled:
    """Return a trip with the seed alone."""
    ground = Ground(GROUND, {"c.yaml": "seed: 42\nepochs: 1"})
    trip = Trip(first, FILES, second)
    return replace(Travelled(trip, ground, (SEED,), {"command": "$ a"}), **more)


@pytest.mark.parametrize(
    ("facts", "outcome", "arrival", "detail", "more"),
    [
        (travelled(SEVEN, SEVEN), "right", "right", "came back equal", {}),
        (
            travelled(SEVEN, SEVEN, spelling="in a file"),
            "right",
            "right",
            "came back equal",
            {"spelling": "in a file"},
        ),
        (
            travelled(SEVEN, probe(seed="7", tags="['a']")),
            "wrong_value",
            "right",
            "tags came back changed",
            {},
        ),
        (
            travelled(
                probe(seed="7", epochs="2"), probe(seed="7", epochs="2"), unspelt="why"
            ),
            "right",
            "wrong_value",
            "arrival: epochs changed as well; then came back equal; there is no spelling: why",
            {},
        ),
        (
            travelled(REFUSED),
            "rejected",
            "rejected",
            "refused, exit 1: error: no",
            {"arrived": None, "came_back": None},
        ),
        (
            travelled(SEVEN, REFUSED),
            "rejected",
            "right",
            "the saved config is refused, exit 1: error: no",
            {"came_back": None},
        ),
        (
            travelled(SEVEN, SEVEN, ground=None),
            "right",
            "right",
            "came back equal",
            {"bytes": "seed: 7\nepochs: 1"},
        ),
    ],
)
def test_a_value_on_its_way(
    facts: Travelled, outcome: str, arrival: str, detail: str, more: dict[str, Any]
) -> None:
    """What was asked, arrived and came back, and the lines that hold it."""
    published = {
        "setting": "seed",
        "asked": "7",
        "arrived": "7",
        "came_back": "7",
        "bytes": "seed: 7",
        "command": "$ a",
        **more,
    }
    judged = trips.judge(SEED, facts)
    if "bytes" in more:  # what holds a value is found elsewhere
        assert judged.facts["bytes"].startswith("seed: 7")
        published["bytes"] = judged.facts["bytes"]
    assert judged == Judgement(
        Outcome(outcome), detail, published, arrival=Outcome(arrival)
    )


def test_a_value_that_has_no_way() -> None:
    """Refused as the first that was tried; all of it is told."""
    first = replace(travelled(REFUSED), command={"command": "$ 1"})
    second = replace(travelled(probe(seed="8")), command={"command": "$ 2"})
    detail = "8 arrived, expected 7"
    other = trips.judge_arrival(SEED, second)
    assert other.outcome is Outcome.WRONG_VALUE
    detail = other.detail
    told = [
        {
            "command": "$ 1",
            "outcome": "rejected",
            "detail": "refused, exit 1: error: no",
        },
        {"command": "$ 2", "outcome": "wrong_value", "detail": detail},
    ]
    facts = {"setting": "seed", "asked": "7", "command": "$ 1"}
    said = "none; typed all the same: refused, exit 1: error: no"
    rejected = Outcome.REJECTED
    assert trips.judge(SEED, Refused("none", (first, second))) == Judgement(
        rejected,
        f"{said}; in a config file: {detail}",
        {**facts, "attempts": told},
        arrival=rejected,
    )
    assert trips.judge(SEED, Refused("none", (first,))) == Judgement(
        rejected, said, {**facts, "attempts": told[:1]}, arrival=rejected
    )


def test_values_of_a_common_trip() -> None:
    """What changed beside one may have been asked for by another; who strays is not settled."""
    both = probe(seed="7", epochs="7")
    facts = travelled(both, both, batch=tuple(VALUES))
    assert all(trips.settled(value, facts) for value in VALUES)
    assert trips.settled(SEED, travelled(probe(seed="7.0"), probe(seed="7.0")))
    assert not trips.settled(SEED, travelled(probe(seed="8"), probe(seed="8")))
    assert not trips.settled(SEED, travelled(SEVEN, probe(seed="7.0")))
    records = [GROUND, both.reached[0], GROUND | {"tags": parse("['a']")}]
    assert trips.strays(records, VALUES) == ["tags"]
    assert trips.strays(records, VALUES[:1]) == ["epochs", "tags"]


# -- sweeps ---------------------------------------------------------------------------------------

DEFAULTS: Record = {
    "model": parse("LSTM(hidden_dim=64)"),
    "optimizer": parse("Adam(lr=0.001)"),
    "batch_size": parse("64"),
}
GRID = tuple(expected_record(DEFAULTS, effect) for effect in sweep.EFFECTS["grid"])
PAIR = tuple(expected_record(DEFAULTS, effect) for effect in sweep.EFFECTS["failing"])
OTHER = GRID[0] | {"batch_size": parse("128")}


def swept(reached: tuple[Record, ...], finished: Finished = WELL, **more: Any) -> Sweep:
    """Return a sweep that saved what it ran, unless more says else."""
    return Sweep(finished, reached, **{"saved": reached, **more})


def draw(*rates: str, size: str = "64") -> tuple[Record, ...]:
    """Return the records of a random search."""
    return tuple(
        expected_record(DEFAULTS, {core.RATE: parse(rate), core.BATCH: parse(size)})
        for rate in rates
    )


DRAWN = draw("0.001", "0.002", "0.003", "0.004")


@pytest.mark.parametrize(
    ("case", "done", "outcome", "detail"),
    [
        (
            "grid",
            swept(GRID),
            "right",
            "6 of 6 combinations arrived, each saved on its own",
        ),
        ("grid", swept(GRID, ILL), "late", "6 of 6 combinations arrived, then exit 1"),
        (
            "grid",
            swept(GRID, replace(WELL, exit=1)),
            "broken",
            "exit 1 without any message",
        ),
        ("grid", swept(GRID[2:]), "wrong_value", "4 of 6 combinations arrived; exit 0"),
        (
            "grid",
            swept(GRID[2:], ILL),
            "rejected",
            "4 of 6 combinations arrived; exit 1",
        ),
        (
            "grid",
            swept((*GRID, *GRID[:2])),
            "wrong_value",
            "2 runs too many; 6 of 6 combinations arrived",
        ),
        (
            "grid",
            swept(GRID, saved=(*GRID[:4], None)),
            "wrong_value",
            "6 combinations ran, and 4 of them can be restored from 4 saved runs",
        ),
        (
            "grid",
            swept(GRID, saved=(*GRID, OTHER)),
            "wrong_value",
            "6 combinations ran, and 6 of them can be restored from 7 saved runs",
        ),
        ("grid", swept(GRID, ILL, disturbed=OVER), "rejected", None),
        (
            "resume",
            swept((*GRID, *GRID[:2]), before=3),
            "right",
            "3 runs before the interruption and 5 after; "
            "6 of 6 combinations arrived, 2 of them twice, each saved on its own",
        ),
        (
            "resume",
            swept(GRID, disturbed=OVER),
            "broken",
            "over before it was disturbed: exit 0",
        ),
        (
            "failing",
            swept(PAIR, ILL),
            "right",
            "2 of 2 combinations arrived beside the refused one; exit 1, each saved on its own",
        ),
        (
            "random",
            swept(DRAWN),
            "right",
            "4 of 4 combinations arrived, each saved on its own",
        ),
        ("random", swept(DRAWN[1:]), "wrong_value", "3 runs instead of 4; exit 0"),
        ("random", swept(DRAWN[1:], ILL), "rejected", "3 runs instead of 4; exit 1"),
        (
            "random",
            swept((*DRAWN, *draw("0.005")), ILL),
            "wrong_value",
            "5 runs instead of 4; exit 1",
        ),
        (
            "random",
            swept((*DRAWN[1:], DRAWN[1])),
            "wrong_value",
            "the same learning rate was drawn twice",
        ),
        (
            "random",
            swept((*DRAWN[1:], *draw("9.5"))),
            "wrong_value",
            "a learning rate of 9.5 (float) was not to be drawn",
        ),
        (
            "random",
            swept((*DRAWN[1:], *draw("1"))),
            "wrong_value",
            "a learning rate of 1 (int) was not to be drawn",
        ),
        (
            "random",
            swept((*DRAWN[1:], *draw("0.005", size="7"))),
            "wrong_value",
            "a batch size of 7 (int) was not to be drawn",
        ),
    ],
)
def test_a_sweep(case: str, done: Sweep, outcome: str, detail: str | None) -> None:
    """How many combinations arrived, which are too many, how it ended."""
    judged, told = sweep.judge_sweep(case, done, DEFAULTS)
    assert judged == outcome
    assert detail in {None, told}


def test_a_run_that_nobody_asked_for() -> None:
    """What is wrong with the first of them is told."""
    outcome, detail = sweep.judge_sweep("grid", swept((*GRID, OTHER)), DEFAULTS)
    assert outcome is Outcome.WRONG_VALUE
    assert detail.startswith("one run too many: batch_size ")
    tallied = sweep.tally((*GRID[1:], OTHER, OTHER), sweep.EFFECTS["grid"], DEFAULTS)
    assert (len(tallied.stray), tallied.missing, tallied.again) == (2, 1, 0)


def test_the_bounds_of_a_draw_belong_to_it() -> None:
    """What is beyond does not."""
    for rate in (core.LOWEST, core.HIGHEST):
        assert sweep.judge_draw(sweep.drawn(draw(repr(rate)))) is None
    for rate in (core.LOWEST / 2, core.HIGHEST * 2):
        assert sweep.judge_draw(sweep.drawn(draw(repr(rate))))


def test_a_record_without_what_was_to_be_drawn_is_no_draw() -> None:
    """It has both, or does not count."""
    records = [{"optimizer": parse("Adam(lr=0.1)")}, {"batch_size": parse("64")}]
    assert sweep.drawn([*records, *DRAWN]) == sweep.drawn(DRAWN)
    assert len(sweep.drawn(DRAWN)) == sweep.DRAWN


def test_what_is_published_of_a_sweep() -> None:
    """The line that went wrong; seconds where runs are counted; remedies, what was left out."""
    recipe = Recipe(
        "loop", "grid", "run\n", Party.LIBRARY, "https://x", remedy="more\n"
    )
    facts = Facts(
        recipe, 3, swept(GRID), DEFAULTS, 0.254, swept(GRID[1:], ILL), swept(GRID[1:])
    )
    judged = sweep.judge(Case("c"), [facts])
    published = {
        "exit": 0,
        "reached": 6,
        "says": "",
        "intent": CASES["grid"],
        "command": "run",
        "files": {},
        "edit": {},
        "lines": 3,
        "page": "https://x",
        "remedy": {
            "command": "more",
            "outcome": "rejected",
            "detail": "5 of 6 combinations arrived; exit 1",
        },
        "without": {
            "outcome": "wrong_value",
            "detail": "5 of 6 combinations arrived; exit 0",
        },
        "seconds": {"whole": 3.0, "single": 0.25, "per_job": 0.25},
    }
    detail = "6 of 6 combinations arrived, each saved on its own"
    expected = Judgement(Outcome.RIGHT, detail, published, by=Party.ADAPTER)
    assert judged == expected
    same = replace(facts, without=swept(GRID))
    assert sweep.judge(Case("c"), [same]).by is Party.LIBRARY
    alone = replace(facts, remedied=None, without=None)
    told = sweep.judge(Case("c"), [alone])
    assert told.facts == {
        k: v for k, v in published.items() if k not in {"remedy", "without"}
    }
    random = replace(alone, recipe=Recipe("loop", "random", "", Party.LIBRARY, ""))
    seconds = sweep.judge(Case("c"), [random]).facts["seconds"]
    assert seconds == published["seconds"]
    ill = replace(alone, sweep=swept((), ILL, disturbed="it"))
    seen = sweep.judge(Case("c"), [ill]).facts
    assert (seen["says"], seen["disturbed"]) == ("error: no", "it")
    assert "seconds" not in seen
