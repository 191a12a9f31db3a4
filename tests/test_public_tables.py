"""Public tables: judged from stated facts, executed in miniature, published with what differs."""

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import claims, results, verifying
from benchmarks.claims import tables
from benchmarks.claims.statements import Statement, verdict
from benchmarks.claims.tables import judging, reading
from benchmarks.claims.tables.judging import Says, judged, shown
from benchmarks.cli import main
from benchmarks.environments import BARE, READY, building
from benchmarks.small import usage
from configbench.errors import UserError
from report import claims as executed
from report import pages
from report import tables as section
from tests import opened

MINIATURE = Path(__file__).parent / "miniatures" / "tables" / "miniature.toml"

#: What becomes of each cell of the miniature: a page can be right and wrong in either way.
EXPECTED = {
    "typed/granted": "holds",
    "typed/denied": "does not hold",
    "typed/help": "holds",
    "typed/missing": "not executed",
    "untyped/granted": "does not hold",
    "untyped/denied": "holds",
    "untyped/half": "holds partly",
    "refusing/granted": "does not hold",
    "refusing/denied": "holds",
    "refusing/second_way": "holds",
}


@pytest.fixture(scope="module")
def miniature() -> reading.Table:
    """A page about three programs."""
    return reading.read(MINIATURE)


@pytest.fixture(scope="module")
def stored(miniature: reading.Table) -> dict[str, Any]:
    """The miniature as results have it, executed."""
    known = {miniature.name: miniature}
    cells = {each.name: found for each, found in tables.execute_all(known)}
    return tables.published(known, cells)


def test_a_verdict_can_fail_either_way(stored: dict[str, Any]) -> None:
    """What is granted and lacks does not hold, nor what is denied and is there."""
    cells = stored["miniature"]["cells"]
    found = {
        f"{library}/{statement}": cell["verdict"]
        for library, of in cells.items()
        for statement, cell in of.items()
    }
    assert found == EXPECTED


def test_evidence_is_what_arrived_or_what_was_said(stored: dict[str, Any]) -> None:
    """Each command line once, with the types that arrived, or how it ended and why."""
    cells = stored["miniature"]["cells"]
    folder = "tests/miniatures/tables/programs"
    told = [
        (each["command"], each["says"]) for each in cells["untyped"]["half"]["evidence"]
    ]
    assert told == [
        (f"python {folder}/untyped/number.py --x 2", "x='2'"),
        (f"python {folder}/untyped/number.py --x two", "x='two'"),
    ]
    refused = cells["typed"]["granted"]["evidence"][1]["says"]
    assert refused.startswith("exit 2: ")
    assert "invalid int value: 'two'" in refused
    assert (
        cells["typed"]["granted"]["evidence"][0]["where"] == f"the {BARE} environment"
    )
    assert "there is no program nowhere.py" in cells["typed"]["missing"]["seen"]


@given(st.lists(st.booleans(), min_size=1))
def test_what_is_denied_is_judged_by_the_opposite(so: list[bool]) -> None:
    """The verdict on a denial is that on a grant of all that is otherwise."""
    trials = {str(number): Statement(each) for number, each in enumerate(so)}
    opposite = {text: Statement(not each.so) for text, each in trials.items()}
    assert judged(Says.YES, trials) == verdict(trials)
    assert judged(Says.NO, trials) == verdict(opposite)
    swapped = {"holds": "does not hold", "does not hold": "holds"}
    given_, denied = judged(Says.YES, trials), judged(Says.NO, trials)
    assert denied == swapped.get(given_, given_)


def test_a_denial_can_fail() -> None:
    """What is denied and shown does not hold; what is denied and not shown does."""
    assert judged(Says.NO, {"x": Statement(so=True)}) == "does not hold"
    assert judged(Says.NO, {"x": Statement(so=False)}) == "holds"


def test_one_way_will_do_and_no_line_of_it_may_fail() -> None:
    """A way shows it by all of its lines; a trial is shown by any of its ways."""
    assert shown([[True, True]]).so
    assert not shown([[True, False], [False, True]]).so
    assert shown([[False], [True]]).so
    assert not shown([[]]).so


def every_entry() -> list[reading.Entry]:
    """Return the cells of all tables."""
    return [
        each for table in tables.tables().values() for each in tables.entries(table)
    ]


@pytest.mark.parametrize("name", tables.tables())
def test_every_cell_has_programs_that_fit_its_trials(name: str) -> None:
    """As many command lines as are wanted, in each way; no program is left over."""
    table = tables.tables()[name]
    assert {each.library.name for each in tables.entries(table)} == {*table.libraries}
    for entry in tables.entries(table):
        for trial in entry.statement.trials:
            ways = entry.ways(trial)
            assert ways, f"{entry.name}: {trial.program}"
            for program in ways:
                assert len(usage(program)) == len(trial.lines), program


def test_no_program_is_for_nothing() -> None:
    """Each is a way of some cell: none is forgotten when a table changes."""
    used = {
        way
        for entry in every_entry()
        for trial in entry.statement.trials
        for way in entry.ways(trial)
    }
    (folder,) = {table.programs for table in tables.tables().values()}
    assert used == {*folder.rglob("*.py")}


def test_a_program_knows_its_library_only() -> None:
    """What it imports is the standard library's, or a module of its own environment."""
    foreign, built = set(), 0
    for entry in every_entry():
        # They are built where tables are executed, which a test need not wait for.
        if not (entry.library.environment.root / READY).is_file():
            continue
        built += 1
        own = {*sys.stdlib_module_names, *entry.library.environment.modules}
        for trial in entry.statement.trials:
            for way in entry.ways(trial):
                for node in ast.walk(ast.parse(way.read_text("utf-8"))):
                    names = [each.name for each in getattr(node, "names", ())]
                    if isinstance(node, ast.ImportFrom):
                        names = [node.module or ""]
                    elif not isinstance(node, ast.Import):
                        continue
                    foreign |= {
                        f"{way.name}: {each}"
                        for each in names
                        if each.partition(".")[0] not in own
                    }
    if not built:
        pytest.skip("no environment of a library in the tables is built")
    assert foreign == set()


def test_what_a_page_grants_is_tried_twice_before_it_is_contradicted() -> None:
    """Of what is published: a grant that does not hold has two ways or more."""
    published = tables.stored(results.load())
    for entry in every_entry():
        cell = published.get(entry.name)
        if cell is None or entry.says is Says.NO or cell["verdict"] == "holds":
            continue
        for trial in entry.statement.trials:
            if not cell["statements"][trial.text]:
                assert len(entry.ways(trial)) > 1, f"{entry.name}: {trial.program}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tyro/typer/literals", "does not hold"),
        ("tyro/argparse-dataclass/literals", "does not hold"),
        ("cyclopts_fire/fire/hints", "holds"),
    ],
)
def test_a_cell_as_executed(name: str, expected: str) -> None:
    """What execution gives, with the release in a lock of the tree."""
    entry = tables.find(name)
    assert tables.execute(entry)["verdict"] == expected
    lock = building.LOCKS / f"{entry.library.environment.name}.txt"
    for dist, version in entry.library.releases().items():
        assert f"{dist}=={version}" in lock.read_text("utf-8")


def test_an_unknown_cell_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Bad input ends in one sentence that names the nearest."""
    assert main(["claim", "tyro/typer/literal"]) == 2
    assert "did you mean 'typer/literals'" in capsys.readouterr().err
    assert main(["claim", "tyrol/typer/literals"]) == 2
    assert main(["reproduce", "claims/tyro/typer"]) == 2


def test_a_cell_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints what was run, what arrived, the verdict and the rule."""
    assert main(["claim", "cyclopts_fire/fire/python_words"]) in {0, 1}
    printed = capsys.readouterr().out
    assert (
        "$ python benchmarks/claims/tables/programs/fire/python_words.py 100" in printed
    )
    assert "name=100" in printed
    assert f"holds. Rule: {judging.RULE}." in printed


def test_a_published_cell_is_verified(stored: dict[str, Any]) -> None:
    """Its command is one of the report's, and belongs to it."""
    content = {"cells": {}, "adapters": {}, "claims": {}, "tables": stored}
    name = "miniature/refusing/second_way"
    cell = stored["miniature"]["cells"]["refusing"]["second_way"]
    command = cell["evidence"][0]["command"]
    assert verifying.owners(content)[command] == verifying.Target("claim", name)
    assert verifying._addressed(f"claims/{name}", content) == [
        verifying.Target("claim", name)
    ]
    assert claims.stored(content).keys() == {f"miniature/{each}" for each in EXPECTED}
    with pytest.raises(UserError):
        tables.find("miniature/untyped/half")


def test_what_is_contradicted_is_run_as_it_was_then(stored: dict[str, Any]) -> None:
    """With the releases of the page's date, where it names them; what holds is run once."""
    cells = stored["miniature"]["cells"]["untyped"]
    then = cells["granted"]["then"]
    assert then["verdict"] == "does not hold"
    assert [*then["releases"]] == ["fire"]
    assert then["releases"]["fire"]
    assert "then" not in cells["denied"]
    assert "then" not in stored["miniature"]["cells"]["refusing"]["granted"]


def test_what_was_right_then_is_marked() -> None:
    """A page that was right of its own day is not told to be wrong without that mark."""
    then = {"verdict": "holds", "seen": "x", "statements": {}, "releases": {"x": "1.0"}}
    cell = {"says": "no", "verdict": "does not hold", "statements": {"x": True}}
    now = section.Tabled("library", "statement", cell)
    assert now.sign == "✗ → ✓"
    old = section.Tabled("library", "statement", {**cell, "then": then})
    assert old.sign == "✗ → ✓ᵗ"
    assert old.told == "with x 1.0, of the page's own date: holds"


def test_results_with_tables_are_valid(stored: dict[str, Any]) -> None:
    """The schema accepts them, and nothing of another form."""
    content = results.load()
    content["tables"] = stored
    results.validate(content)
    broken = {**stored["miniature"], "page": "no address"}
    content["tables"] = {"miniature": broken}
    with pytest.raises(UserError, match="page"):
        results.validate(content)


def test_the_section_marks_what_is_otherwise(stored: dict[str, Any]) -> None:
    """What the page says, and behind an arrow what was found; each with command and page."""
    page = executed.page({"tables": stored})
    assert "### Miniatures" in page
    row = "| [numbers](https://example.org/miniatures) | ✓ | **✓ → ✗** | **✓ → ✗** |"
    assert row in page
    denied = "| [numbers, denied](https://example.org/miniatures#denied) | **✗ → ✓** | ✗ | ✗ |"
    assert denied in page
    assert "| [both](https://example.org/miniatures) |  | **✓ → (✓)** |  |" in page
    assert "| [no program](https://example.org/miniatures) | ✓ → ? |  |  |" in page
    assert "`python -m benchmarks claim miniature/typed/denied`" in page
    assert (
        "Its 10 cells: does not hold 3, holds 5, holds partly 1, not executed 1."
        in page
    )
    assert "not so: 2 arrives as int, and two is refused; so: both words arrive" in page
    assert "* Not run, *taste*: That it is nice: taste." in page
    assert executed.page({}) == ""
    said = executed.sentence({"tables": stored})
    assert (
        "Of the 10 cells of 1 public table that could be tried: does not hold: 3"
        in said
    )


def test_the_site_has_it(stored: dict[str, Any]) -> None:
    """Every cell links its statements and command lines."""
    content = {"tables": stored}
    published = results.load() | content
    made = pages.pages(published, {})
    body = made["site/tables.html"]
    found = opened.held(made, "tables")["miniature"]
    for name in EXPECTED:
        place = f"tables/miniature/{name}"
        assert f'<button class="open" data-open="{place}">' in body
        assert name in found
    assert "x='2'" in json.dumps(found)
    assert any(
        "It says so of an old release." in each["notes"] for each in found.values()
    )
    assert 'href="tables.html"' in made["site/index.html"]
    assert "Miniatures" in made["site/tables.html"]
