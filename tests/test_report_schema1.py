"""Results of schema 1: brought to the form of schema 2, cell by cell, and compared with."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from report import load, schema1
from report.__main__ import main
from report.load import Cell, Results

#: What each outcome was called in schema 1, or would have been.
OLD = {
    "right": "right", "type_changed": "retyped", "wrong_value": "silent", "accepted": "silent",
    "late": "late", "rejected": "loud", "unsupported": "unsupported", "not_used": "unsupported",
    "broken": "broken", "not_applicable": "unsupported", "unmeasured": "skipped",
}  # fmt: skip
#: What had no word of its own in schema 1, and so comes back as something else.
LOST = {"not_used": "unsupported", "not_applicable": "unsupported", "core": "library"}
KINDS = {"request": "task", "mistake": "mistake", "observation": "observation"}


def older(results: Results) -> Results:
    """Return results as schema 1 would have told them."""
    made = {
        key: value
        for key, value in results.items()
        if key not in {"categories", "cells"}
    }
    for category in schema1.CATEGORIES:
        rows = results["cells"][category]
        listed = load.listed(results, category)
        made[category] = {
            name: {
                case: _older(cell)
                | (
                    {"kind": KINDS[listed[case]["kind"]]}
                    if category == "overrides" and case in listed
                    else {}
                )
                for case, cell in row.items()
            }
            for name, row in rows.items()
        }
    return made | {"schema": 1}


def _older(cell: Cell) -> Cell:
    by = {"adapter": "hand", "core": "library"}.get(cell["by"], cell["by"])
    return {**_renamed(cell, OLD), "by": by}


def _renamed(fact: Any, words: dict[str, str]) -> Any:
    """Return a fact with other words for outcomes, wherever they stand in it."""
    if isinstance(fact, list):
        return [_renamed(inner, words) for inner in fact]
    if not isinstance(fact, dict):
        return fact
    return {
        key: words.get(value, value)
        if key in {"outcome", "attempt_outcome", "arrival"}
        else _renamed(value, words)
        for key, value in fact.items()
    }


@pytest.fixture(scope="module")
def published() -> Results:
    """Return the results that are committed."""
    return load.load(load.HERE / "results.json")


def test_every_cell_comes_back(published: Results) -> None:
    """Each cell of the published results, told in old words, has its outcome and facts again."""
    old = older(published)
    before = copy.deepcopy(old)
    new = schema1.upgraded(old)
    assert old == before
    assert list(new["cells"]) == list(schema1.CATEGORIES)
    count = 0
    for category in schema1.CATEGORIES:
        for name, row in published["cells"][category].items():
            assert list(new["cells"][category][name]) == list(row)
            for case, cell in row.items():
                expected = _renamed(cell, LOST) | {
                    "by": LOST.get(cell["by"], cell["by"])
                }
                place = f"{category}/{name}/{case}"
                assert new["cells"][category][name][case] == expected, place
                count += 1
    assert count == sum(len(row) for rows in old_rows(old) for row in rows.values())


def old_rows(old: Results) -> list[Any]:
    """Return the rows of every category of schema 1."""
    return [old[name] for name in schema1.CATEGORIES]


def test_the_kinds_of_cases_are_known(published: Results) -> None:
    """The published lists of cases and those that the cells of schema 1 give agree on kinds."""
    new = schema1.upgraded(older(published))
    for category in published["cells"]:
        told = load.listed(new, category)
        for case, facts in load.listed(published, category).items():
            if case in told:
                assert told[case]["kind"] == facts["kind"], (category, case)


def test_what_is_of_no_known_form_is_left_to_the_schema(tmp_path: Path) -> None:
    """Odd cells and missing categories break nothing here; the schema names their place."""
    odd: Results = {
        "schema": 1, "lines": {"a": {"total": 5}}, "change": {"a": None}, "safety": [],
        "overrides": {"a": {"all": {"outcome": "skipped", "by": "hand"}, "x": {"kind": []}}},
        "startup": {"a": {"mistake": {"outcome": ["silent"], "by": ["hand"]}}},
    }  # fmt: skip
    new = schema1.upgraded(odd)
    assert new["cells"]["lines"] == {"a": {"total": 5}}
    assert new["cells"]["change"] == {"a": None}
    assert new["cells"]["safety"] == new["cells"]["ranks"] == {}
    assert new["cells"]["overrides"]["a"]["all"] == {
        "outcome": "unmeasured",
        "by": "adapter",
    }
    assert new["cells"]["startup"]["a"]["mistake"]["outcome"] == ["silent"]
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(odd), encoding="utf-8")
    with pytest.raises(load.ReportError, match=r"odd\.json: data must contain"):
        load.load(path, to_compare=True)


@pytest.mark.parametrize(
    ("category", "case", "outcome"),
    [
        ("roundtrip", "fault/killed", "accepted"),
        ("roundtrip", "fault/target_exists", "wrong_value"),
        ("safety", "target_writes", "accepted"),
        ("ranks", "other_config", "accepted"),
        ("ranks", "one_run", "wrong_value"),
        ("startup", "mistake", "accepted"),
        ("sweep", "failing/shell", "wrong_value"),
    ],
)
def test_a_mistake_that_ran_was_accepted(
    category: str, case: str, outcome: str
) -> None:
    """What was silent is told by what was asked, in the cell and in what it holds."""
    cell = {"outcome": "silent", "by": "hand", "remedy": {"outcome": "silent"}}
    new = schema1.upgraded({category: {"a": {case: cell}}})
    told = new["cells"][category]["a"][case]
    assert told == {"outcome": outcome, "by": "adapter", "remedy": {"outcome": outcome}}


def test_old_results_are_compared_with_and_not_rendered(
    published: Results, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--against`` takes them; rendering and checking refuse them in one sentence."""
    old = older(published)
    old["lines"]["argparse"]["total"]["total"] += 1
    path = tmp_path / "results.json"
    path.write_text(json.dumps(old), encoding="utf-8")
    assert main(["--against", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("  lines/total: total ") for line in lines)
    for options in ([], ["--check"]):
        assert main(["--dir", str(tmp_path), *options]) == 2
        (sentence,) = capsys.readouterr().err.splitlines()
        assert "has schema 1, and this report reads schema 2" in sentence
    assert [each.name for each in tmp_path.iterdir()] == ["results.json"]


def test_results_of_a_newer_schema_are_refused_everywhere(
    published: Results, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, exit code 2, for comparing too."""
    path = tmp_path / "results.json"
    path.write_text(json.dumps({**published, "schema": 3}), encoding="utf-8")
    for options in (["--dir", str(tmp_path)], ["--against", str(path)]):
        assert main(options) == 2
        (sentence,) = capsys.readouterr().err.splitlines()
        assert "has schema 3, and this report reads schema 2" in sentence
