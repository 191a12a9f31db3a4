"""What is told and published of growth and of races, in full, from stated facts."""

import json
import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.categories.scaling import judging as scaling
from benchmarks.categories.scaling.judging import Growth, HotLoop, Program
from benchmarks.categories.scaling.plan import BARE, HELP, HOT_LOOP
from benchmarks.categories.startup import judging as startup
from benchmarks.categories.startup.cases import DEFAULT
from benchmarks.categories.startup.contestants import NotTimed
from benchmarks.categories.startup.judging import Race, Sitting, Timed
from benchmarks.categories.startup.where import WhereFacts
from benchmarks.cells import Judgement
from benchmarks.outcomes import Outcome
from configbench.process import Finished
from configbench.timing import paired
from configbench.timing.rounds import Plan, Samples, Start

WELL = Finished((), 0, None, "", "", started=0.0, seconds=3.0, cpu=0.5)
ILL = replace(WELL, exit=1, stderr="error: no")

# -- growth ---------------------------------------------------------------------------------------

ASKS: dict[str, dict[str, object]] = {
    "part": {"count_0": 0, "flag": True, "rate_1": 1.5},
    "last": {"count_2": 2, "name": "x"},
}
DID = {
    "read": 2,
    "kept": 2,
    "written": scaling.OVERRIDDEN,
    "leaves": {
        "count_0": "0",
        "flag": "True",
        "rate_1": "1.5",
        "count_2": "2",
        "name": "X",
    },
    "plain": True,
    "seconds": dict.fromkeys(("empty", *scaling.OPERATIONS), "1e-9"),
}
LOOP = Program((), HOT_LOOP, ASKS)


def test_the_setting_that_is_overridden_is_the_last_int() -> None:
    """A bool is none."""
    assert scaling.target(ASKS) == ("last", "count_2")
    assert scaling.target({"a": {"b": 1, "c": True, "d": "x"}}) == ("a", "b")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"read": 3}, "read: 3, expected 2"),
        ({"kept": 3}, "kept: 3, expected 2"),
        ({"written": 3}, f"written: 3, expected {scaling.OVERRIDDEN}"),
        ({"leaves": {}}, "leaves: {}, expected {'count_0': '0', 'flag': 'true', "),
        ({"plain": None}, None),
        ({"seconds": 1}, "printed no times: {"),
    ],
)
def test_a_hot_loop(changed: dict[str, Any], fault: str | None) -> None:
    """Every statement did what it says; its times are noted, or what it printed."""
    done = replace(WELL, stdout=json.dumps(DID | changed))
    start = scaling.judge_start(LOOP, done)
    if fault:
        assert start == Start(fault=start.fault, spent=3.0)
        assert str(start.fault).startswith(fault)
        assert len(str(start.fault)) <= 200
    else:
        noted = dict.fromkeys(("empty", *scaling.OPERATIONS), 1e-9)
        plain = bool(changed.get("plain", True))
        expected = Start(3.0, 0.5, noted={**noted, "plain": plain}, spent=3.0)
        assert start == expected


@pytest.mark.parametrize(
    ("printed", "fault"),
    [
        ("{'a': 1, 'b': 'x'}\n", None),
        ("{'b': 'x', 'a': 1}\n", "printed more than its settings"),
        (
            "{'a': 1.0, 'b': 'y', 'c': 3}",
            "a is 1.0, expected 1; b is 'y', expected 'x'",
        ),
        ("{'a': 1}", "1 settings, expected 2"),
        ("[1]", "printed no settings: [1]"),
        ("x" * 99, f"printed no settings: {'x' * 80}"),
        ("(" * 9999, f"printed no settings: {'(' * 80}"),
    ],
)
def test_what_a_program_printed(printed: str, fault: str | None) -> None:
    """Its settings and nothing else, in any order but its own told."""
    assert scaling.difference(printed, {"a": 1, "b": "x"}) == fault


@pytest.mark.parametrize(
    ("action", "done", "start"),
    [
        (
            "load",
            replace(WELL, exceeded="time"),
            Start(fault="cut off at 20 s", spent=3.0),
        ),
        ("load", replace(ILL, exceeded="memory"), None),
        ("load", ILL, Start(fault="exit 1: error: no", spent=3.0)),
        (BARE, WELL, Start(3.0, 0.5, spent=3.0)),
        ("load", WELL, Start(fault="printed no settings: (no output)", spent=3.0)),
        (
            HELP,
            replace(WELL, stdout="--count-0 rate_1 counts"),
            Start(3.0, 0.5, noted={"named": 2}, spent=3.0),
        ),
        (
            HELP,
            WELL,
            Start(fault="--help printed nothing", noted={"named": 0}, spent=3.0),
        ),
    ],
)
def test_one_start(action: str, done: Finished, start: Start | None) -> None:
    """Its time, or why there is none; and what it took to find out."""
    seen = scaling.judge_start(Program((), action, ASKS), done)
    if start:
        assert seen == start
    else:
        assert seen.fault
        assert seen.fault != scaling.CUT


def samples(*wall: float, fault: str | None = None, **noted: list[Any]) -> Samples:
    """Return samples whose CPU time is half of their wall time."""
    return Samples([*wall], [each / 2 for each in wall], noted=noted, fault=fault)


def test_growth() -> None:
    """Above the bare interpreter in the rounds that both have; the slope is of CPU time."""
    own = {
        10: samples(1.0, 1.0, 1.25),
        100: samples(2.0, 2.0),
        1000: samples(11.0, 11.0, named=[8, 9]),
    }
    bare = dict.fromkeys(own, samples(0.5, 0.5))
    idle = {"wall": [0.5, 0.5], "cpu": [0.25, 0.25]}
    growth = Growth(own, bare)
    assert growth.judgement(10).facts == {
        "samples": {"wall": [1.0, 1.0, 1.25], "cpu": [0.5, 0.5, 0.625], "bare": idle},
        "median": 1.0,
        "above": 0.5,
    }
    slope = math.log(10.0) / math.log(990 / 90)
    assert growth.judgement(1000) == Judgement(
        Outcome.RIGHT,
        "",
        {
            "samples": {"wall": [11.0, 11.0], "cpu": [5.5, 5.5], "bare": idle},
            "named": 9,
            "median": 11.0,
            "above": 10.5,
            "slope": pytest.approx(slope),
        },
    )
    cut = Growth({**own, 1000: samples(fault=scaling.CUT)}, bare).judgement(1000)
    facts = {"samples": {"wall": [], "cpu": [], "bare": idle}, "cut": 20}
    assert cut == Judgement(Outcome.BROKEN, scaling.CUT, facts)
    no_bare = Growth(own, {**bare, 100: samples(fault="no")})
    seen = no_bare.judgement(100)
    assert seen.detail == "python -c pass could not be timed: no"
    assert (seen.outcome, seen.facts) == (Outcome.UNMEASURED, {"trouble": "here"})
    assert "slope" not in no_bare.judgement(1000).facts


@given(st.floats(0.5, 3), st.floats(0, 10))
def test_a_slope_is_the_power_of_growth(power: float, base: float) -> None:
    """Of what is added since the smallest size."""
    sizes = (10, 100, 1_000, 10_000)
    measured = {size: [base + 1e-3 * (size - 10) ** power] for size in sizes}
    expected = pytest.approx(power, abs=1e-6)
    assert scaling.slopes(measured) == {1_000: expected, 10_000: expected}


def test_no_slope_within_the_spread() -> None:
    """Of the smallest size, and of the size before; what falls has none."""
    for ten, hundred in (([0.0, 1.0], [1.5, 1.5]), ([0.0, 0.0], [0.5, 1.5])):
        assert scaling.slopes({10: ten, 100: hundred, 1_000: [9.0, 9.0]}) == {}
    assert scaling.slopes({10: [1.0], 100: [2.0], 1_000: [1.0]}) == {}
    assert scaling.slopes({10: [1.0], 100: [2.0], 1_000: [1.5]})


def test_a_loop_is_published_in_full() -> None:
    """Statements, differences to the empty loop with their intervals, samples."""
    times = {name: [float(n), 2.0, 3.0] for n, name in enumerate(scaling.OPERATIONS)}
    noted: dict[str, list[Any]] = {
        "empty": [1.0, 1.0, 1.0],
        **times,
        "plain": [True] * 3,
    }
    twice = {name: 2 * each for name, each in noted.items()}
    assert not HotLoop(Samples(noted=twice), {}).judgement(20).facts["range"]
    facts = HotLoop(Samples(noted=noted), {"read": "c.x"}).judgement(20).facts
    assert facts == {
        "statements": {"read": "c.x"},
        "settings": 20,
        "range": True,
        "plain": True,
        "samples": {"empty": [1.0, 1.0, 1.0], **times},
        "read": {"median": 1.0, "low": -1.0, "high": 2.0},
        "write": {"median": 1.0, "low": 0.0, "high": 2.0},
        "to_dict": {"median": 1.0, "low": 1.0, "high": 2.0},
        "deepcopy": {"median": 2.0, "low": 1.0, "high": 2.0},
    }


# -- races ----------------------------------------------------------------------------------------

ROUNDS = [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75]


def contestant(above: float, **more: Any) -> Samples:
    """Return one that takes so much longer than the control, in every round."""
    wall = [1 + above + each for each in ROUNDS]
    starts = [[each] for each in wall]
    return Samples(wall, [each / 2 for each in wall], starts, **more)


def test_a_race_is_published_in_full() -> None:
    """Of the control its own; of a row the difference, of a twin what it differs."""
    noted = {"torch": [False, True], "memory": [3, 1, 2], "imported": [0.5, 0.25, 1.0]}
    whole = [each + 2 for each in ROUNDS]
    race = Race(
        {
            "c": contestant(0),
            "a": contestant(1, noted=noted),
            "a+twin": contestant(1.5),
            "b": contestant(2, whole=whole, noted={"imported": [0.5, 0.25, 1.0]}),
            "bad": contestant(3, fault="no"),
        },
        {"a+twin": "a"},
        Plan(8),
        control="c",
    )
    plan = dict(vars(Plan(8)))

    def stated(name: str, above: float, *others: str) -> dict[str, Any]:
        own = race.samples[name]
        facts: dict[str, Any] = {
            "plan": plan,
            "samples": {"wall": own.wall, "cpu": own.cpu, "starts": own.starts},
            "compared": [*others],
        }
        if name != "bad":
            facts["median"] = 1.875 + above
        if name not in {"c", "bad"}:
            ratios = own.ratio(race.samples["c"])
            facts["wall"] = dict.fromkeys(("median", "low", "high"), above)
            facts["cpu"] = dict.fromkeys(("median", "low", "high"), above / 2)
            facts["ratio"] = {k: getattr(ratios, k) for k in ("median", "low", "high")}
            facts |= {"ties": [], "range": False}
        return facts

    assert race.facts("c") == stated("c", 0, "a", "a+twin", "b")
    assert race.facts("bad") == stated("bad", 3)
    assert race.facts("a") == {
        **stated("a", 1, "a+twin", "b", "c"),
        "torch": True,
        "memory": {"median": 2, "samples": [3, 1, 2]},
    }
    twin = stated("a+twin", 1.5, "a", "b", "c") | {"twin_of": "a"}
    floor = dict.fromkeys(("median", "low", "high"), 0.5)
    assert race.facts("a+twin") == twin | {"floor": floor}
    b = stated("b", 2, "a", "a+twin", "c") | {"whole": 2.875, "imported": 0.5}
    b["samples"]["whole"] = whole
    assert race.facts("b") == b


def test_a_cell_of_a_race() -> None:
    """Words, line and load where they are known; the load is that of what was compared."""
    race = Race({"c": contestant(0), "a": contestant(1)}, {}, Plan(8), control="c")
    timed = Timed("a", race, 0.5, "$ a", "one line")
    facts = race.facts("a") | {"load": 0.5, "words": "$ a", "line": "one line"}
    assert timed.judgement() == Judgement(Outcome.RIGHT, "", facts)
    assert Timed("a", race).judgement().facts == race.facts("a")
    control = Timed("c", race, 0.5, "$ c").judgement()
    assert control.facts == race.facts("c") | {"words": "$ c"}


def test_who_is_compared_with_whom() -> None:
    """All, if the rounds can tell so many apart; else the control, twins, and who can."""
    rounds = {"c": 9, "a": 9, "t": 9, "b": 9}
    every = [("c", "a"), ("c", "t"), ("c", "b"), ("a", "t"), ("a", "b"), ("t", "b")]
    assert startup.comparisons(rounds, {"t": "a"}, "c") == every
    assert paired.smallest_p(7) * 4 > paired.ALPHA > paired.smallest_p(8) * 6
    few = [("c", "a"), ("c", "t"), ("c", "b"), ("a", "t")]
    assert startup.comparisons(rounds | {"b": 7}, {"t": "a"}, "c") == [
        pair for pair in few if "b" not in pair
    ]
    # Four pairs of eight rounds can be told apart where six of seven cannot.
    assert startup.comparisons(dict.fromkeys(rounds, 8), {"t": "a"}, "c") == every
    turned = {"t": 8, "a": 8, "c": 8, "b": 7}
    assert startup.comparisons(turned, {"t": "a"}, "c") == [
        ("t", "a"),
        ("t", "c"),
        ("a", "c"),
    ]


def test_what_else_is_judged_of_start_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was not timed, the whole measurement, and where the time of a run went."""
    sitting = Sitting(["a"], 6.0, 4.0, {"1": 0.5}, 2, {"run": 1})
    facts = {**vars(sitting), "ratio": 1.5}
    assert startup.judge(DEFAULT, sitting) == Judgement(Outcome.RIGHT, "", facts)
    refused = Judgement(Outcome.REJECTED, "no", {"a": 1})
    told = startup.judge(DEFAULT, NotTimed(refused))
    assert told == replace(refused, detail="not timed: no")
    accounts: Any = [SimpleNamespace(total=total) for total in (3, 1, 2)]
    seen = WhereFacts(accounts, 1.0, frozenset("a"), frozenset("c"), {"m": ["d"]})
    monkeypatch.setattr(
        "benchmarks.categories.startup.accounts.tell", lambda *given: {"told": given}
    )
    found = startup.judge(DEFAULT, seen)
    quickest = (accounts[1], frozenset("a"), frozenset("c"), {"m": ["d"]})
    assert found == Judgement(Outcome.RIGHT, "", {"runs": 3, "told": quickest})
