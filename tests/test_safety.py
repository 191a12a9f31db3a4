"""Canaries: judged on stated facts, and met by one row of each kind."""

from pathlib import Path

import pytest

from benchmarks import registry
from benchmarks.axes import safety
from benchmarks.axes.safety import Seen, cases, judge, judge_spread
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome
from benchmarks.process import Finished
from benchmarks.runs import Probe, restore
from benchmarks.values import parse


def probe(
    *, reached: bool, code: int = 0, exceeded: str | None = None, says: str = "x"
) -> Probe:
    """Return a run that ended so."""
    finished = Finished((), code, exceeded, "", says, 0.0, 0.0, 0.0)
    return Probe("a", (), ({"seed": parse("7")},) if reached else (), finished, ())


@pytest.mark.parametrize(
    ("seen", "word", "outcome"),
    [
        (Seen(probe(reached=True), touched=False), "harmless", Outcome.RIGHT),
        (Seen(probe(reached=False, code=2), touched=False), "refused", Outcome.RIGHT),
        (Seen(probe(reached=True), touched=True), "executed", Outcome.SILENT),
        # Refused afterwards is too late.
        (Seen(probe(reached=False, code=2), touched=True), "executed", Outcome.SILENT),
        (
            Seen(probe(reached=True), touched=False, read=True),
            "executed",
            Outcome.SILENT,
        ),
        (
            Seen(probe(reached=False, exceeded="time"), touched=False),
            "hung",
            Outcome.BROKEN,
        ),
        (
            Seen(probe(reached=False, code=1, says="MemoryError"), touched=False),
            "hung",
            Outcome.BROKEN,
        ),
        (
            Seen(probe(reached=False, code=1, says=""), touched=False),
            "hung",
            Outcome.BROKEN,
        ),
    ],
)
def test_a_canary_is_judged_by_its_marker_first(
    seen: Seen, word: str, outcome: Outcome
) -> None:
    """Whatever the program says: a touched marker is an execution."""
    assert judge(seen)[:2] == (word, outcome)


def test_a_secret_belongs_into_the_saved_config_only() -> None:
    """Any other file, and the output, is one too many."""
    run = probe(reached=True)
    assert judge_spread(run, ["config.json"], [], said=False)[0] == "harmless"
    assert judge_spread(run, [], [], said=False)[0] == "harmless"
    assert judge_spread(run, ["config.json"], ["train.log"], said=False)[0] == "spread"
    assert judge_spread(run, ["config.json"], [], said=True)[0] == "spread"


@pytest.mark.parametrize(
    ("name", "canary", "word"),
    [
        ("easydict", "yaml_object_tag", "refused"),
        ("easydict", "pickle_in_its_place", "refused"),
        ("argparse", "target_writes", "harmless"),
        ("argparse", "path_out_of_the_configs", "refused"),
        ("configparser", "environment_read", "refused"),
        ("configparser", "secret_on_the_command_line", "harmless"),
        ("omegaconf", "environment_read", "executed"),
        ("hydra", "target_writes", "executed"),
    ],
)
def test_rows_meet_canaries(name: str, canary: str, word: str) -> None:
    """One canary of each kind for real; no path of this machine is published."""
    adapter = registry.find(name)
    # What a row cannot even read back without a canary, it executes nothing of: OmegaConf 2.3
    # refuses the paths that it saves itself on Python 3.13.
    if word == "executed" and restore(adapter, ())[1] is None:
        word = "refused"
    cell = safety.measure(adapter, canary)
    assert cell["safety"] == word, cell
    assert cell.get("cause") != "unexplained"
    assert "/tmp/" not in str(cell)  # noqa: S108  looked for, not used


def test_a_format_that_cannot_hold_a_canary_is_unsupported() -> None:
    """JSON has no tags."""
    cell = safety.measure(registry.find("argparse"), "yaml_object_tag")
    assert cell["outcome"] == "unsupported"
    assert "json" in cell["detail"]


def test_every_canary_has_one_way_to_be_met(tmp_path: Path) -> None:
    """In a value, as a file, as a name, or on the command line; a misspelt key is refused."""
    for canary in cases().values():
        ways = (canary.value, canary.file, canary.choice, canary.secret)
        assert sum(bool(way) for way in ways) == 1, canary.name
    path = tmp_path / "canaries.toml"
    path.write_text('[a]\nintent = ""\nvalu.yaml = "x"\n', encoding="utf-8")
    with pytest.raises(BenchError, match="unknown key 'valu'"):
        cases(path)
