"""``python -m report --check``: what the stored facts tell by themselves, in short lines."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from report import checking, load
from report.__main__ import main
from report.load import Cell, Results
from tests.stated import stated


def cell(outcome: str = "right", **facts: Any) -> Cell:
    """Return a cell as stated."""
    return {"outcome": outcome, "by": "library", "reproduce": "x", **facts}


def toys(**facts: Any) -> Results:
    """Return results of two rows in a new category, one cell with further facts."""
    rows = {name: {"fine": cell()} for name in ("argparse", "hydra")}
    rows["argparse"]["fine"] |= facts
    return {
        "adapters": {name: {} for name in rows},
        "units": {},
        **stated({"toys": rows}),
    }


def faults(results: Results) -> list[str]:
    """Return the faults that the cells tell, and no line of a written report."""
    return list(checking._faulty_cells(results))


def test_a_declared_gap_that_works_is_a_fault() -> None:
    """In any category, whatever its outcome."""
    assert faults(toys(false_declaration=True, detail="it swept")) == [
        "toys/argparse/fine: is declared as a gap, and works: it swept"
    ]
    assert faults(toys(false_declaration=False)) == []


def test_a_fault_of_a_rows_file_is_one() -> None:
    """The sentence names the cell, its detail file and key; other trouble is no fault."""
    detail = "adapters/argparse/overrides.toml: tuple: no command"
    assert faults(toys(outcome="unmeasured", trouble="row", detail=detail)) == [
        f"toys/argparse/fine: cannot be measured, a file of the row is at fault: {detail}"
    ]
    for trouble in ("missing", "here"):
        assert faults(toys(outcome="unmeasured", trouble=trouble)) == []


def test_a_case_that_no_list_names_is_a_fault() -> None:
    """*all* aside, which stands for a whole row."""
    results = toys()
    results["cells"]["toys"]["argparse"] = {"all": cell("unmeasured")}
    assert faults(results) == []
    results["cells"]["toys"]["argparse"] = {"new": cell()}
    assert faults(results) == [
        "toys/argparse/new: the list of cases of toys does not name it"
    ]


def test_rows_are_missed_where_everybody_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row without a category is told, unless the category is measured apart."""
    listed: list[dict[str, Any]] = [
        {"name": name, "sha256": "0", "brought_by": None, "said": {}}
        for name in ("argparse", "hydra")
    ]
    monkeypatch.setattr(checking, "_listed", lambda: listed)
    results = toys()
    del results["cells"]["toys"]["hydra"]
    found, stale = checking.faults(results, tmp_path, {})
    assert (found, stale) == (
        [
            "results.json: toys has no row for hydra; "
            "`pytest --benchmark --category toys --adapters hydra` adds it"
        ],
        [],
    )
    results["categories"][0]["environment"] = "beyond"
    assert checking.faults(results, tmp_path, {}) == ([], [])
    results["units"] = {"toys/argparse": {"sha256": "1"}}
    _, (stale_unit,) = checking.faults(results, tmp_path, {})
    assert stale_unit.startswith(
        "stale: toys/argparse was measured with other contents"
    )


def test_the_command_fails_in_short_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Right after writing all is well; then a fault, an edit of a long line and odd bytes."""
    content = load.load(load.HERE / "results.json")
    content["units"] = {}
    path = tmp_path / "results.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    shutil.copy(load.HERE / "parties.json", tmp_path)
    options = ["--dir", str(tmp_path)]
    assert main(options) == 0
    assert main([*options, "--check"]) == 0
    row = content["cells"]["overrides"]["argparse"]
    row["tuple"] |= {"false_declaration": True, "detail": "word\n" * 999}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert main(options) == 0
    data = tmp_path / "site" / "data" / "source" / "hydra.js"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("configbench", "configbranch", 1), encoding="utf-8")
    page = tmp_path / "REPORT.md"
    page.write_bytes(page.read_bytes() + b"\xff")
    capsys.readouterr()
    assert main([*options, "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) == checking.LONGEST
    edited, declared = lines[1], lines[2]
    assert lines[0].endswith("REPORT.md: cannot be read: not UTF-8")
    assert "hydra.js:1: is not what the results give: 'configbranch.take" in edited
    assert "expected 'configbench.take" in edited
    assert declared.startswith("overrides/argparse/tuple: is declared as a gap")
    assert declared.endswith("…")


def test_the_place_of_a_difference_is_shown() -> None:
    """Far into a line, its surroundings; at the end of one, what is missing."""
    long = "x" * 500
    assert checking._apart(f"{long}a{long}", f"{long}b{long}") == (
        "x" * 30 + "a" + "x" * 29,
        "x" * 30 + "b" + "x" * 29,
    )
    assert checking._apart("ab", "abc") == ("ab", "abc")
