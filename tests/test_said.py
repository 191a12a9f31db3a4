"""What is said of a row beside its cells: printed there, and never of a cell that is otherwise."""

import copy
from pathlib import Path
from typing import Any

import pytest

from benchmarks import registry, running
from benchmarks.errors import RowError
from benchmarks.paths import ADAPTERS, ROOT
from benchmarks.shell import words
from configbench.workplace import workplace
from report import aboutrows, checking, load, pages, rowpages, said

ROWS = sorted(path.parent.name for path in ADAPTERS.glob("*/train.py"))


@pytest.fixture
def results() -> dict[str, Any]:
    """Return the published results, with things said of a row."""
    found = copy.deepcopy(load.whole(ROOT / "report"))
    found["adapters"]["fire"]["said"] = {
        "best_for": "Functions, called from a shell.",
        "beware": {"cell": "overrides/maybe_for_bool", "text": "Words become text."},
        "example": "--model=bert",
        "reviewed_by": "A. Maintainer",
        "reviewed_at": "2026-11-26",
        "objections": [
            {"cell": "overrides/string_like_*", "text": "Nobody names a run so."}
        ],
    }
    return found


def test_all_that_is_said_of_a_row_is_printed_at_it(results: dict[str, Any]) -> None:
    """On the page of all rows, on that of its cells, on the site; the objection at its cells."""
    for text in (
        aboutrows.pages(results)["rows/fire.md"],
        rowpages.pages(results)["cells/fire.md"],
        pages.pages(results, {})["site/row-fire.html"],
    ):
        assert "functions, called from a shell." in text
        assert "Words become text." in text
        assert "--model=bert" in text
        assert "Reviewed by A. Maintainer on 2026-11-26." in text
        assert "Nobody names a run so." in text
    held = [
        line
        for line in rowpages.pages(results)["cells/fire.md"].splitlines()
        if "Objection: Nobody" in line
    ]
    assert {line.split("|")[1].strip().replace("\\", "") for line in held} == {
        case
        for case in results["cells"]["overrides"]["fire"]
        if case.startswith("string_like_")
    }


def test_what_is_said_of_no_cell_is_a_fault(results: dict[str, Any]) -> None:
    """Of a cell that is right, or is none, nobody has to beware."""
    assert not [*said.faults(results)]
    told = results["adapters"]["fire"]["said"]
    told["beware"]["cell"] = "overrides/nested_int"
    told["objections"][0]["cell"] = "overrides/no_such_*"
    assert [*said.faults(results)] == [
        ("fire", "fire: beware names 'overrides/nested_int': is right"),
        ("fire", "fire: an objection is about 'overrides/no_such_*': there is none"),
    ]
    told["beware"]["cell"] = "overrides/nested"
    assert "there is none" in next(said.faults(results))[1]


def test_what_is_said_otherwise_by_now_is_told(results: dict[str, Any]) -> None:
    """With the command that takes it over; a row that is gone says nothing."""
    present = {"fire": {"said": {"best_for": "Another."}}}
    (fault,) = checking._said_otherwise(results, present)
    assert "--category lines --adapters fire` takes it over" in fault.sentence


@pytest.mark.parametrize("name", ROWS)
def test_a_row_of_ours_says_what_it_is_for_and_its_example_works(name: str) -> None:
    """Three lines each; the words of the example reach the core."""
    (row,) = registry.find_all([name])
    assert {"best_for", "beware", "example"} <= row.said.keys()
    with workplace() as place:
        probe = running.probe(row, words(row.example, place, "example"), place)
    assert len(probe.reached) == 1, probe.finished.stderr


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('beware = "everything"', "beware is 'everything'; expected a table with"),
        ('reviewed_at = "26.11.2026"', "expected a day in quotes"),
        ('objections = [{ cell = "a/b" }]', "expected tables with 'cell' and 'text'"),
    ],
)
def test_what_is_said_has_a_form(line: str, sentence: str, tmp_path: Path) -> None:
    """One sentence names the key and what is expected."""
    (tmp_path / "train.py").touch()
    head = 'title = "x"\nsummary = "x"\ndistributions = []\ndocumentation = []\n'
    (tmp_path / "adapter.toml").write_text(f"{head}{line}\n", "utf-8")
    with pytest.raises(RowError, match=sentence):
        registry.read(tmp_path)
