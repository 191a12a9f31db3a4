"""The answer by situation: rules over cells, runner-up, and what would change it."""

import copy
import fnmatch
from dataclasses import replace
from typing import Any

import pytest

from report import dividing, figures, load, situations, words
from report.counting import Share
from report.figures import Row
from report.load import Results
from report.situations import FIGURES, Situation
from tests import first_page
from tests.stated import stated

WANTED = "overrides/wanted"


def row(name: str, **told: Any) -> Row:
    """Return a row of the first table, as stated."""
    known: dict[str, Any] = {
        "origin": name, "wrong": 0, "accepted": 0, "lines": 100, "mib": 1.0, "adds": (name,),
        "right": Share(1, 2, 0.5), "start": (2.0, 1.9, 2.1), "ties": (),
    }  # fmt: skip
    return Row(name, name.upper(), "lib 1.0", **{**known, **told})


def results(**outcomes: str) -> Results:
    """Return results in which each row has one cell, and brings what is called as itself."""
    cells = {
        name: {"wanted": {"outcome": outcome, "by": "library", "reproduce": "x"}}
        for name, outcome in outcomes.items()
    }
    adapters = {
        name: {
            "distributions": {name: "1.0"},
            "status": "installed",
            "lacks": [],
            "footprint": {"added": [name], "mib": 1.0, "sizes": {name: 1.0}},
        }
        for name in outcomes
    }
    return {"adapters": adapters, **stated({"overrides": cells})}


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what answers one situation that is stated by its keys."""

    def answered(told: Results, table: list[Row], **situation: Any) -> Situation:
        stated_ = {"id": "a", "title": "A", "least": ["lines"], **situation}
        every = {**words.words(), "situations": [stated_], "needs": []}
        monkeypatch.setattr(words, "words", lambda: every)
        (found,) = situations.situations(told, table)
        return found

    return answered


def test_the_least_of_those_that_fit(answer: Any) -> None:
    """Who lacks a cell is out, though shorter; the next of another library is the runner-up."""
    told = results(a="right", b="right", b_too="right", c="late", d="right")
    table = [
        row("a", lines=50), row("b", lines=30), row("b_too", lines=31, origin="b"),
        row("c", lines=10), row("d", lines=60),
    ]  # fmt: skip
    found = answer(told, table, must=[WANTED])
    assert [each.name for each in found.fit] == ["b", "b_too", "a", "d"]
    assert found.runner_up.name == "a"
    assert str(found.margin) == "30 against 50 lines"
    assert [(each.row.name, each.address, each.outcome) for each in found.barred] == [
        ("c", WANTED, "rejected late")
    ]


def test_the_cell_that_bars_a_row_does_bar_it(answer: Any) -> None:
    """Were the named cell right, the named row would be the answer."""
    told = results(a="right", c="late")
    table = [row("a", lines=50), row("c", lines=10)]
    (barred,) = answer(told, table, must=[WANTED]).barred
    changed = copy.deepcopy(told)
    changed["cells"]["overrides"][barred.row.name]["wanted"]["outcome"] = "right"
    assert answer(changed, table, must=[WANTED]).row.name == barred.row.name


def test_by_whom_it_may_be_right(answer: Any) -> None:
    """The library alone, or as it documents, or anybody."""
    told = results(a="right", b="right", c="right")
    for name, facts in {
        "b": {"by": "adapter", "documented": "https://x"},
        "c": {"by": "adapter"},
    }.items():
        told["cells"]["overrides"][name]["wanted"] |= facts
    table = [row("a"), row("b"), row("c")]
    for by, fit in {"library": "a", "documented": "ab", "anybody": "abc"}.items():
        found = answer(told, table, must=[WANTED], by=by)
        assert "".join(each.name for each in found.fit) == fit


def test_what_may_be_installed(answer: Any) -> None:
    """At most so much, nothing at all, or beyond what a framework has anyway."""
    told = results(a="right", b="right", c="right", d="right")
    footprints: dict[str, dict[str, Any]] = {
        "a": {"added": [], "mib": 0.0},
        "b": {"added": ["b"], "mib": 0.0},
        "c": {
            "added": ["b", "c", "cli"],
            "mib": 9.0,
            "sizes": {"b": 0.0, "c": 8.0, "cli": 1.0},
            "beside": {"distribution": "c", "added": ["cli"], "mib": 1.0},
        },
        "d": {"added": ["b", "cli", "d"], "mib": 6.0, "sizes": {"cli": 1.0, "d": 5.0}},
    }
    for name, footprint in footprints.items():
        told["adapters"][name]["footprint"] = footprint
    table = [row(name) for name in "abcd"]
    for rule, fit in (
        ({"most_mib": 0}, "a"),
        ({"most_mib": 1}, "ab"),
        ({"most_mib": 6}, "abd"),
        ({"within": "c"}, "ab"),
        ({"within": "c", "most_mib": 1}, "abc"),
        ({"within": "c", "most_mib": 7}, "abcd"),
        ({"within": "nothing"}, ""),
        ({"uses": ["c", "d"]}, "cd"),
    ):
        found = answer(told, table, **rule)
        assert "".join(each.name for each in found.fit) == fit, rule


def test_a_framework_s_own_comes_first_where_it_fits(answer: Any) -> None:
    """Whatever the figures are; and never where it lacks a cell."""
    told = results(a="right", b="right")
    table = [row("a", lines=90), row("b", lines=10)]
    found = answer(told, table, own="a", must=[WANTED])
    assert (found.row.name, found.margin) == ("a", "a's own first")
    assert [(rule, each.name) for rule, each in found.otherwise] == [
        ("fewest lines", "b")
    ]
    told["cells"]["overrides"]["a"]["wanted"]["outcome"] = "late"
    assert answer(told, table, own="a", must=[WANTED]).row.name == "b"


def test_a_gap_of_our_program_is_told_as_ours(answer: Any) -> None:
    """The library can, and this program does not: it bars the row, and that is said."""
    told = results(a="right", c="not_used")
    table = [row("a", lines=50), row("c", lines=10)]
    (barred,) = answer(told, table, must=[WANTED]).barred
    assert barred.ours


def test_a_pattern_that_no_case_meets_is_no_free_pass(answer: Any) -> None:
    """Results without a category have not answered: nobody fits."""
    found = answer(results(a="right"), [row("a")], must=["sweep/grid"])
    assert found.row is None


def test_noise_decides_nothing(answer: Any) -> None:
    """Two starts that cannot be told apart, and shares of the library: the next figure decides."""
    told = results(a="right", b="right")
    quick = row("a", start=(2.0, 1.9, 2.1), ties=("b",), lines=90)
    short = row("b", start=(2.1, 2.0, 2.2), ties=("a",), lines=10)
    found = answer(told, [quick, short], least=["start", "lines"])
    assert found.row is short
    assert str(found.margin) == "10 against 90 lines"
    right = replace(quick, right=Share(6, 10, 0.6), as_right=("b",))
    found = answer(told, [right, short], least=["right", "lines"])
    assert found.row is short
    apart = replace(right, as_right=())
    assert answer(told, [apart, short], least=["right", "lines"]).row is apart


def test_who_has_no_figure_is_no_answer(answer: Any) -> None:
    """A row that was not timed is not quick."""
    told = results(a="right", b="right")
    found = answer(told, [row("a", start=None), row("b")], least=["start"])
    assert [each.name for each in found.fit] == ["b"]


def test_what_one_gives_up_is_what_the_other_does_better(answer: Any) -> None:
    """Only figures in which the runner-up is ahead, beyond noise."""
    told = results(a="right", b="right")
    one = row("a", lines=10, mib=4.6, start=(12.0, 11, 13), as_right=("b",))
    other = row("b", lines=20, mib=0.2, right=Share(1, 2, 0.6), as_right=("a",))
    found = answer(told, [one, other])
    assert tuple(map(str, found.gives_up)) == (
        "12.0 against 2.0 times the bare start",
        "4.6 against 0.2 MiB",
    )


def test_nobody_fits(answer: Any) -> None:
    """There is no answer, and nobody is made one."""
    found = answer(results(a="late"), [row("a")], must=[WANTED])
    assert (found.row, found.runner_up, found.fit) == (None, None, ())


def test_where_no_other_fits_the_nearest_is_told(answer: Any) -> None:
    """It is the one that lacks the fewest cells."""
    told = results(a="right", b="late")
    found = answer(told, [row("a"), row("b")], must=[WANTED])
    assert (found.nearest.name, found.lacks) == ("b", (WANTED,))


def test_each_published_situation_has_its_answer() -> None:
    """Every cell of a rule exists, every figure is known, each leads to a row that can be named."""
    published = load.whole(load.HERE)
    table = figures.rows(published)
    listed = {
        f"{category['name']}/{case}"
        for category in published["categories"]
        for case in category["cases"]
    }
    found = situations.situations(published, table)
    for told, one in zip(words.words()["situations"], found, strict=True):
        assert one.row is not None, one.title
        for pattern in told.get("must", []):
            assert any(fnmatch.fnmatchcase(each, pattern) for each in listed)
        assert {*told["least"]} <= FIGURES.keys() | listed
    steps, last = situations.path(found)
    assert len(steps) <= 6
    assert last


def test_ten_cases_that_divide() -> None:
    """At most two of a group, none as another; what is shown is right and what is not."""
    published = load.whole(load.HERE)
    found = dividing.dividing(published, figures.rows(published))
    assert len(found) == dividing.COUNT
    for each in found:
        assert first_page.came(each.good.cell) == "right"
        assert first_page.came(each.bad.cell) != "right"
        rows = published["cells"][each.category]
        count = dict(each.outcomes)["right"]
        assert count == sum(
            first_page.came(cell) == "right"
            for row in rows.values()
            if (cell := row.get(each.case))
        )
