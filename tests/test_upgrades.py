"""What changes from release to release and from Python to Python: found, and told."""

from typing import Any

import pytest

from report import load, upgrades, upgrading
from report.load import Results
from report.upgrading import BETTER, OTHER, WORSE, Step
from tests.few_rows import of_rows


def cell(outcome: str, **facts: Any) -> dict[str, Any]:
    """Return a cell as it is kept."""
    typed = {"command": "python adapters/fire/train.py --lr=1"}
    return {"outcome": outcome, "detail": f"so {outcome}", **typed, **facts}


def column(
    name: str, before: str, changed: dict[str, Any] | None, refused: str = ""
) -> tuple[str, dict[str, Any]]:
    """Return a stored column; without cells what is refused."""
    release, _, python = name.partition(" on ")
    cells = (
        {} if changed is None else {"overrides": {"before": before, "changed": changed}}
    )
    told = {"release": release, "python": f"{python}.1", "versions": {"fire": release}}
    beside = dict.fromkeys((before, f"{release} on 3.11"), "then")
    unit = {"created": "then", "beside": beside}
    return name, {
        **told,
        "units": {} if changed is None else {"overrides": unit},
        "cells": cells,
        **({"refused": refused} if refused else {}),
    }


#: Of two releases and one that cannot be installed, on two interpreters.
STORED: dict[str, Any] = {
    "row": "fire",
    "library": "fire",
    "older": [{"before": "2.0", "reason": "it lacks *that*", "replaced": {"a(": "b("}}],
    "newer": [{"since": "2.0", "reason": "*that* is apart", "extras": ["that"]}],
    "columns": dict(
        [
            column("1.0 on 3.11", "", None, "no such module"),
            column(
                "1.5 on 3.11",
                "",
                {
                    "same": cell("right"),
                    "mends": cell("accepted", cause="swallowed"),
                    "breaks": cell("right"),
                    "other": cell("right", arrived="1"),
                    "gone": cell("right"),
                    "unmeasured": cell("unmeasured"),
                },
            ),
            column(
                "2.0 on 3.11",
                "1.5 on 3.11",
                {
                    "mends": cell("right"),
                    "breaks": cell("wrong_value", cause="yaml_1_1_text"),
                    "other": cell("right", arrived="2"),
                    "gone": {},
                    "unmeasured": cell("right"),
                },
            ),
            column("1.5 on 3.13", "1.5 on 3.11", {"same": cell("broken", cause="x")}),
            column("2.0 on 3.13", "1.5 on 3.13", {"mends": cell("right")}),
        ]
    ),
}

LOG: dict[str, Any] = {
    "fire": {
        "2.0": {
            "read": "CHANGES of 2.0",
            "lines": [
                {
                    "quoted": "- Refuse what is <unknown>",
                    "source": "CHANGES, line 3",
                    "cells": ["overrides/mends*"],
                }
            ],
        }
    }
}


@pytest.fixture(scope="module")
def results() -> Results:
    """Return the published results."""
    return load.whole(load.HERE)


@pytest.fixture
def told(results: Results) -> Results:
    """Return results with what was measured of one row at its releases."""
    few = of_rows(results, ["fire", "argparse"])
    return {**few, "matrix": {"fire": STORED}, "changelogs": LOG}


def step(told: Results, after: str) -> Step:
    """Return the step to a release or an interpreter."""
    (found,) = [each for each in upgrading.steps(told, "fire") if each.after == after]
    return found


def test_a_change_is_better_worse_or_other(told: Results) -> None:
    """By the order of harm; what was not measured on both sides is none."""
    found = step(told, "2.0")
    by_kind = {
        kind: [(each.address, each.where) for each in found.of(kind)]
        for kind in (BETTER, WORSE, OTHER)
    }
    assert by_kind == {
        # Alike on both interpreters: told once.
        BETTER: [("overrides/mends", ("3.11", "3.13"))],
        WORSE: [("overrides/breaks", ("3.11",))],
        OTHER: [("overrides/other", ("3.11",))],
    }
    causes = {each.address: each.cause for each in found.changes}
    assert causes["overrides/mends"] == "swallowed"
    assert causes["overrides/breaks"] == "yaml_1_1_text"


def test_what_no_changelog_mentions_is_marked(told: Results) -> None:
    """Where one was read; otherwise nobody knows."""
    found = step(told, "2.0")
    assert {each.address for each in found.changes if not each.lines} == {
        "overrides/breaks",
        "overrides/other",
    }
    assert found.unmentioned == 2
    assert step({**told, "changelogs": {}}, "2.0").unmentioned == 0
    elsewhere = {**LOG["fire"]["2.0"]["lines"][0], "where": ["3.13"]}
    log = {"fire": {"2.0": {**LOG["fire"]["2.0"], "lines": [elsewhere]}}}
    assert step({**told, "changelogs": log}, "2.0").unmentioned == 4


def test_what_cannot_be_installed_is_told_once(told: Results) -> None:
    """From where it is mended, or from where it fails."""
    found = step(told, "1.5")
    assert (found.compared, found.changes) == (0, ())
    assert found.mended == {"3.11": "no such module"}


def test_interpreters_are_a_step_of_their_own(told: Results) -> None:
    """In each release; a change in both is told once."""
    found = step(told, "3.13")
    changed = {each.address: each.where for each in found.changes}
    assert changed["overrides/same"] == ("1.5", "2.0")
    assert changed["overrides/breaks"] == ("2.0",)


def with_columns(told: Results, columns: dict[str, Any]) -> Results:
    """Return results with other columns of the row."""
    return {**told, "matrix": {"fire": {**STORED, "columns": columns}}}


def test_what_is_as_elsewhere_before_is_no_harm_of_the_release(told: Results) -> None:
    """A release that runs where the one before did not brings back what there is elsewhere."""
    columns = dict(
        [
            column(
                "1.5 on 3.11", "", {"laden": cell("accepted"), "own": cell("right")}
            ),
            column("2.0 on 3.11", "1.5 on 3.11", {}),
            column("1.5 on 3.13", "1.5 on 3.11", {"laden": cell("right")}),
            column(
                "2.0 on 3.13",
                "1.5 on 3.13",
                {"laden": cell("accepted"), "own": cell("broken")},
            ),
        ]
    )
    more = with_columns(told, columns)
    kinds = {
        each.address: (each.kind, each.as_on) for each in step(more, "2.0").changes
    }
    assert kinds == {"overrides/laden": (OTHER, "3.11"), "overrides/own": (WORSE, "")}
    assert "as with 1.5 on 3.11" in upgrades.pages(more)["upgrades/fire.md"]
    # From interpreter to interpreter it is the interpreter's harm.
    kinds = {
        each.address: (each.kind, each.as_on) for each in step(more, "3.13").changes
    }
    assert kinds["overrides/own"] == (WORSE, "")


def test_a_mistake_that_was_taken_is_one_however_the_training_ends(
    told: Results,
) -> None:
    """And what was asked in other words is no harm, unless all of these are refused."""
    before = {
        "taken": cell("late"),
        "late": cell("right"),
        "words": cell("right", command="v.yaml"),
        "refused": cell("right", command="v.yaml"),
    }
    after = {
        "taken": cell("accepted"),
        "late": cell("late"),
        "words": cell("wrong_value", command="--v=1"),
        "refused": cell("rejected", command="--v=1"),
    }
    columns = dict(
        [column("1.5 on 3.11", "", before), column("2.0 on 3.11", "1.5 on 3.11", after)]
    )
    found = step(with_columns(told, columns), "2.0").changes
    assert {each.cell.case: each.kind for each in found} == {
        "taken": OTHER,
        "late": WORSE,
        "words": OTHER,
        "refused": WORSE,
    }


def test_both_commands_are_told_where_they_are_not_the_same(told: Results) -> None:
    """A spelling may be of one release alone."""
    columns = dict(
        [
            column("1.5 on 3.11", "", {"key": cell("right", command="--key=1")}),
            column(
                "2.0 on 3.11", "1.5 on 3.11", {"key": cell("broken", command="k.yaml")}
            ),
        ]
    )
    page = upgrades.pages(with_columns(told, columns))["upgrades/fire.md"]
    assert "| before: `--key=1` after: `k.yaml` |" in page


def test_what_starts_nowhere_is_told(told: Results) -> None:
    """Rather than that none of its cells is otherwise."""
    columns = dict(
        [
            column("1.5 on 3.11", "", None, "no such module"),
            column("2.0 on 3.11", "", None, "no such name"),
        ]
    )
    pages = upgrades.pages(with_columns(told, columns))
    assert "Neither starts; the table above says why." in pages["upgrades/fire.md"]
    assert "| does not start |" in pages["upgrades.md"]


def test_the_example_is_of_what_most_cells_have_alike(told: Results) -> None:
    """Of what somebody types, if anything is; of a family it is told how many there are."""
    names = [f"values/int/{number}" for number in range(9)]
    before, after = (
        {
            "kinds": cell(outcome, command=None),
            **{name: cell(outcome, command="--values") for name in names},
        }
        for outcome in ("broken", "right")
    )
    columns = dict(
        [
            column("1.5 on 3.11", "", {"bad": cell("right"), **before}),
            column("2.0 on 3.11", "1.5 on 3.11", {"bad": cell("broken"), **after}),
        ]
    )
    pages = upgrades.pages(with_columns(told, columns))
    assert (
        "| 1 | 10 | 0 | 10 | `--values` | 3.11 | crashed | right |"
        in pages["upgrades.md"]
    )
    assert "overrides: `values/int/*` (9)" in pages["upgrades/fire.md"]


def test_what_changes_alike_is_told_together(told: Results) -> None:
    """In one line, with all cases; elsewhere, or for another cause, apart."""
    stored = told["matrix"]["fire"]["columns"]
    changed = {
        name: {**stored[name]["cells"]["overrides"]["changed"], **more}
        for name, more in (
            ("1.5 on 3.11", {"mends2": cell("accepted", cause="swallowed")}),
            ("2.0 on 3.11", {"mends2": cell("right")}),
            ("2.0 on 3.13", {"mends2": cell("right")}),
        )
    }
    columns = {
        name: {
            **each,
            "cells": {
                "overrides": {
                    **each["cells"]["overrides"],
                    "changed": changed.get(name, each["cells"]["overrides"]["changed"]),
                }
            },
        }
        for name, each in stored.items()
        if each["cells"]
    }
    more = {**told, "matrix": {"fire": {**STORED, "columns": columns}}}
    assert (
        "| overrides: `mends` `mends2` | 3.11 and 3.13 |"
        in upgrades.pages(more)["upgrades/fire.md"]
    )


def test_pages_tell_all_of_it(told: Results) -> None:
    """In Markdown, hostile text as text."""
    pages = upgrades.pages(told)
    assert pages.keys() == {"upgrades.md", "upgrades/fire.md"}
    text = pages["upgrades/fire.md"]
    assert "## fire 1.5 → 2.0" in text
    assert "Of 9 cells 1 is worse, 2 are better and 1 is other." in text
    assert "2 of them are not mentioned in CHANGES of 2.0." in text
    assert "`- Refuse what is <unknown>`" in text
    assert "not mentioned" in text
    assert "With 3.11 nothing could be measured before: `no such module`" in text
    assert r"it lacks \*that\*" in text
    assert "--release=RELEASE" in text
    assert "[Fire](upgrades/fire.md)" in pages["upgrades.md"]
    assert "4 cells are otherwise, and no changelog mentions 2" in pages["upgrades.md"]


def test_the_first_page_says_what_is_new(told: Results) -> None:
    """In one sentence; nothing where nothing was measured."""
    said = str(upgrades.sentence(told))
    assert "most: Fire 1.5 → 2.0 (4)." in said
    assert upgrades.sentence({**told, "matrix": {}}) == ""
    assert upgrades.pages({**told, "matrix": {}}) == {}


def test_stored_pages_follow_from_what_is_stored(results: Results) -> None:
    """Each row of the matrix is one of the report, and its library that of the changelogs."""
    for name, each in load.matrix(results).items():
        assert name in results["adapters"]
        assert each["row"] == name
