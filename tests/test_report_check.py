"""``python -m report --check``: what the stored facts tell by themselves, in short lines."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from report import checking, load
from report.__main__ import main
from report.load import Cell, Results
from tests.few_rows import checked_alone, of_rows
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
    return [each.sentence for each in checking._faulty_cells(results)]


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
    assert [each.sentence for each in found] == [
        "results.json: toys has no row for hydra; "
        "`pytest --benchmark --category toys --adapters hydra` adds it"
    ]
    assert stale == []
    results["categories"][0]["environment"] = "beyond"
    assert checking.faults(results, tmp_path, {}) == ([], [])
    results["units"] = {"toys/argparse": {"sha256": "1"}}
    _, (stale_unit,) = checking.faults(results, tmp_path, {})
    assert stale_unit.sentence.startswith(
        "stale: toys/argparse was measured with other contents"
    )


def test_the_command_fails_in_short_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right after writing all is well; then a fault, an edit of a long line and odd bytes."""
    # Of two rows: five reports are written or checked here.
    two = ("argparse", "hydra")
    checked_alone(two, monkeypatch)
    content = of_rows(load.load(load.HERE / "results.json"), two)
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
    data = tmp_path / "site" / "data" / "source.js"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("configbench", "configbranch", 1), encoding="utf-8")
    page = tmp_path / "REPORT.md"
    page.write_bytes(page.read_bytes() + b"\xff")
    capsys.readouterr()
    assert main([*options, "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert max(map(len, lines)) == checking.LONGEST
    written = f"`python -m report --dir {tmp_path}` writes them"
    assert lines[0] == (
        "2 files are not what the results give: REPORT.md, site/data/source.js; "
        f"{written}"
    )
    assert lines[1].startswith("overrides/argparse/tuple: is declared as a gap")
    assert main([*options, "--check", "--all"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) == checking.LONGEST
    edited, declared = lines[1], lines[2]
    assert "REPORT.md: cannot be read: not UTF-8" in lines[0]
    assert "source.js:1: is not what the results give: 'configbranch.take" in edited
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


def test_the_same_said_of_many_is_one_line() -> None:
    """Three names, how many more, and a command with all of them."""
    found = [
        checking.Fault(f"{name} is odd", "{count} odd: {named}; `mend {all}`", name)
        for name in ("a", "b", "c", "d", "a")
    ]
    assert checking.summary(found) == ["5 odd: a, b, c and 1 more; `mend a,b,c,d`"]
    assert checking.summary(found[:1]) == ["a is odd"]
    assert checking.summary([]) == []


def test_there_are_ten_lines_at_most() -> None:
    """What is more is counted, with the command that prints each."""
    some = [checking.Fault(f"fault {number}") for number in range(12)]
    assert checking.summary(some[:10]) == [each.sentence for each in some[:10]]
    lines = checking.summary(some)
    assert len(lines) == 10
    assert lines[:9] == [each.sentence for each in some[:9]]
    assert lines[9] == "and 3 more: `python -m report --check --all` prints each"


def test_stale_units_are_measured_by_one_command() -> None:
    """Rows that need the same categories stand together; what is timed is measured of all rows."""
    results = toys() | {
        "units": {
            f"{category}/{name}": {"sha256": "old"}
            for name in ("argparse", "hydra")
            for category in ("toys", "games", "races")
        }
    }
    results["categories"][0]["timed"] = False
    results["categories"].append({"name": "races", "timed": True})
    present = {name: {"sha256": "new"} for name in ("argparse", "hydra", "tap")}
    stale = list(checking._stale(results, present))
    assert stale[0].sentence == (
        "stale: toys/argparse was measured with other contents of adapters/argparse; "
        "`pytest --benchmark --category toys,games --adapters argparse` measures it anew"
    )
    assert checking.summary(stale) == [
        "stale: 4 units of argparse, hydra were measured with other contents of their folders; "
        "`pytest --benchmark --category toys,games --adapters argparse,hydra` measures them anew",
        "stale: 2 units of argparse, hydra were measured with other contents of their folders; "
        "`pytest --benchmark --category races` measures them anew",
    ]
    (one, *_) = checking._stale(results, present, "3.99")
    assert "--adapters argparse --python 3.99` measures it anew" in one.sentence


def test_a_command_for_many_rows_is_whole() -> None:
    """Names may be cut, the command that mends it never."""
    names = [f"row_{number}" for number in range(99)]
    found = [checking.Fault("x", "{named}: `do {all}`", name) for name in names]
    (line,) = checking.summary(found)
    assert line.endswith(f"`do {','.join(names)}`")


def test_what_is_said_otherwise_has_one_command() -> None:
    """Of all rows that say something else by now."""
    present = {name: {"said": {"best_for": "x"}} for name in ("argparse", "hydra")}
    (line,) = checking.summary(list(checking._said_otherwise(toys(), present)))
    assert line.endswith(
        "`pytest --benchmark --category lines --adapters argparse,hydra` takes it over"
    )


def test_all_goes_with_check(capsys: pytest.CaptureFixture[str]) -> None:
    """Alone it is a mistake."""
    with pytest.raises(SystemExit):
        main(["--all"])
    assert "go with --check" in capsys.readouterr().err
