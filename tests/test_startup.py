"""The start-up category on stated times: differences, ties, faults; no test waits for a clock."""

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from benchmarks import cli, results
from benchmarks.categories import startup
from benchmarks.categories.lines import CATEGORY as LINES
from benchmarks.categories.startup.cases import (
    CASES,
    DEFAULT,
    FIVE,
    FRAMEWORK,
    MISTAKE,
    TORCH,
    Judged,
    plans,
)
from benchmarks.categories.startup.contestants import framework, heats, names
from benchmarks.categories.startup.judging import (
    Floors,
    Race,
    Timed,
    comparisons,
    judge,
)
from benchmarks.categories.startup.measuring import START, seconds
from benchmarks.categories.startup.starts import StartFacts, judge_start
from benchmarks.category import MANY, Order
from benchmarks.cells import Judgement
from benchmarks.contract import reading
from benchmarks.errors import RowError
from benchmarks.interleaved import measure
from benchmarks.outcomes import Kind, Outcome
from benchmarks.registry import CONTROL_NAME, find, find_all
from configbench.errors import UserError
from configbench.process import Finished
from configbench.records import Stamp
from configbench.timing import paired
from configbench.timing.rounds import Plan, Samples, Start, Starter

PLAN = Plan(rounds=20, starts=3, warm_ups=2, seed=1)
TWINS = {"light+twin": "light", "heavy+twin": "heavy"}
NAMES = [CONTROL_NAME, "light", "slower", "heavy", *TWINS]


def machine(
    times: Mapping[str, float], noise: float | Mapping[str, float] = 0.0005
) -> Starter:
    """Return a starter with stated times, some noise and a drift common to all."""
    generator = random.Random(3)
    clock = [0.0]

    def start(name: str) -> Start:
        clock[0] += 1
        drift = 0.02 * (clock[0] / 400)
        own = noise if isinstance(noise, float) else noise.get(name, 0.0005)
        wall = times[name] + drift + generator.uniform(0, own)
        return Start(wall, wall)

    return start


SECONDS = {
    CONTROL_NAME: 0.020,
    "light": 0.030,
    "light+twin": 0.030,
    "slower": 0.033,
    "heavy": 0.300,
    "heavy+twin": 0.300,
}


def nothing(count: int) -> None:
    """Ignore progress."""


def judged(
    samples: Mapping[str, Samples],
    twins: Mapping[str, str],
    plan: Plan,
    lent: Floors | None = None,
) -> dict[str, Judgement]:
    """Judge all contestants of a race."""
    race = Race(samples, twins, plan, lent)
    return {name: judge(DEFAULT, Timed(name, race)) for name in samples}


def raced(
    starter: Starter, contestants: list[str] = NAMES, plan: Plan = PLAN
) -> dict[str, Mapping[str, Any]]:
    """Return the facts of contestants with stated times."""
    samples = measure(contestants, starter, plan, nothing)
    return {name: each.facts for name, each in judged(samples, TWINS, plan).items()}


def test_known_differences_are_found_and_twins_are_tied() -> None:
    """+3 ms is told apart, a twin is tied with its original, the estimates are right."""
    found = raced(machine(SECONDS))
    assert found["light"]["ties"] == ["light+twin"]
    assert found["heavy"]["ties"] == ["heavy+twin"]
    assert found["slower"]["ties"] == []
    assert found["slower"]["wall"]["median"] == pytest.approx(0.013, abs=0.001)
    assert found["heavy"]["wall"]["low"] <= 0.28 <= found["heavy"]["wall"]["high"]
    assert found["light+twin"]["twin_of"] == "light"


def test_a_difference_below_the_noise_is_a_tie() -> None:
    """Two rows that differ by less than the noise floor are tied, both ways."""
    found = raced(machine(SECONDS | {"slower": 0.0301}, 0.01))
    assert "slower" in found["light"]["ties"]
    assert "light" in found["slower"]["ties"]


#: A difference that every round shows, of two light rows and of two heavy ones.
SURE = {
    CONTROL_NAME: 0.020,
    "light": 0.030,
    "lighter": 0.028,
    "h": 0.3,
    "heavier": 0.302,
}


@pytest.mark.parametrize(
    ("light", "heavy", "ties"),
    [
        # half-widths in seconds of the light twin's and of the heavy twin's difference
        (0.0001, 0.0050, {"light": [], "h": ["heavier"]}),
        (0.0050, 0.0001, {"light": ["lighter"], "h": []}),
    ],
)
def test_the_noise_of_the_twin_that_weighs_alike_decides(
    light: float, heavy: float, ties: dict[str, list[str]]
) -> None:
    """What a light program differs from itself says nothing of heavy ones, and the reverse."""
    contestants = list(SURE)
    samples = measure(contestants, machine(SURE, 0.0001), PLAN, nothing)
    lent = {
        "light+twin": (0.010, paired.Difference(0.0, -light, light)),
        "heavy+twin": (0.280, paired.Difference(0.0, -heavy, heavy)),
    }
    found = judged(samples, {}, PLAN, lent)
    assert {name: found[name].facts["ties"] for name in ties} == ties


def test_the_heavier_of_two_says_whose_noise_counts() -> None:
    """A light and a heavy row are compared by the noise of the heavy twin."""
    samples = measure(list(SURE), machine(SURE, 0.0001), PLAN, nothing)
    lent = {
        "light+twin": (0.010, paired.Difference(0.0, -0.0001, 0.0001)),
        "heavy+twin": (0.280, paired.Difference(0.0, -0.4, 0.4)),
    }
    ties = judged(samples, {}, PLAN, lent)["h"].facts["ties"]
    assert sorted(ties) == ["control", "heavier", "light", "lighter"]


def runs(times: Mapping[str, float], rounds: int = 6) -> dict[str, Samples]:
    """Return rounds of starts that import torch for a second and a half, now more and now less."""
    generator = random.Random(5)

    def start(name: str) -> Start:
        wall = times[name] + generator.uniform(0, 0.0005)
        imported = 1.5 + generator.uniform(-0.3, 0.3)
        return Start(wall, wall, noted={"imported": imported}, whole=imported + wall)

    return measure(list(times), start, Plan(rounds), nothing)


def test_the_noise_of_an_import_is_not_in_the_ratio_of_a_run() -> None:
    """A run of 1.5 s that varies by a fifth: 10 ms more are 1.0067 of it, to a thousandth."""
    samples = runs({CONTROL_NAME: 0.020, "a": 0.030, "b": 0.320})
    found = {name: each.facts for name, each in judged(samples, {}, Plan(6)).items()}
    light, heavy = found["a"]["ratio"], found["b"]["ratio"]
    assert 1.005 < light["low"] <= light["median"] <= light["high"] < 1.009
    assert heavy["median"] == pytest.approx(1 + 0.3 / 1.52, rel=0.05)
    walls = found["a"]["samples"]
    by_hand = [
        (whole + one - other) / whole
        for whole, one, other in zip(
            found[CONTROL_NAME]["samples"]["whole"],
            walls["wall"],
            found[CONTROL_NAME]["samples"]["wall"],
            strict=True,
        )
    ]
    assert light["low"] == pytest.approx(min(by_hand))
    assert light["high"] == pytest.approx(max(by_hand))
    # What torch alone took is told by the processes that are timed.
    assert found[CONTROL_NAME]["imported"] == pytest.approx(1.5, abs=0.3)
    assert found[CONTROL_NAME]["whole"] > found[CONTROL_NAME]["imported"]
    assert not light["high"] - light["low"] > 0.1 * (max(walls["whole"]) - 1.5)


def test_intervals_of_a_run_cover_what_they_say() -> None:
    """Of six rounds, where a start takes a sixth more or less and every eighth is very late."""
    generator = random.Random(7)

    def late(times: float) -> float:
        pause = 0.05 * generator.paretovariate(1.5) if generator.random() < 1 / 8 else 0
        return times * generator.uniform(5 / 6, 7 / 6) + pause

    def samples(seconds: float) -> Samples:
        walls = [late(seconds) for _ in range(paired.FEWEST)]
        whole = [1.5 + wall for wall in walls]
        return Samples(walls, walls, [[wall] for wall in walls], whole)

    found = [samples(0.03).ratio(samples(0.03)) for _ in range(400)]
    assert sum(each.low <= 1 <= each.high for each in found) >= 0.95 * len(found)


def test_the_whole_of_a_round_is_the_median_of_its_starts() -> None:
    """The control is started three times a round: its parts and its wholes alike."""
    starts = iter([(0.2, 1.0), (0.1, 3.0), (0.3, 2.0)])

    def start(_: str) -> Start:
        wall, whole = next(starts)
        return Start(wall, wall, whole=whole)

    found = measure([CONTROL_NAME], start, Plan(1, starts=3), nothing)[CONTROL_NAME]
    assert (found.wall, found.whole) == ([0.2], [2.0])


def test_who_is_timed_otherwise_has_the_ratio_of_its_whole_start() -> None:
    """Without anything imported before, the ratio is that of two times, as it was."""
    samples = measure(
        [CONTROL_NAME, "a"], machine(SECONDS | {"a": 0.04}), PLAN, nothing
    )
    own, control = samples["a"], samples[CONTROL_NAME]
    assert own.ratio(control) == paired.ratio(own.wall, control.wall)
    assert "whole" not in judged(samples, {}, PLAN)["a"].facts["samples"]


def test_twins_of_the_case_come_before_lent_ones() -> None:
    """A twin that was started with torch, too, says what noise is there; another is lent."""
    samples = runs({CONTROL_NAME: 0.020, "light": 0.030, "light+twin": 0.030}, 10)
    lent = {
        "light+twin": (0.010, paired.Difference(0.0, -9.0, 9.0)),
        "heavy+twin": (0.280, paired.Difference(0.0, -0.005, 0.005)),
    }
    race = Race(samples, {"light+twin": "light"}, Plan(6), lent)
    assert race.ties["light"] == ["light+twin"]
    assert Race(samples, {}, Plan(6), lent).ties["light"] == ["control", "light+twin"]


def test_a_row_is_started_beside_the_control_of_its_framework() -> None:
    """Each framework has a heat of its own, with what its processes have imported; others none."""
    rows = find_all(["argparse", "hf_argument_parser", "lightning_cli"])
    found = heats(FRAMEWORK, rows)
    assert [(each.name, each.names, each.imports) for each in found] == [
        (
            "with_framework/transformers",
            ["control+transformers", "hf_argument_parser"],
            ("torch", "transformers"),
        ),
        (
            "with_framework/lightning",
            ["control+lightning", "lightning_cli"],
            ("torch", "lightning"),
        ),
    ]
    assert [each.binaries for each in found] == [row.binaries for row in rows[1:]]
    (torch,) = heats(TORCH, rows)
    assert torch.names == [CONTROL_NAME, *(row.name for row in rows), "argparse+twin"]
    assert torch.imports == ("torch",)
    (plain,) = heats(DEFAULT, rows)
    assert (plain.names, plain.imports) == (names(rows), ())


def test_what_a_row_comes_with_must_be_there() -> None:
    """A framework that its requirements do not bring is a fault of adapter.toml, in a sentence."""
    (row,) = find_all(["hf_argument_parser"])
    assert framework(row) == "transformers"
    assert framework(replace(row, comes_with="")) == ""
    with pytest.raises(
        RowError, match="comes_with is 'lightning'; requirements bring no"
    ):
        framework(replace(row, comes_with="lightning"))
    faults = reading.read(replace(find("fire"), comes_with="nowhere")).faults
    assert ["comes_with is 'nowhere'" in fault for fault in faults] == [True]


def test_what_a_row_adds_to_its_framework_is_computed() -> None:
    """Nothing where the library is the framework's own; what that does not require, where it is."""
    hf, lightning, plain = (
        results.describe(row)["footprint"]
        for row in find_all(["hf_argument_parser", "lightning_cli", "fire"])
    )
    assert "transformers" in hf["added"]
    assert hf["beside"] == {"distribution": "transformers", "mib": 0.0, "added": []}
    beside = lightning["beside"]
    assert beside["distribution"] == "lightning"
    assert "jsonargparse" in beside["added"]
    assert not {"lightning", "torchmetrics"} & {*beside["added"]}
    assert 0 < beside["mib"] < lightning["mib"] / 2
    assert "beside" not in plain


def test_what_a_row_comes_with_makes_its_start_up_stale_alone() -> None:
    """No other category heeds it, and no row that has none gets another hash by it."""
    (row,) = find_all(["hf_argument_parser"])
    other = replace(row, comes_with="torch")
    none = replace(row, comes_with="")
    assert row.sha256() == other.sha256() == none.sha256()
    hashes = {startup.CATEGORY.sha256(each) for each in (row, other, none)}
    assert len(hashes) == 3
    assert startup.CATEGORY.sha256(none) == none.sha256()
    assert LINES.sha256(row) == LINES.sha256(other)


def test_with_a_framework_alone_is_of_rows_that_come_with_one() -> None:
    """Asked for another, the sentence says what would make it one of these."""
    order = Order(tuple(find_all(["argparse"])), (FRAMEWORK.name,))
    with pytest.raises(UserError, match="comes_with; argparse: has none"):
        plans(order)


def test_who_fails_keeps_a_cell_and_is_compared_with_nobody() -> None:
    """A fault is told with what was measured until then; the others are judged without it."""

    def start(name: str) -> Start:
        times = machine(SECONDS)
        return Start(fault="exit 1: no") if name == "slower" else times(name)

    samples = measure(NAMES, start, PLAN, nothing)
    found = judged(samples, TWINS, PLAN)
    bad = found["slower"]
    assert (bad.outcome, bad.detail) == (Outcome.BROKEN, "exit 1: no")
    assert "wall" not in bad.facts
    assert bad.facts["samples"]["wall"] == []
    assert found["light"].outcome is Outcome.RIGHT
    assert "slower" not in found["light"].facts["compared"]


def test_a_twin_that_fails_gives_no_floor() -> None:
    """The floors are those of the twins that were timed; without any, the test alone decides."""
    samples = measure(NAMES, machine(SECONDS), PLAN, nothing)
    samples["heavy+twin"].fault = "exit 1: no"
    assert Race(samples, TWINS, PLAN).noise.keys() == {"light+twin"}
    samples["light"].fault = "exit 1: no"
    race = Race(samples, TWINS, PLAN)
    assert race.noise == {}
    assert race.ties["slower"] == []


def test_without_a_control_nothing_is_published() -> None:
    """A control that cannot be timed leaves everybody unmeasured, in one sentence."""
    samples = measure([CONTROL_NAME, "a"], lambda _: Start(fault="no"), PLAN, nothing)
    for each in judged(samples, {}, PLAN).values():
        assert each.outcome is Outcome.UNMEASURED
        assert each.detail == "the control could not be timed: no"
        assert each.facts == {"trouble": "here"}


def finished(code: int = 0) -> Finished:
    """Return a run of 0.2 s that began at 100 s."""
    return Finished(("x",), code, None, "", "said so", 100.0, 0.2, 0.15)


STAMP = Stamp(monotonic=100.1, cpu=0.09)


@pytest.mark.parametrize(
    ("stamps", "code", "saved", "fault"),
    [
        ([STAMP], 0, True, None),
        ([], 0, True, "0 stamps"),
        ([STAMP, STAMP], 0, True, "2 stamps"),
        ([STAMP], 1, True, "exit 1: said so"),
        ([STAMP], 0, False, "before the config was saved"),
        ([replace(STAMP, monotonic=99.0)], 0, True, "outside the run"),
        ([replace(STAMP, monotonic=100.5)], 0, True, "outside the run"),
        ([replace(STAMP, cpu=9.0)], 0, True, "outside the run"),
    ],
)
def test_a_time_needs_one_true_stamp(
    stamps: list[Stamp], code: int, saved: bool, fault: str | None
) -> None:
    """Exactly one stamp from inside the run, exit 0 and a saved config, or no time."""
    start = judge_start("stamp", StartFacts(finished(code), stamps, saved))
    if fault is None:
        assert start.wall == pytest.approx(0.1)
        assert start.cpu == pytest.approx(0.09)
    else:
        assert fault in (start.fault or "")
    assert start.spent == 0.2


def test_few_rounds_compare_with_the_control_only() -> None:
    """Where so few rounds could never tell all pairs apart, only the control is compared with."""
    contestants = [CONTROL_NAME, *(f"row{n}" for n in range(12)), "row0+twin"]
    few = comparisons(dict.fromkeys(contestants, 10), {"row0+twin": "row0"})
    assert len(few) == 13 + 1
    assert ("row0", "row0+twin") in few
    assert len(comparisons(dict.fromkeys(contestants, 20), {})) == 14 * 13 // 2


def test_who_has_too_few_rounds_is_compared_with_nobody() -> None:
    """A price that three rounds tell is told without a word about ties; the others have theirs."""
    rounds = {CONTROL_NAME: 10, "light": 10, "heavy": 3}
    assert comparisons(rounds, {}) == [(CONTROL_NAME, "light")]
    assert comparisons(dict.fromkeys(rounds, 3), {}) == []


def test_two_are_compared_in_the_rounds_that_both_have() -> None:
    """A round that only one has cannot be paired with anything: it moves no tie and no ratio."""
    times = {CONTROL_NAME: 0.020, "light": 0.030, "heavy": 0.300, "heavy+twin": 0.300}
    samples = measure(list(times), machine(times), PLAN, nothing)
    twins = {"heavy+twin": "heavy"}
    short = {
        name: Samples(own.wall[:14], own.cpu[:14], own.starts[:14])
        for name, own in samples.items()
    }
    some = {**short, CONTROL_NAME: samples[CONTROL_NAME], "light": samples["light"]}
    one, other = (judged(each, twins, PLAN) for each in (short, some))
    for name in ("heavy", "heavy+twin"):
        assert one[name].facts == other[name].facts
    assert one["light"].facts["ratio"] != other["light"].facts["ratio"]
    assert other["light"].facts["ties"] == []
    assert len(other["light"].facts["samples"]["wall"]) == 20


def test_the_ratio_has_an_interval() -> None:
    """It is how often a contestant took the time of the control in the same rounds."""
    found = raced(machine(SECONDS))["slower"]["ratio"]
    assert found["low"] <= found["median"] <= found["high"]
    # A drift that adds as much to both makes them more alike.
    assert 1.3 < found["median"] < 33 / 20


def test_of_many_rows_what_is_not_the_base_case_is_started_half_as_often() -> None:
    """Twice as many rows must not take twice as long; the base case does not give way."""
    row = find_all(["argparse"])[0]
    few, many = (plans(Order((row,) * count)) for count in (MANY, MANY + 1))
    assert many[DEFAULT] == few[DEFAULT]
    assert few.keys() == many.keys()
    for case in many.keys() - {DEFAULT, TORCH, FRAMEWORK}:
        assert many[case].rounds == few[case].rounds // 2
        assert many[case].least <= many[case].rounds
    # The second figure to be taken away has the rounds of an interval in any crowd.
    for case in (TORCH, FRAMEWORK):
        assert many[case].rounds == paired.FEWEST < few[case].rounds
        assert not many[case].content(Samples([1.0] * 5), Samples([1.0] * 5))
    alone = plans(Order((row,) * (MANY + 1), ("with_torch",)))
    assert list(alone.values()) == [TORCH.full]
    assert not {TORCH, FRAMEWORK} & plans(Order((row,), fast=True)).keys()


def test_the_progress_is_told_as_planned() -> None:
    """The starts told beforehand are the starts made; a case alone is quicker than all."""
    rows = tuple(find_all(["argparse", "hydra"]))
    ticks: list[int] = []
    measure(names(rows), machine(dict.fromkeys(names(rows), 0.1)), PLAN, ticks.append)
    order = Order(rows, (DEFAULT.name,))
    plan = plans(order)[DEFAULT]
    assert plan == DEFAULT.fast
    assert sum(ticks) == PLAN.count(len(names(rows)))
    assert seconds(order) == pytest.approx(plan.count(len(names(rows))) * START)
    alone, fast, whole = (
        seconds(each) for each in (order, Order(rows, fast=True), Order(rows))
    )
    assert alone < fast < whole


def test_memory_is_told_with_its_median() -> None:
    """Memory is of the warm-up starts."""
    plan = Plan(rounds=2, starts=1, warm_ups=2)
    samples = measure(
        [CONTROL_NAME],
        lambda _: Start(1.0, 1.0),
        plan,
        nothing,
        warm_up=lambda _: Start(9.0, 9.0, noted={"memory": 12.5}),
    )
    facts = judged(samples, {}, plan)[CONTROL_NAME].facts
    assert facts["memory"] == {"median": 12.5, "samples": [12.5, 12.5]}


def facts_of(**changed: Any) -> StartFacts:
    """Return the facts of a start that ended with exit 0 and one stamp, changed as stated."""
    given: dict[str, Any] = {"finished": finished(), "stamps": [STAMP]}
    return StartFacts(**given | changed)


MARKS = {"before": (100.01, 0.01), "after": (100.05, 0.04), "ready": (100.06, 0.05)}


@pytest.mark.parametrize(
    ("how", "changed", "expected"),
    [
        ("stamp", {}, 0.1),
        ("whole", {}, 0.2),
        ("whole", {"stamps": []}, "0 stamps"),
        ("help", {"stamps": []}, 0.2),
        ("help", {}, "reached the core"),
        ("help", {"stamps": [], "finished": finished(2)}, "exit 2"),
        ("mistake", {"stamps": [], "finished": finished(2)}, 0.2),
        ("mistake", {"finished": finished(2)}, "reached the core"),
        ("mistake", {"stamps": []}, "exit 0 for a mistake"),
        ("mistake", {"stamps": [], "finished": finished(-11)}, "SIGSEGV"),
        ("after", {"marks": MARKS}, 0.04),
        ("after", {}, "was not imported before"),
        ("after", {"marks": MARKS | {"ready": (99.0, 0.01)}}, "outside the run"),
        ("after", {"marks": MARKS | {"before": (99.0, 0.01)}}, "outside the run"),
        ("after", {"marks": MARKS | {"after": (200.0, 0.04)}}, "outside the run"),
        ("after", {"marks": MARKS | {"ready": (100.06, 0.2)}}, "outside the run"),
        ("stamp", {"malformed": "clock.jsonl, line 1: is cut off"}, "is cut off"),
        ("mistake", {"malformed": "no", "finished": finished(2)}, "no"),
    ],
)
def test_each_kind_of_start_has_its_own_end(
    how: Judged, changed: dict[str, Any], expected: float | str
) -> None:
    """A time ends at the stamp or at the reaping; what did something else has none."""
    start = judge_start(how, facts_of(**changed))
    if isinstance(expected, str):
        assert expected in (start.fault or "")
    else:
        assert start.fault is None
        assert start.wall == pytest.approx(expected)


def test_a_start_with_torch_tells_its_import_and_the_whole() -> None:
    """From the spawn to the stamp; a start whose memory is looked at tells no time of them."""
    start = judge_start("after", facts_of(marks=MARKS))
    assert start.whole == pytest.approx(0.1)
    assert start.noted["imported"] == pytest.approx(0.04)
    looked_at = judge_start("after", facts_of(marks=MARKS, memory=12.5))
    assert looked_at.noted == {"memory": 12.5}
    assert judge_start("stamp", facts_of()).whole is None


def test_few_rounds_tell_the_range_and_claim_nothing() -> None:
    """Three rounds give the lowest and the highest, and no word about ties."""
    plan = Plan(rounds=3, starts=1, warm_ups=0)
    samples = {
        CONTROL_NAME: Samples([1.0] * 3, [1.0] * 3, starts=[[1.0]] * 3),
        "a": Samples([1.5, 1.1, 1.2], [1.0] * 3, starts=[[1.5], [1.1], [1.2]]),
    }
    facts = judged(samples, {}, plan)["a"].facts
    assert facts["wall"] == pytest.approx({"median": 0.2, "low": 0.1, "high": 0.5})
    assert (facts["range"], facts["compared"], facts["ties"]) == (True, [], [])


def test_the_rounds_suffice_for_what_is_claimed() -> None:
    """Whoever leaves first can be told from everybody, with twice the rows of today; alone too."""
    rows = [f"row{n}" for n in range(25)]
    twins = {f"{name}+twin": name for name in rows[:2]}
    contestants = [CONTROL_NAME, *rows, *twins]
    assert DEFAULT.full
    assert DEFAULT.fast
    least = dict.fromkeys(contestants, DEFAULT.full.least)
    assert len(comparisons(least, twins)) == len(contestants) * 27 // 2
    quick = dict.fromkeys([CONTROL_NAME, *rows], DEFAULT.fast.least)
    assert len(comparisons(quick, {})) == len(rows)


def test_intervals_of_further_cases_are_some() -> None:
    """Whatever is quick to start has six rounds there: the lowest and the highest are 95 %."""
    for case in CASES.values():
        if case.full:
            assert case.full.rounds >= paired.FEWEST


def test_the_noise_of_the_twins_holds_for_the_cases_without() -> None:
    """A difference below the noise floor of the same run is a tie in any case."""
    quick = {CONTROL_NAME: 0.020, "a": 0.022}
    plan = Plan(rounds=10, starts=1, warm_ups=0)
    samples = measure(list(quick), machine(quick, 0.0001), plan, nothing)
    assert judged(samples, {}, plan)["a"].facts["ties"] == []
    lent = {"a+twin": (0.002, paired.Difference(0.0, -0.005, 0.005))}
    assert judged(samples, {}, plan, lent)["a"].facts["ties"] == [CONTROL_NAME]


def test_one_case_is_a_mistake_and_all_others_are_requests() -> None:
    """What must be refused is a mistake; what is told of the measuring is listed, too."""
    kinds = {name: case.kind for name, case in CASES.items()}
    assert kinds.pop(MISTAKE.name) is Kind.MISTAKE
    assert set(kinds.values()) == {Kind.REQUEST}
    started = {"default", FIVE.name, "help", "rerun", TORCH.name, FRAMEWORK.name}
    assert started | {"where", "run"} == set(kinds)


def test_the_run_is_no_cell_of_a_row() -> None:
    """What measuring took is the control's; asked for alone, the sentence says so."""
    order = Order(tuple(find_all(["argparse"])), ("run",))
    with pytest.raises(UserError, match="is a cell of the control"):
        plans(order)


def test_the_framework_of_a_row_is_part_of_what_its_start_up_is_known_by(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever lists the rows tells it, so that no start-up is called stale for it."""
    assert cli.main(["list", "--json"]) == 0
    told = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    for name, other in (("hf_argument_parser", True), ("hydra", False)):
        assert (told[name]["own"]["startup"] != told[name]["sha256"]) is other
