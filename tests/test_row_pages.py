"""The page of a row's maintainer: what is not right, why, and how to disagree."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from report import aboutrows, cells, figures, load
from report.load import Cell, Results
from report.ranks import Rank
from tests.stated import stated

#: What our own templates write of HTML, in Markdown of every dialect.
OURS = re.compile(r"</?(?:details|summary)>|<br>")

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def cell(outcome: str = "right", by: str = "library", **facts: Any) -> Cell:
    """Return a cell as stated."""
    made = {
        "outcome": outcome,
        "by": by,
        "reproduce": "python -m benchmarks reproduce x",
    }
    return made | facts


def adapter(name: str, **facts: Any) -> dict[str, Any]:
    """Return a described row."""
    usual: dict[str, Any] = {
        "title": name.title(), "summary": "Sums up.", "distributions": {"lib": "1.0"},
        "documentation": ["https://example.org/a_b"], "sha256": "0" * 64, "variant_of": None,
        "program": f"adapters/{name}/train.py", "deviations": [], "conversions": [], "lacks": [],
        "footprint": None, "address": name,
    }  # fmt: skip
    return usual | facts


def results(cells_: dict[str, dict[str, Cell]], **rows: Any) -> Results:
    """Return results of some rows and override cells."""
    installed = {"status": "installed"}
    named = {name: installed | adapter(name, **rows.get(name, {})) for name in cells_}
    return stated({"overrides": cells_}) | {
        "adapters": named,
        "causes": {"why": "So it is."},
        "machine": {"python": "3.11.1"},
    }


def page(found: Results, name: str) -> str:
    """Return the page of a row."""
    return aboutrows.pages(found)[f"rows/{name}.md"]


def typed(words: str, outcome: str = "wrong_value", **facts: Any) -> Cell:
    """Return a cell of words that were typed, for the row ``one``."""
    return cell(outcome, command=f"python adapters/one/train.py {words}", **facts)


@pytest.fixture(scope="module")
def published() -> Results:
    """Return the published results."""
    return load.whole(load.HERE)


def test_each_cell_that_is_not_right_stands_on_its_page_once(
    published: Results,
) -> None:
    """With its command; and each gap; nothing that is right, or was not asked."""
    made = aboutrows.pages(published)
    shown = {*cells.WORST, *cells.LACKING}
    for name in published["adapters"]:
        told = Counter(
            each["reproduce"]
            for _, row, _, each in cells.every(published)
            if row == name and cells.worst(each) in shown
        )
        text = made[f"rows/{name}.md"]
        lines = re.findall(
            r"<br>`(python -m benchmarks reproduce .+)`$", text, re.MULTILINE
        )
        assert Counter(lines) == told


def test_a_page_is_short_where_the_library_is_good(published: Results) -> None:
    """The middle page has at most 150 lines."""
    lengths = sorted(
        len(text.splitlines()) for text in aboutrows.pages(published).values()
    )
    assert lengths[len(lengths) // 2] <= 150


def test_what_the_library_answers_for_comes_first() -> None:
    """Then what it documents, then the program; each cause told once, the worst cells first."""
    cases = {
        "a": typed("a", by="adapter", cause="why"),
        "b": typed("b", by="adapter", cause="why", documented="https://example.org"),
        "c": typed("c", "rejected"),
        "d": typed("d", cause="why"),
        "e": typed("e", cause="why"),
    }
    text = page(results({"one": cases}), "one")
    order = ["### By the library: 3", "overrides/d", "overrides/e", "overrides/c"]
    order += ["### By the program, as documented: 1", "overrides/b"]
    order += ["### By the program: 1", "overrides/a"]
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert text.count("(2): So it is.") == 1


def test_how_many_rows_do_so_is_told() -> None:
    """None other, some, or all of those that have the case."""
    bad, fine = typed("x", cause="why"), cell()
    text = page(
        results(
            {
                "one": {"a": bad, "b": bad, "c": bad, "d": bad},
                "two": {"a": bad, "b": bad, "c": fine},
                "six": {"a": bad, "b": fine, "c": fine},
            }
        ),
        "one",
    )
    for case, told in {
        "a": "all 3 rows do so",
        "b": "2 of 3 rows do so",
        "c": "no other of 3 rows does so",
        "d": "no other row has this case",
    }.items():
        assert f"**overrides/{case}**, wrong value; {told}." in text


def test_the_worse_of_two_outcomes_has_its_own_cause() -> None:
    """A value that did not arrive is explained by that, whatever came back."""
    one = cell("right", arrival="wrong_value", arrival_cause="why", cause="other")
    two = cell(
        "wrong_value", arrival="type_changed", arrival_cause="other", cause="why"
    )
    for each in (one, two):
        assert "[why](../causes.md#why) (1)" in page(
            results({"one": {"a": each}}), "one"
        )


def test_what_was_asked_is_told() -> None:
    """As the list of cases says it, or the value, or what the family of the case is called."""
    one = cell("wrong_value", cause="why")
    found = results({"one": {}})
    found |= stated(
        {
            "overrides": {"one": {"a": one}},
            "roundtrip": {
                "one": {
                    "values/int/one": one | {"setting": "seed", "asked": "'1'"},
                    "objects/json": one,
                }
            },
        }
    )
    found["categories"][0]["cases"]["a"]["intent"] = "A wish"
    text = page(found, "one")
    for told in (
        "A wish.<br>",
        "seed: '1'.<br>",
        "The config object in other hands.<br>",
    ):
        assert f"has this case. {told}" in text


def test_a_gap_is_told_with_its_page_and_attempts() -> None:
    """And whether the library has no way, or this program goes without."""
    attempts = [{"command": "python x --a"}, {"command": "python x --b"}]
    gap: dict[str, Any] = {
        "attempts": attempts,
        "unsupported": "It has none. (https://example.org/a_b)",
    }
    other = {"not_used": "No use. (https://example.org/c)"}
    text = page(
        results(
            {"one": {"a": cell("unsupported", **gap), "b": cell("not_used", **other)}}
        ),
        "one",
    )
    said = "It has none. <https://example.org/a_b> Tried: `python x --a` and `python x --b`."
    assert said in text
    first, second = text.index("show us that it can"), text.index("goes without")
    assert first < text.index("overrides/a") < second < text.index("overrides/b")


def test_the_lines_to_copy_are_toml_about_a_cell_of_the_row(published: Results) -> None:
    """Of each published row; and what is asked of the harness names the row."""
    for name, text in aboutrows.pages(published).items():
        row = Path(name).stem
        lines = [each[4:] for each in text.splitlines() if each.startswith("    ")]
        case, remedy, objection, again, check, takes = lines
        (said,) = tomllib.loads(case).items()
        cell_ = published["cells"]["overrides"][row][said[0]]
        assert cell_["command"].endswith(said[1])
        assert tomllib.loads(remedy) == {said[0]: {"remedy": said[1]}}
        (held,) = tomllib.loads(objection)["objections"]
        assert held["cell"] == f"overrides/{said[0]}"
        assert again == cell_["reproduce"]
        assert check == f"python -m benchmarks check adapters/{row}/"
        assert takes.endswith(f"--adapters={row}")


def test_rows_of_one_library_link_each_other() -> None:
    """A variant its origin and its siblings, and they the variant; no other row."""
    rows = {name: {"a": cell()} for name in ("one", "two", "six", "odd")}
    found = results(rows, two={"variant_of": "one"}, six={"variant_of": "one"})
    for name, others in {"one": "two six", "two": "one six", "odd": ""}.items():
        linked = re.findall(r"same library: \[\w+\]\((\w+)\.md\)", page(found, name))
        assert linked == others.split()


def test_a_figure_line_and_an_objection_have_their_places() -> None:
    """The first is that of the first table; the second stands at the row and at its cells."""
    held = [{"cell": "overrides/a*", "text": "Nobody types `--a`."}]
    found = results(
        {"one": {"a": typed("a", cause="why")}}, one={"said": {"objections": held}}
    )
    row = figures.Row("one", "One", "lib 1.0", rank=Rank(2, 1, 3), lines=7)
    text = aboutrows.pages(found, [row])["rows/one.md"]
    assert "rank 1\N{EN DASH}3, tied with 0 rows; lines 7." in text
    assert text.count("**Objection**") == 2
    assert "**Objection**: Nobody types `--a`.<br>" in text


def test_a_page_without_a_typed_cell_still_says_how_to_object() -> None:
    """Then no spelling is proposed; the piece that decides most comes first."""
    found = results({"one": {"a": cell()}})
    piece = {"text": "x", "reason": "Why.", "file": "train.py"}
    found["parties"] = {
        "one": {
            "pieces": [
                piece | {"name": "few", "cells": ["overrides/a"]},
                piece | {"name": "many", "cells": ["overrides/a", "overrides/b"]},
            ]
        }
    }
    text = page(found, "one")
    assert "Nothing that was judged is otherwise than it should be." in text
    assert "remedy" not in text
    assert 'objections = [{ cell = "CATEGORY/CASE", ' in text
    assert text.index("*many*") < text.index("*few*")


def test_each_cause_has_its_rows_and_a_cell() -> None:
    """Counted with those of arrival, and the cell is one that was typed if there is one."""
    one = cell("right", arrival="wrong_value", arrival_cause="why")
    found = results(
        {"one": {"a": one, "b": typed("b", cause="why")}, "two": {"a": one}}
    )
    text = aboutrows.causes(found)
    said = "So it is. 3 cells: [One](rows/one.md) 2, [Two](rows/two.md) 1."
    assert said in text
    assert "* `python adapters/one/train.py b`: wrong value." in text
