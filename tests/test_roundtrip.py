"""The round-trip axis on stated records: what came back is judged by value and by type."""

import shutil
from pathlib import Path

import pytest

from benchmarks.axes.roundtrip import PROFILES, judge_run, judge_setting
from benchmarks.cli import main
from benchmarks.outcomes import Outcome
from benchmarks.paths import ADAPTERS
from benchmarks.runs import MODELS, Record, Rerun, control
from benchmarks.values import parse

FIRST: Record = {
    "seed": parse("7"),
    "tags": parse("['a']"),
    "run_dir": parse("Path('x')"),
}


def rerun(weights: tuple[str | None, str | None] = ("w", "w"), **changed: str) -> Rerun:
    """Return a rerun whose second record differs as stated."""
    second = FIRST | {name: parse(text) for name, text in changed.items()}
    return Rerun(None, first=FIRST, second=second, weights=weights)


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        (rerun(), Outcome.RIGHT),
        (rerun(run_dir="Path('y')"), Outcome.RIGHT),
        (rerun(tags="('a',)"), Outcome.RETYPED),
        (rerun(tags="[]"), Outcome.SILENT),
        (rerun(seed="8"), Outcome.SILENT),
        (rerun(("w", "v")), Outcome.SILENT),
        (rerun(("w", "v"), tags="('a',)"), Outcome.SILENT),
        (rerun(("w", None)), Outcome.LATE),
        (Rerun("it did not start"), Outcome.LOUD),
    ],
)
def test_a_rerun_is_judged_by_record_and_weights(done: Rerun, outcome: Outcome) -> None:
    """Equal weights are not enough: tags leave no trace in them."""
    assert judge_run(done) is outcome


@pytest.mark.parametrize(
    ("after", "problem", "outcome"),
    [
        ("7", None, "right"),
        ("7.0", None, "retyped"),
        ("'7'", None, "silent"),
        ("8", None, "silent"),
        ("7", "no saved config", "loud"),
    ],
)
def test_a_setting_is_judged_by_what_came_back(
    after: str, problem: str | None, outcome: str
) -> None:
    """Value and type, or the reason why nothing came back."""
    cell = judge_setting("seed", FIRST, FIRST | {"seed": parse(after)}, problem)
    assert cell["outcome"] == outcome


def test_the_profiles_change_every_setting() -> None:
    """Every argument of train() and of every part in the profiles has a non-default value."""
    record = control()
    asked = {path for settings in PROFILES.values() for path in settings}
    paths = {
        f"{name}.{argument}" if argument else name
        for name, value in {**record, "model": MODELS["bert"]}.items()
        for argument in value.get("args", {"": None})
    }
    assert paths - asked == {"run_dir"}


def test_a_newcomer_copies_a_sibling_and_is_green(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CONTRIBUTING's first step: a copy of argparse under another name keeps the contract."""
    folder = tmp_path / "adapters" / "mylib"
    shutil.copytree(ADAPTERS / "argparse", folder)
    assert main(["check", str(folder)]) == 0
    assert "The contract is kept." in capsys.readouterr().out
