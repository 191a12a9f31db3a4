"""``python -m shared_model`` prints a table, a CSV, or one sentence."""

import csv
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shared_model import __main__ as program
from shared_model import train
from tests.shared_model.stopping import stopped


def test_a_table_with_one_line_for_each_network(
    settings: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Three networks, with both AUCs, marginal, accuracy, seconds and the start of the hash."""
    del settings["model"], settings["run_dir"]
    monkeypatch.setattr(program, "default_settings", lambda: settings)
    assert program.main([]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == [
        "model",
        "AUC",
        "at",
        "the",
        "last",
        "marginal",
        "accuracy",
        "seconds",
        "weights",
    ]
    assert [row.split()[0] for row in rows] == ["LSTM", "LSTMATTN", "BERT"]
    for row in rows:
        assert re.fullmatch(
            r"\w+ +0\.\d{4}  0\.\d{4}       0\.\d{4}    0\.\d{4}    +\d+\.\d  [0-9a-f]{12}",
            row,
        )


def test_bad_input_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is 1, the sentence goes to stderr, and there is no traceback."""
    path = tmp_path / "no.csv"
    assert program.main([str(path)]) == 1
    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err == (
        f"shared_model: {path}: the file cannot be read: No such file or directory\n"
    )


# -- resume and predict ---------------------------------------------------------------------------


@pytest.fixture
def begun(settings: dict[str, Any], tmp_path: Path) -> Path:
    """Return a checkpoint that was written before the first epoch, in a folder with a space."""
    return stopped(settings | {"run_dir": tmp_path / "a rün"}, 0)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Return a file with one answer, two rows to predict, and names that need quoting."""
    path = tmp_path / "the ánswers.csv"
    path.write_text(
        "userID,assessmentItemID,answerCode\n"
        "Jürgen,I000001,1.0\n"
        '"a, ""b""",I000002,-1\n'
        "Jürgen,日本,-1\n",
        encoding="utf-8",
    )
    return path


#: The command in a process of its own, in which a warning is an error.
COMMAND = (sys.executable, "-W", "error", "-m", "shared_model")


def test_resume_prints_the_last_epoch_and_the_best(
    begun: Path, settings: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """The hash is the last one's, which a training in one go has, too."""
    assert program.main(["resume", str(begun)]) == 0
    head, last, best = capsys.readouterr().out.splitlines()
    assert head.split() == ["epoch", "AUC", "at", "the", "last", "accuracy", "weights"]
    result = train(**settings)
    assert re.fullmatch(
        rf"last     2 0\.\d{{4}}  0\.\d{{4}}       0\.\d{{4}}    {result.weights_sha256[:12]}",
        last,
    )
    best_hash = result.weights_sha256[:12] if result.best_epoch == 2 else ""
    assert re.fullmatch(
        rf"best     {result.best_epoch} 0\.\d{{4}}  0\.\d{{4}}       0\.\d{{4}}    {best_hash}",
        best,
    )


@pytest.mark.slow
def test_another_process_goes_on(begun: Path, settings: dict[str, Any]) -> None:
    """The command itself ends with the bits of a training in one go, and warns of nothing."""
    done = subprocess.run(
        [*COMMAND, "resume", str(begun)],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, b"")
    metrics = (begun.parent / "metrics.json").read_bytes()
    train(**settings)
    assert (begun.parent / "metrics.json").read_bytes() == metrics


def test_predict_prints_a_csv(
    begun: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rows of the file with their lines, whatever is in the names, and six decimals."""
    assert program.main(["predict", str(begun), str(answers)]) == 0
    out = capsys.readouterr().out
    assert "\r" not in out
    head, *rows = csv.reader(out.splitlines())
    assert head == ["line", "userID", "assessmentItemID", "answerCode", "probability"]
    assert [each[:4] for each in rows] == [
        ["2", "Jürgen", "I000001", "1"],
        ["3", 'a, "b"', "I000002", "-1"],
        ["4", "Jürgen", "日本", "-1"],
    ]
    for each in rows:
        assert re.fullmatch(r"0\.\d{6}", each[4])


@pytest.mark.slow
def test_whoever_has_seen_enough_gets_no_traceback(
    begun: Path, answers: Path, tmp_path: Path
) -> None:
    """A pipe that is closed early: no word on stderr; till then UTF-8, in any terminal."""
    many = tmp_path / "many.csv"
    many.write_text(
        answers.read_text(encoding="utf-8") + "x,I000003,-1\n" * 20_000,
        encoding="utf-8",
    )
    words = [*COMMAND, "predict", str(begun), str(many)]
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env={"PYTHONIOENCODING": "ascii"},
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        head, *rows = (started.stdout.readline() for _ in range(4))
        assert head.startswith(b"line,")
        assert "Jürgen,日本".encode() in rows[-1]
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.returncode == 0


def test_a_checkpoint_or_file_that_cannot_be_used_is_one_sentence(
    begun: Path, answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is 1, nothing is on stdout, and there is no traceback."""
    (tmp_path / "bad.pt").write_bytes(begun.read_bytes()[:-9])
    (tmp_path / "empty.csv").write_text("userID,assessmentItemID,answerCode\n")
    for words, expected in (
        (["resume", tmp_path / "no.pt"], "no.pt: the file cannot be read: No such"),
        (["resume", tmp_path / "bad.pt"], "bad.pt: this is no checkpoint: File is not"),
        (["resume", answers], "the ánswers.csv: this is no checkpoint: File is not"),
        (["predict", answers, begun], "the ánswers.csv: this is no checkpoint: File"),
        (["predict", begun, begun], "a rün/checkpoint.pt, line 1: the text is not UTF"),
        (["predict", begun, tmp_path / "empty.csv"], "empty.csv: no row below the"),
    ):
        assert program.main(list(map(str, words))) == 1
        seen = capsys.readouterr()
        assert seen.out == ""
        assert seen.err.startswith(f"shared_model: {tmp_path / expected}")
        assert seen.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ([], "usage: python -m shared_model [-h] [FILE]"),
        (["resume"], "usage: python -m shared_model resume [-h] CHECKPOINT"),
        (
            ["predict"],
            "usage: python -m shared_model predict [-h] CHECKPOINT ANSWERS.csv",
        ),
    ],
)
def test_help_names_all_commands(
    words: list[str], usage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has a usage of its own; the examples show all of them."""
    with pytest.raises(SystemExit) as caught:
        program.main([*words, "--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{usage}\n")
    for command in ("resume CHECKPOINT", "predict CHECKPOINT ANSWERS.csv"):
        assert f"python -m shared_model {command}" in out


@pytest.mark.parametrize("words", [["resume"], ["predict", "a"], ["resume", "a", "b"]])
def test_missing_words_are_a_mistake(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is 2, as of any command line."""
    with pytest.raises(SystemExit) as caught:
        program.main(words)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m shared_model ")


def test_a_file_that_is_called_like_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its folder in front, it is trained on."""
    monkeypatch.chdir(tmp_path)
    Path("resume").write_text("userID\n")
    assert program.main(["./resume"]) == 1
    assert capsys.readouterr().err.startswith("shared_model: resume, line 1: ")
