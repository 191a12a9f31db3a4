"""The commands of ``python -m benchmarks`` and ``python -m report``, as a user types them."""

import json
import subprocess
from pathlib import Path

import pytest

from benchmarks import registry
from benchmarks.cli import main
from benchmarks.paths import ROOT
from tests.checks import STYLE, TRAININGS, without
from tests.miniatures import build


def test_probe_shows_values_with_their_types(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """``probe`` prints the command, how it ended and the record as Python writes it."""
    assert main(["probe", "argparse", "--", "--lr", "3e-4", "--clip-grad", "none"]) == 0
    out = capsys.readouterr().out
    assert "$ python adapters/argparse/train.py --lr 3e-4 --clip-grad none" in out
    assert "exit 0; training core reached once" in out
    assert "Adam(lr=0.0003, weight_decay=0.0, betas=(0.9, 0.999))" in out
    assert "clip_grad   None" in out


def test_probe_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """``probe --json`` is the published form, also for a refusal."""
    assert main(["probe", "argparse", "--json", "--", "--n-epochs", "five"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["adapter"], seen["exit"], seen["reached"]) == ("argparse", 2, [])
    assert "invalid int value: 'five'" in seen["stderr"]
    assert seen["argv"][2:] == ["--n-epochs", "five"]
    assert seen.keys() == {
        "adapter", "argv", "exit", "ended", "reached", "stdout", "stderr", "files", "seconds",
    }  # fmt: skip


def test_a_sweep_is_seen_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Four combinations reach the core four times, each with its own record."""
    words = ["-m", "model=lstm,bert", "optimizer.lr=1e-3,1e-4"]
    assert main(["probe", "hydra", "--json", "--", *words]) == 0
    reached = json.loads(capsys.readouterr().out)["reached"]
    seen = [(r["model"]["t"], r["optimizer"]["args"]["lr"]["v"]) for r in reached]
    assert seen == [
        ("shared_model.LSTM", "0.001"),
        ("shared_model.LSTM", "0.0001"),
        ("shared_model.BERT", "0.001"),
        ("shared_model.BERT", "0.0001"),
    ]


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["probe", "hidra"], "did you mean 'hydra'"),
        (["probe", "./nowhere/"], "has no train.py"),
        (["reproduce", "line/argparse"], "did you mean 'lines'"),
        (["reproduce", "lines/argparse/totla"], "did you mean 'total'"),
        (["reproduce", "overrides/argparse/nested_imt"], "did you mean 'nested_int'"),
        (["reproduce", "roundtrip/argparse/ru"], "did you mean 'run'"),
        (["list", "--", "x"], "takes no words"),
    ],
)
def test_bad_input_is_one_sentence(
    argv: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown names end with exit code 2 and one sentence that names the nearest."""
    assert main(argv) == 2
    err = capsys.readouterr().err
    assert sentence in err
    assert len(err.strip().splitlines()) == 1


def test_check_tells_a_newcomer_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check PATH`` prints a line for each check and fails if one is not kept."""
    without(monkeypatch, (*TRAININGS, *STYLE))
    assert main(["check", str(build("accepts_misspelt_keys", tmp_path))]) == 1
    out = capsys.readouterr().out
    fault = "n_epochz=5 (a misspelt key): the mistake was accepted"
    assert f"NOT mistakes    [accepted] {fault}" in out
    assert "The contract is NOT kept." in out


@pytest.mark.slow
def test_verify_finds_the_one_that_trains_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows that train with other settings than their siblings differ in every model."""
    assert main(["verify", "--fast", "argparse"]) == 0
    assert "Every model: the same weights from all." in capsys.readouterr().out
    other = build("trains_with_another_rate", tmp_path)
    assert main(["verify", "--fast", "argparse", f"{other}/"]) == 1
    lines = capsys.readouterr().out.splitlines()
    (differing,) = [line for line in lines if "DIFFERS" in line]
    assert differing.split()[0] == "trains_with_another_rate"
    assert differing.count("DIFFERS") == 6


def test_reproduce_of_a_plain_cell(capsys: pytest.CaptureFixture[str]) -> None:
    """``reproduce`` measures afresh and compares with what is published."""
    assert main(["reproduce", "overrides/argparse/tuple"]) == 0
    out = capsys.readouterr().out
    assert "outcome    right" in out
    assert "=> " in out


@pytest.mark.parametrize("name", ["hydra"])
def test_reproduce_shows_the_start_of_a_file(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the file that a task needs, the first lines are shown, and how many follow."""
    assert main(["reproduce", f"overrides/{name}/path_with_tilde"]) == 0
    out = capsys.readouterr().out
    assert "    ~/my data/train_data.csv:\n      userID,assessmentItemID" in out
    assert "more lines\n" in out
    assert max(map(len, out.splitlines())) < 200


@pytest.mark.slow  # mypy over all rows; `make check` runs it, too
def test_all_rows_are_typed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As ``check`` types one: with the row's own library; what is found is told by row and line."""
    wrong = registry.read(build("promises_another_type", tmp_path))
    rows = [registry.find("omegaconf"), wrong]
    monkeypatch.setattr(registry, "find_all", lambda: rows)
    assert main(["types"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{wrong.name}: ")
    assert "[return-value]" in line
    rows.remove(wrong)
    assert main(["types"]) == 0


@pytest.mark.parametrize("name", ["argparse", "hydra"])
def test_help_of_an_adapter_does_not_wait_for_torch(name: str) -> None:
    """``train.py --help`` imports no torch."""
    program = f"adapters/{name}/train.py"
    script = (
        "import runpy, sys\n"
        f"sys.argv = ['{program}', '--help']\n"
        "try:\n"
        f"    runpy.run_path('{program}', run_name='__main__')\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('torch' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [str(registry.find(name).binaries / "python"), "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines()[-1] == "False"
