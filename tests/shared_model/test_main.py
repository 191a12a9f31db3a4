"""``python -m shared_model`` prints a table, or one sentence."""

import re
from pathlib import Path
from typing import Any

import pytest

from shared_model import __main__ as program


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
