"""Start-up ratios of earlier runs: from results in git's history, and what they say."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks import cli, hours, results
from configbench.errors import UnmeasuredError
from report import hours as moving
from report import load


def stored(
    created: str,
    ratio: float | None,
    *,
    cpu: str = "A",
    sha256: str = "1",
    run: str = "",
) -> dict[str, Any]:
    """Return results with one row, whose start-up was measured in ``run``."""
    interval = ratio and {"median": ratio, "low": ratio, "high": ratio}
    unit = {"created": run or created, "sha256": sha256, "versions": {"lib": "1"}}
    cells = {"default": {"ratio": interval}, "with_torch": {"ratio": 1.5}}
    return {
        "created": created,
        "machine": {"cpu": cpu},
        "adapters": {"a": {}},
        "units": {"startup/a": unit, "startup/argparse+twin": unit},
        "cells": {"startup": {"a": cells, "argparse+twin": cells}},
    }


MONDAY, TUESDAY, WEDNESDAY = (f"2026-11-{day}T08:00:00+00:00" for day in (23, 24, 25))


def test_every_run_is_told_once_the_oldest_first() -> None:
    """What kept an older run's cells is no run; what has no intervals, or another form, nothing."""
    told = hours.told(
        [
            {"schema": 1},
            stored(MONDAY, None),
            stored(TUESDAY, 2.0, sha256="old"),
            stored(WEDNESDAY, 2.0, sha256="old", run=TUESDAY, cpu="B"),
            stored(WEDNESDAY, 2.2, cpu="B"),
        ]
    )
    assert told == {
        "rows": {
            "a": {
                "default": [
                    {"created": TUESDAY, "cpu": "A", "ratio": 2.0, "same": False},
                    {"created": WEDNESDAY, "cpu": "B", "ratio": 2.2, "same": True},
                ]
            }
        }
    }
    assert hours.told([]) == {"rows": {}}


def git(folder: Path, *words: str) -> None:
    """Run git in a folder, as nobody in particular."""
    named = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", *named, *words],  # noqa: S607  whichever people have
        cwd=folder,
        check=True,
        capture_output=True,
    )


def test_the_history_is_read_and_today_after_it(tmp_path: Path) -> None:
    """Each commit that changed the results, and what lies there uncommitted."""
    file = tmp_path / "report" / "results.json"
    file.parent.mkdir()
    git(tmp_path, "init", "-q")
    for number in (1, 2):
        file.write_text(json.dumps({"run": number}), encoding="utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "x")
        (tmp_path / "other").write_text(str(number), encoding="utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "y")
    file.write_text(json.dumps({"run": 3}), encoding="utf-8")
    assert [each["run"] for each in hours.history(file, tmp_path)] == [1, 2, 3]


def test_without_git_it_says_so(tmp_path: Path) -> None:
    """No repository, no history: one sentence."""
    with pytest.raises(UnmeasuredError, match="git log: "):
        list(hours.history(tmp_path / "results.json", tmp_path))


def test_the_command_writes_what_the_report_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """hours.json has the form of the schema and is read beside results."""
    runs = [stored(MONDAY, 2.0), stored(TUESDAY, 2.5, cpu="B")]
    monkeypatch.setattr(hours, "history", lambda: iter(runs))
    assert cli.main(["hours", "--report-dir", str(tmp_path)]) == 0
    assert "1 rows, 2 runs" in capsys.readouterr().out
    empty = results.new(1) | {"categories": results.describe_categories([])}
    (tmp_path / "results.json").write_text(json.dumps(empty), encoding="utf-8")
    read = load.whole(tmp_path) | {"adapters": {"a": {}}}
    assert moving.moved(read) == moving.Moved(
        most=0.25, median=0.25, row="a", rows=1, runs=2, days=2, cpus=2
    )
    broken = {"rows": {"a": {"default": [{"ratio": 1}]}}}
    (tmp_path / hours.NAME).write_text(json.dumps(broken), encoding="utf-8")
    with pytest.raises(load.ReportError, match=r"hours\.json"):
        load.whole(tmp_path)


def told(**ratios: list[float]) -> dict[str, Any]:
    """Return results with runs of some rows, a day each; the first is of other contents."""
    rows = {
        name: {
            "default": [
                {
                    "created": f"2026-11-{number + 10}T08:00:00+00:00",
                    "cpu": "A",
                    "ratio": ratio,
                    "same": number > 0,
                }
                for number, ratio in enumerate([99.0, *own])
            ]
        }
        for name, own in ratios.items()
    }
    return {"adapters": {name: {} for name in ratios}, "hours": {"rows": rows}}


def test_only_runs_of_the_same_row_are_compared() -> None:
    """What changed meanwhile moved for that; a row of one run says nothing."""
    found = moving.moved(told(a=[2.0, 2.2, 2.1], b=[5.0, 5.0], c=[3.0], d=[1.0, 1.02]))
    assert found is not None
    assert (found.row, found.rows, found.runs, found.days) == ("a", 3, 3, 3)
    assert found.most == pytest.approx(0.1)
    assert found.median == pytest.approx(0.02)
    every = moving.moved(told(a=[2.0, 2.2], c=[3.0]), changed=True)
    assert every is not None
    assert (every.row, every.rows, every.runs) == ("a", 2, 3)
    assert every.most == pytest.approx(99 / 2 - 1)
    assert moving.moved(told(c=[3.0])) is None
    assert moving.moved({"adapters": {}}) is None
    assert moving.moved(told(a=[2.0, 2.2]), "with_torch") is None
