"""The acceptance: its statistics on simulated samples, its plan, and that nothing gets lost."""

import ast
import json
import math
import re
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.acceptance import __main__ as acceptance
from benchmarks.acceptance import judging, page, tools
from benchmarks.acceptance.plan import (
    COMPARE,
    CONTESTANTS,
    HYPERFINE,
    KINDS,
    OTHERS,
    OURS,
    PEERS,
    RULE,
    SEQUENTIAL,
    WITH_TORCH,
    Plan,
    Trial,
    fit,
    schedule,
    seconds,
)
from benchmarks.dialect import load
from benchmarks.paths import ROOT
from benchmarks.registry import find
from configbench.errors import ConfigbenchError
from configbench.timing import paired

#: Milliseconds to "config ready" of argparse and of its twin, the best of three starts in each of
#: 20 rounds: the published run of 2026-11-24.  What they scatter is the noise of the simulation.
MEASURED = np.array([
    29.1, 30.5, 29.8, 30.2, 31.2, 31.5, 30.1, 30.2, 31.5, 31.0,
    30.4, 33.0, 30.2, 31.1, 30.5, 31.9, 30.6, 29.6, 29.2, 30.3,
    29.6, 30.0, 30.3, 30.4, 31.5, 30.3, 29.9, 31.1, 31.8, 31.9,
    30.4, 31.6, 30.5, 30.9, 31.1, 30.6, 30.0, 29.2, 29.6, 31.0,
])  # fmt: skip
ROUNDS = 20
#: What a load on all cores adds to a start, in seconds, and how much more it scatters then.
LOADED, WIDER = 0.02, 3


def simulated(seed: int, added: float = 0.0, *, load: bool = False) -> tools.Samples:
    """Return a trial of ours: resampled noise, and a load from half-way on that all share."""
    generator = np.random.default_rng(seed)
    loaded = np.arange(ROUNDS) >= ROUNDS / 2 if load else np.zeros(ROUNDS, dtype=bool)
    drift = generator.normal(LOADED, LOADED / 4, ROUNDS) * loaded
    found = {}
    for name in CONTESTANTS:
        noise = (generator.choice(MEASURED, ROUNDS) - np.median(MEASURED)) / 1e3
        times = 0.03 + noise * np.where(loaded, WIDER, 1) + drift
        found[name] = (times + (added if name == "changed" else 0)).tolist()
    return found


def sequential(seed: int, added: float = 0.0, *, load: bool = False) -> tools.Samples:
    """Return a peer's trial: all of the original, then all of the changed one, single starts."""
    generator = np.random.default_rng(seed)
    found = {}
    for name in ("original", "changed"):
        loaded = load and name == "changed"
        noise = (generator.choice(MEASURED, 60) - np.median(MEASURED)) / 1e3
        times = 0.03 + noise * (WIDER if loaded else 1) + (LOADED if loaded else 0)
        found[name] = (times + (added if name == "changed" else 0)).tolist()
    return found


def test_equal_programs_are_seldom_called_different() -> None:
    """Of 60 simulated A/A trials at most 10 % are called different."""
    found = sum(bool(judging.ours(simulated(seed)).different) for seed in range(60))
    assert found <= 6


def test_three_milliseconds_are_found_and_covered() -> None:
    """Beside the measured noise 3 ms are found every time, and most intervals hold them."""
    verdicts = [judging.ours(simulated(seed, 0.003)) for seed in range(60)]
    assert all(each.different for each in verdicts)
    assert sum(each.covers(0.003) for each in verdicts) >= 60 * 0.88


def test_a_load_from_half_way_on_does_not_move_us_as_it_moves_them() -> None:
    """Under drift our median error is far below half of what a sequential tool's is."""
    mine = [judging.ours(simulated(seed, 0.003, load=True)) for seed in range(30)]
    theirs = [
        judging.unpaired(sequential(seed, 0.003, load=True)) for seed in range(10)
    ]
    ours = np.median([each.error(0.003) for each in mine])
    assert ours <= 0.5 * np.median([each.error(0.003) for each in theirs])
    assert sum(each.covers(0.003) for each in mine) >= 30 * 0.85
    assert not any(each.covers(0.003) for each in theirs)


def test_a_sequential_tool_is_judged_fairly_without_drift() -> None:
    """Where nothing drifts, the peers' interval covers as often as it says."""
    verdicts = [judging.unpaired(sequential(seed, 0.003)) for seed in range(60)]
    assert sum(each.covers(0.003) for each in verdicts) >= 60 * 0.88
    assert judging.unpaired({"original": [1.0] * 5, "changed": [2.0] * 5}).estimate == 1


COSTS = {"argparse": 0.05, "hydra": 0.3, "argparse with torch": 1.5}
TOOLS = (OURS, *PEERS)


def test_the_plan_has_the_most_rounds_that_fit() -> None:
    """A slower machine gets fewer rounds, the estimate stays below the limit, or a sentence."""
    quick = fit({kind: cost / 3 for kind, cost in COSTS.items()}, TOOLS, 1.0, 2400)
    assert (quick.rounds, quick.width) == (RULE.rounds, RULE.width)
    plan = fit(COSTS, TOOLS, 1.0, 1200)
    assert RULE.least <= plan.rounds < RULE.rounds
    for rounds, fits in ((plan.rounds, True), (plan.rounds + 1, False)):
        other = replace(plan, rounds=rounds)
        total = sum(seconds(trial, other) for trial in schedule(other))
        assert (total <= 1200) is fits
    assert plan.added["hydra_plus_3_percent"] == pytest.approx(0.009)
    with pytest.raises(ConfigbenchError, match="wait until the machine is quiet"):
        fit({kind: 10 * cost for kind, cost in COSTS.items()}, TOOLS, 1.0, 2160)


def test_the_schedule_is_whole_mixed_and_the_same_each_time() -> None:
    """As many trials of ours as are stated, some of each peer in three kinds; the seed's order."""
    plan = fit(COSTS, TOOLS, 1.0, 2160)
    trials = schedule(plan)
    ours = [trial.kind.name for trial in trials if trial.tool == OURS]
    assert [ours.count(kind.name) for kind in KINDS] == [20, 16, 4, 8, 4, 8, 8]
    for tool in PEERS:
        theirs = [trial.kind.name for trial in trials if trial.tool == tool]
        assert {name: theirs.count(name) for name in theirs} == {
            "a_a": 4,
            "plus_3_ms": 4,
            "drift": 8,
        }
    assert trials == schedule(plan)
    assert len({trial.key for trial in trials}) == len(trials)
    assert len({trial.kind.name for trial in trials[:30]}) > 3
    without = schedule(replace(plan, tools=(OURS, SEQUENTIAL)))
    assert {trial.tool for trial in without} == {OURS, SEQUENTIAL}
    # How many processes ours took is known before the peers take as many.
    keys = [trial.key for trial in trials]
    for trial in trials:
        if trial.tool != OURS:
            assert keys.index(trial.key) > keys.index(replace(trial, tool=OURS).key)


def test_only_what_others_take_too_is_a_plan_of_its_own() -> None:
    """Trials of three kinds, by every tool; the heavy ones are left out."""
    plan = fit({"argparse": 0.05}, TOOLS, 1.0, 1200, beside=True)
    assert plan == Plan.from_json(plan.as_json())
    trials = schedule(plan)
    assert len(trials) == len(TOOLS) * (4 + 4 + 8)
    assert {trial.kind.adapter for trial in trials} == {"argparse"}


@pytest.mark.parametrize("adapter", sorted({kind.adapter for kind in KINDS}))
def test_what_is_planted_changes_nothing_else(adapter: str) -> None:
    """A planted program is the adapter with a few lines before the call of train()."""
    source = find(adapter).program.read_text(encoding="utf-8")
    planted = tools.plant(source, 0.003)
    none = tools.plant(source, 0.0)
    assert planted == none.replace("+ 0.0\n", "+ 0.003\n")
    lines = planted.splitlines()
    call = next(
        n for n, line in enumerate(lines) if line.endswith("= train(**settings)")
    )
    loop = tools.BUSY.format(seconds=0.003).splitlines()
    assert (
        textwrap.dedent("\n".join(lines[call - len(loop) : call])).splitlines() == loop
    )
    assert [*lines[: call - len(loop)], *lines[call:]] == source.splitlines()
    ast.parse(planted)


def test_what_does_not_train_takes_no_planting() -> None:
    """A program without the call is refused in a sentence; a mention is no call."""
    with pytest.raises(
        ConfigbenchError, match="no statement of the program calls train"
    ):
        tools.plant("def train(): ...\nother.train()\nprint('train()')\n", 0.003)


def test_the_planted_length_is_measured() -> None:
    """The loop lasts at least as long as it says."""
    length = tools.planted_length(0.002, times=4)
    assert 0.002 <= length["least"] <= length["median"] <= length["most"]


SMALL = Plan(
    0.02, 2, 1, 0, {kind.name: kind.added for kind in KINDS}, COSTS, tools.present()
)


def test_a_trial_has_as_many_rounds_as_it_needs() -> None:
    """Seconds end a dear one, the least rounds begin a load; without a rule all have all rounds."""
    plan = fit(COSTS, TOOLS, 1.0, 2160)
    named = {kind.name: kind for kind in KINDS}
    light, heavy = named["a_a"], named["hydra_plus_3_percent"]
    assert plan.most(light) == plan.rounds
    assert RULE.seconds
    rounds = math.ceil(RULE.seconds / COSTS[heavy.adapter])
    assert RULE.least < rounds <= plan.rounds
    assert plan.most(heavy) == rounds
    assert plan.processes(heavy) == 3 * rounds
    assert plan.surely == RULE.least
    timing = replace(RULE, rounds=plan.rounds, seed=plan.seed + 3)
    assert plan.timing(light, 3) == timing
    assert SMALL.surely == SMALL.most(heavy) == SMALL.rounds == 2


def test_a_trial_with_torch_is_timed_as_a_run_is() -> None:
    """It has rounds enough to tell three apart, whatever the others have; its peers are none."""
    kinds = [kind for kind in KINDS if kind.imports]
    assert [kind.added for kind in kinds] == [0.0, 0.003]
    for kind in kinds:
        assert kind.peers == 0
        assert SMALL.most(kind) == WITH_TORCH.rounds
        assert SMALL.timing(kind, 3) == replace(WITH_TORCH, seed=SMALL.seed + 3)
        job = tools.job(kind, find("argparse").program)
        assert (job.judged, job.imports, job.saved) == (
            "after",
            ("torch",),
            load(find("argparse")).saved,
        )
    assert paired.smallest_p(WITH_TORCH.rounds) * 2 * 3 < paired.ALPHA
    assert tools.job(KINDS[0], find("argparse").program).judged == "stamp"


def test_all_trials_fit_into_their_minutes() -> None:
    """As starts take here, with torch too: twice the least rounds of the others, in 25 minutes."""
    plan = fit(COSTS, TOOLS, 1.0, 0.9 * acceptance.LIMIT)
    assert plan.rounds >= 2 * RULE.least


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_takes_a_trial(tool: str) -> None:
    """Real processes: as many samples as planned, from both contestants; the load ends."""
    if tool not in tools.present():
        pytest.skip("apt-get install hyperfine comes first")
    (drift,) = (kind for kind in KINDS if kind.load)
    taken = tools.take(Trial(drift, 0, tool), SMALL, 6)
    counts = {name: len(values) for name, values in taken.items()}
    if tool == OURS:
        assert counts == dict.fromkeys(CONTESTANTS, SMALL.rounds)
    elif tool == COMPARE:
        assert counts == dict.fromkeys(CONTESTANTS, 7)
    else:
        assert counts == {"original": 3, "changed": 3}
    assert min(min(values) for values in taken.values()) > 0


@pytest.mark.slow
def test_a_program_that_fails_is_told_and_has_no_samples(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A trial whose program dies ends in one sentence, by every tool."""
    monkeypatch.setattr(tools, "BUSY", "raise SystemExit(3)  # {seconds}\n")
    (kind,) = (kind for kind in KINDS if kind.name == "plus_3_ms")
    for tool in tools.present():
        with pytest.raises(ConfigbenchError):
            tools.take(Trial(kind, 0, tool), SMALL, 6)


def stated(trial: Trial, plan: Plan, processes: int) -> tools.Samples:
    """Return simulated samples instead of starting anything."""
    assert processes == len(CONTESTANTS) * (
        plan.most(trial.kind) if trial.tool == OURS else ROUNDS
    )
    simulate = sequential if trial.tool in OTHERS else simulated
    return simulate(trial.number, plan.added[trial.kind.name], load=trial.kind.load)


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for an acceptance whose calibration and trials are stated."""
    monkeypatch.setattr(acceptance, "cost", lambda kind: COSTS[kind.start])
    monkeypatch.setattr(tools, "present", lambda: TOOLS)
    monkeypatch.setattr(tools, "take", stated)

    def length(seconds: float) -> dict[str, float]:
        return dict.fromkeys(("median", "least", "most"), seconds)

    monkeypatch.setattr(tools, "planted_length", length)
    return tmp_path


def test_ctrl_c_loses_nothing_and_the_same_command_goes_on(
    begun: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Interrupted in mid-run, then resumed: the trials of an undisturbed run, each taken once."""
    taken: list[str] = []

    def interrupted(trial: Trial, plan: Plan, processes: int) -> tools.Samples:
        if len(taken) == 5:
            taken.append("")
            raise KeyboardInterrupt
        taken.append(trial.key)
        return stated(trial, plan, processes)

    options = ["--scale", "0.05", "--dir", str(begun)]
    monkeypatch.setattr(tools, "take", interrupted)
    assert acceptance.main(options) == 130
    part = begun / "acceptance.part.json"
    assert len(json.loads(part.read_text(encoding="utf-8"))["trials"]) == 5
    assert not (begun / "acceptance.md").exists()
    assert acceptance.main(["--dir", str(begun)]) == 2
    assert "has --scale 0.05" in capsys.readouterr().err
    assert acceptance.main(options) == 0
    content = json.loads((begun / "acceptance.json").read_text(encoding="utf-8"))
    expected = {trial.key for trial in schedule(Plan.from_json(content["plan"]))}
    assert content["trials"].keys() == expected
    assert sorted(filter(None, taken)) == sorted(expected)
    assert not part.exists()


def test_the_page_says_what_the_facts_say(begun: Path) -> None:
    """Promises that the simulated facts keep are kept; a fault is counted, not hidden."""
    assert acceptance.main(["--scale", "0.2", "--dir", str(begun)]) == 0
    text = (begun / "acceptance.md").read_text(encoding="utf-8")
    content = json.loads((begun / "acceptance.json").read_text(encoding="utf-8"))
    assert text == page.render(content)
    assert "**A short run**, with 20% of the trials" in text
    assert f"at most {RULE.width:.1%} of the ratio" in " ".join(text.split())
    assert f"medians: {ROUNDS} (argparse against its own copy)" in " ".join(
        text.split()
    )
    assert "| argparse, 3 ms planted | 3.00 | 3.00 [3.00, 3.00] | 3 | 3 |" in text
    assert "| argparse against its own copy | 0.00 |  | 4 | " in text
    assert (
        "| with torch imported, argparse, 3 ms planted | 3.00 | 3.00 [3.00, 3.00] | 2 | 2 |"
        in text
    )
    assert f"every trial has {WITH_TORCH.rounds} rounds" in " ".join(text.split())
    assert text.count("**Kept.**") == 8
    # Equal programs are counted together, those with torch among them.
    assert re.search(r"equal programs called different: \d of 6\.", text)
    assert "seven of eight trials of a run with torch: 2 of 2. **Kept.**" in text
    content["trials"]["plus_3_ms/0/configbench"] = {"fault": "no", "seconds": 1}
    wide = {name: [0.03, 0.05] * 10 for name in CONTESTANTS}
    for number in range(1, 3):
        content["trials"][f"plus_3_ms/{number}/configbench"]["samples"] = wide
    text = page.render(content)
    assert "| 2 (1 failed) | 0 |" in text
    assert "seven of eight trials: 0 of 2. **NOT kept.**" in text
    for number in range(2):
        content["trials"][f"torch_a_a/{number}/configbench"]["samples"] = dict(
            zip(
                CONTESTANTS,
                ([0.03] * 8, [0.03] * 8, [0.04 + n / 1e5 for n in range(8)]),
                strict=True,
            )
        )
    assert "called different: 2 of 6. **NOT kept.**" in page.render(content)
    del content["plan"]["tools"][content["plan"]["tools"].index(HYPERFINE)]
    assert "hyperfine was not installed" in page.render(content)


def test_what_is_left_of_another_program_is_refused(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no interrupted acceptance is one sentence; --afresh forgets it."""
    (begun / "acceptance.part.json").write_text("{}", encoding="utf-8")
    options = ["--scale", "0.02", "--dir", str(begun)]
    assert acceptance.main(options) == 2
    assert "is no interrupted acceptance" in capsys.readouterr().err
    assert acceptance.main([*options, "--afresh"]) == 0
    with pytest.raises(SystemExit):
        acceptance.main(["--scale", "2"])


@pytest.mark.slow
def test_the_published_page_follows_from_its_facts() -> None:
    """docs/acceptance.md is what docs/acceptance.json gives; neither is there without the other."""
    facts, text = (ROOT / "docs" / f"acceptance.{kind}" for kind in ("json", "md"))
    assert facts.is_file() == text.is_file()
    if facts.is_file():
        content = json.loads(facts.read_text(encoding="utf-8"))
        assert text.read_text(encoding="utf-8") == page.render(content)
        assert not re.search(r"short run", text.read_text(encoding="utf-8"))
