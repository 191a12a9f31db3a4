"""Other interpreters: found, named, measured on, and told of."""

import copy
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import registry, reproducing, results, running, verifying
from benchmarks.category import Order
from benchmarks.environments import TORCH, Environment, interpreters
from benchmarks.environments.building import Builder, build, prepare
from benchmarks.environments.interpreters import OWN, Interpreter
from benchmarks.errors import MissingError
from benchmarks.measuring import Choice, Run, cells_of, choose, others
from benchmarks.reproducing import parse
from configbench.errors import UserError
from report import checking, load, otherwise
from report import interpreters as page
from report.load import Results
from tests.stated import stated

#: One that is nowhere: what is only described needs none.
OTHER = Interpreter("3.99.1", Path("/nowhere/python3.99"))


def executable(folder: Path, says: str) -> Path:
    """Return a program that answers as an interpreter would, whatever it is asked."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture(scope="session")
def listed() -> list[Interpreter]:
    """Return the other interpreters of this machine; uv may have to ask each wrapper of pyenv."""
    return interpreters.found()


@pytest.fixture
def known(listed: list[Interpreter], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have sentences name them without asking anew."""
    monkeypatch.setattr(interpreters, "found", lambda: listed)


@pytest.fixture(scope="session")
def other(listed: list[Interpreter]) -> Interpreter:
    """Return another interpreter of this machine, with what argparse needs built."""
    if not listed:
        pytest.skip("this machine has no other CPython of 3.11 or newer")
    prepare([registry.find("argparse").on(listed[-1])])
    return listed[-1]


def test_the_own_interpreter_is_no_other(listed: list[Interpreter]) -> None:
    """Whatever it is called, it is measured anyway."""
    assert OWN not in listed
    assert interpreters.named([sys.executable, OWN.version]) == []
    with pytest.raises(UserError, match="is named twice"):
        interpreters.named([OWN.version, OWN.version])
    assert interpreters.one(None) == interpreters.one(OWN.version) == OWN


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("text", ["", "nowhere", "/bin/ls", "2.7", "no such name"])
def test_what_is_no_interpreter_is_told(text: str) -> None:
    """In a sentence with those that there are."""
    with pytest.raises(UserError) as caught:
        interpreters.named([text])
    assert f"no CPython is found as {text!r}" in str(caught.value)
    assert OWN.release in str(caught.value)


@pytest.mark.parametrize(
    ("release", "told"),
    [
        ("3.10.4", "expected a released 3.11 or newer"),
        ("3.99.0rc1", "expected a released 3.11 or newer"),
        (f"{OWN.version}.999", "runs the harness"),
    ],
)
def test_an_interpreter_that_cannot_be_used_is_told(
    release: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Too old, not released, or of the version that is measured anyway."""
    path = executable(tmp_path, f"echo CPython {release} {tmp_path}/python")
    monkeypatch.setattr(interpreters, "_uv", lambda *_: str(path))
    with pytest.raises(UserError, match=told) as caught:
        interpreters.named([str(path)])
    assert release in str(caught.value)


@pytest.mark.parametrize(
    "says",
    ["exit 1", "echo nonsense", "echo PyPy 3.99.0 /x", "echo CPython", "sleep 60"],
)
def test_what_does_not_answer_is_no_interpreter(
    says: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nor another Python than CPython, nor one that hangs."""
    path = executable(tmp_path, says)
    monkeypatch.setattr(interpreters, "_PATIENCE", 0.5)
    assert interpreters._asked(path) is None


def test_the_newest_release_of_each_version_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Released CPythons alone, in the order of their versions."""
    listed = [
        (version, implementation, variant)
        for version, implementation, variant in (
            ("3.99.9", "cpython", "default"),
            ("3.99.10", "cpython", "default"),
            ("3.98.0", "cpython", "default"),
            ("3.97.0rc1", "cpython", "default"),
            ("3.96.0", "pypy", "default"),
            ("3.95.0", "cpython", "freethreaded"),
            ("3.10.1", "cpython", "default"),
            (OWN.release, "cpython", "default"),
        )
    ]
    told = json.dumps(
        [
            {"version": v, "path": f"/{v}", "implementation": i, "variant": t}
            for v, i, t in listed
        ]
    )
    monkeypatch.setattr(interpreters, "_uv", lambda *_: told)
    assert [each.release for each in interpreters.found()] == ["3.98.0", "3.99.10"]
    monkeypatch.setattr(interpreters, "_uv", lambda *_: "")
    assert interpreters.found() == []


def test_the_whole_comparison_is_measured_on_all_that_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A part of it on those that are named, in what needs no torch."""
    monkeypatch.setattr(interpreters, "found", lambda: [OTHER])
    monkeypatch.setattr(interpreters, "named", lambda texts: [OTHER] * len(texts))
    (whole,) = others(choose(None, None), None)
    assert whole.whole
    assert [each.name for each in whole.categories] == [
        "overrides",
        "roundtrip",
        "safety",
    ]
    assert {row.environment.python for row in whole.adapters} == {"3.99"}
    for part in (choose(None, None, fast=True), choose(None, "fire")):
        assert others(part, None) == []
        assert len(others(part, ["3.99"])) == 1
    with pytest.raises(UserError, match="overrides, roundtrip, safety are"):
        others(choose("lines,startup", None), ["3.99"])


def test_an_interpreter_has_environments_and_results_of_its_own(tmp_path: Path) -> None:
    """Beside those of the harness's own, the core without torch."""
    row = registry.find("hydra").on(OTHER)
    assert row.environment.root.parent.name == "3.99"
    assert row.environment.core.left_out == {TORCH}
    assert row.environment.tools.interpreter == OTHER
    assert registry.find("hydra").environment.left_out == frozenset()
    assert results.of(OTHER, tmp_path / "results.json") == (
        tmp_path / "interpreters" / "3.99.json"
    )
    assert row.reproduce("overrides/hydra/tuple").endswith(
        "reproduce overrides/hydra/tuple --python=3.99"
    )
    assert registry.find("argparse").on(OTHER).versions() == {"python": "3.99.1"}


@pytest.mark.usefixtures("known")
def test_what_is_measured_on_the_own_interpreter_alone_is_told() -> None:
    """Before anything is built."""
    with pytest.raises(UserError, match=r"--python: no CPython is found as '3\.99'"):
        parse("overrides/argparse/tuple", python="3.99")


def test_a_core_that_cannot_be_built_elsewhere_ends_nothing(tmp_path: Path) -> None:
    """Its rows are not measured; those of the own interpreter are."""
    elsewhere = Environment((), OTHER, tmp_path)
    failed = build([elsewhere], Builder())
    assert list(failed) == ["3.99/core"]
    with pytest.raises(MissingError, match=r"environment 3\.99/bare: not built"):
        elsewhere.require()


def test_a_row_runs_on_another_interpreter(other: Interpreter) -> None:
    """What arrives is the same; its training is told to need torch."""
    row = registry.find("argparse")
    here, there = running.probe(row), running.probe(row.on(other))
    assert there.reached == here.reached
    with pytest.raises(MissingError, match="without torch, which this needs"):
        running.train(row.on(other))


def test_what_looks_for_torch_there_is_not_measured(
    other: Interpreter, tmp_path: Path
) -> None:
    """A stranger's program that imports it at its start is no worse for it."""
    folder = tmp_path / "row"
    folder.mkdir()
    row = replace(registry.find("argparse"), folder=folder, name="row").on(other)
    for source in ("import torch", "import torch.nn"):
        row.program.write_text(f"{source}\n", encoding="utf-8")
        with pytest.raises(MissingError, match="without torch"):
            running.probe(row)
    row.program.write_text("import torchless\n", encoding="utf-8")
    assert "torchless" in running.probe(row).finished.stderr


def test_a_library_that_does_otherwise_there_is_found(other: Interpreter) -> None:
    """Python 3.13 has mended that argparse drops ``--`` in a value."""
    row = registry.find("argparse").on(other)
    wanted = parse("roundtrip/argparse/values/string/two_dashes", python=other.version)
    assert wanted.row == row
    order = Order((row,), (str(wanted.case),))
    ((address, cell),) = cells_of(wanted.category, order)
    mended = tuple(map(int, other.version.split("."))) >= (3, 13)
    assert cell["arrival"] == ("right" if mended else "wrong_value")
    assert cell["reproduce"].endswith(f"--python={other.version}")
    assert str(address) == "roundtrip/argparse/values/string/two_dashes"


def test_a_run_elsewhere_stores_what_it_ran_on(
    other: Interpreter, tmp_path: Path
) -> None:
    """In a file of its own, that is resumed if it was interrupted, and begun if it was not."""
    file = tmp_path / "results.json"
    choice = choose("safety", "argparse").on(other)
    own = Run.start(choose("safety", "argparse"), path=file)
    own._save()

    def begin(*, resume: bool) -> Run:
        return Run.start(choice, resume=resume, path=results.of(other, file))

    run = begin(resume=True)  # the own one was interrupted before this was begun
    run.unit(choice.categories[0], choice.adapters)
    stored = results.load(results.of(other, file))
    assert stored["machine"]["python"] == other.release
    assert stored["versions"]["python"] == other.release
    assert "torch" not in stored["versions"]
    (account,) = stored["units"].values()
    assert account["versions"]["python"] == other.release
    assert list(run.spent.shares) == [f"safety on {other.version}"]
    assert begin(resume=True).done == {"safety/argparse"}
    run.finish()
    assert begin(resume=True).done == set()


def test_the_printed_command_of_a_cell_elsewhere_is_verified_there() -> None:
    """By the results of that interpreter."""
    cells = {"overrides": {"fire": {"tuple": {"outcome": "right"}}}}
    own: dict[str, Any] = {"cells": cells, "adapters": {"fire": {}}}
    text = "python -m benchmarks reproduce overrides/fire/tuple --python=3.99"
    command = verifying.Printed(text, "interpreters.md", 1)
    with pytest.raises(verifying.FailsError, match=r"nothing was published for Python"):
        verifying.targets(command, own, {})
    (target,) = verifying.targets(command, own | {"elsewhere": {"3.99": own}}, {})
    assert target == verifying.Target("cell", "overrides/fire/tuple", "3.99")
    assert str(target) == "overrides/fire/tuple on 3.99"


# -- the page -------------------------------------------------------------------------------------


def cell(outcome: str = "right", **facts: Any) -> dict[str, Any]:
    """Return a cell as stated."""
    made = {
        "outcome": outcome,
        "by": "library",
        "detail": outcome,
        "reproduce": "run x",
    }
    return made | facts


def whole(version: str, rows: dict[str, dict[str, Any]]) -> Results:
    """Return results of some cells of one category."""
    described = {
        name: {"title": name.title(), "distributions": {"lib": "1.0"}} for name in rows
    }
    return stated({"overrides": rows}) | {
        "machine": {"python": version},
        "created": "2026-01-02T00:00",
        "adapters": described,
    }


def both(
    change: Callable[[dict[str, dict[str, Any]]], object],
) -> tuple[Results, Results]:
    """Return results of three cells of two rows, and the same changed on another interpreter."""
    cases = {name: cell(arrived={"lr": "1"}) for name in ("a", "b", "c")}
    rows = {"one": cases, "two": copy.deepcopy(cases)}
    there = copy.deepcopy(rows)
    change(there["one"])
    own = whole("3.11.1", rows)
    own["elsewhere"] = {"3.99": whole("3.99.1", there)}
    return own, own["elsewhere"]["3.99"]


@pytest.mark.parametrize(
    ("facts", "differs"),
    [
        ({"outcome": "rejected"}, True),
        ({"arrived": {"lr": "2"}}, True),
        ({"message": {"names_key": True}}, True),
        ({"detail": "other words"}, False),
        ({"says": "other words"}, False),
        ({"outcome": "unmeasured", "detail": "here: no torch"}, False),
    ],
)
def test_what_is_otherwise(facts: dict[str, Any], *, differs: bool) -> None:
    """What was judged and what arrived; not the words, nor what was not measured."""
    own, there = both(lambda cells: cells["b"].update(facts))
    found = otherwise.compared(own, there, "one")
    assert [each.case for each in found.differing] == (["b"] if differs else [])
    assert found.equal == (3 if "detail" in facts or "says" in facts else 2) - (
        facts.get("outcome") == "unmeasured"
    )
    assert otherwise.compared(own, there, "two").equal == 3
    assert otherwise.told(own, "one") == ("1 cell on Python 3.99" if differs else "")
    assert otherwise.told(own, "two") == ""


def test_the_page_tells_each_difference_with_its_command() -> None:
    """Those of one kind together, and why others were not measured."""

    def change(cells: dict[str, dict[str, Any]]) -> None:
        for name in "ab":
            cells[name] |= {"outcome": "rejected", "detail": f"no {name}|"}
        cells["c"] |= {"outcome": "unmeasured", "detail": "env 3.99/x: without torch"}

    own, _ = both(change)
    text = page.page(own)
    assert "Of 5 cells 2 are otherwise; 1 are not measured (without torch)." in text
    assert "| one | lib 1.0 | 0 | 2 | 1 |" in text
    assert "| two | lib 1.0 | 3 | 0 | 0 |" in text
    assert "2 cells, right → **wrongly rejected**: `a` and `b`." in text
    assert "First of them: right → no a" in text
    assert "Afresh on 3.99: `run x`" in text
    assert "### Two" not in text


def test_the_page_shows_what_differs_where_the_sentence_is_the_same() -> None:
    """Of a table of facts only those."""
    message = {"names_key": True, "suggests_nearest": True}
    own, _ = both(lambda cells: cells["a"].update(message=message))
    own["cells"]["overrides"]["one"]["a"]["message"] = message | {
        "suggests_nearest": False
    }
    text = page.page(own)
    assert "suggests nearest: no → suggests nearest: yes." in text
    assert "names key" not in text


def test_without_another_interpreter_the_page_says_so() -> None:
    """And marks nothing."""
    own = whole("3.11.1", {"one": {"a": cell()}})
    assert "No other interpreter was found." in page.page(own)
    assert otherwise.told(own, "one") == ""


def test_results_of_interpreters_are_read_in_order(tmp_path: Path) -> None:
    """3.9 before 3.10; a file that is none is told by its name."""
    for name in ("results", "interpreters/3.10", "interpreters/3.9"):
        path = tmp_path / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        results.save(
            results.new(1) | {"categories": results.describe_categories([])}, path
        )
    assert list(load.elsewhere(load.whole(tmp_path))) == ["3.9", "3.10"]
    (tmp_path / "interpreters" / "3.9.json").write_text("{", encoding="utf-8")
    with pytest.raises(
        load.ReportError, match=r"interpreters/3\.9\.json: cannot be read"
    ):
        load.whole(tmp_path)


def test_a_stale_unit_elsewhere_is_told(tmp_path: Path) -> None:
    """As one of the harness's own."""
    content = results.new(1)
    content["units"]["safety/argparse"] = {"sha256": "0" * 64}
    (fault,) = checking._stale(content, {"argparse": {"sha256": "1" * 64}}, "3.99")
    said = "safety/argparse was measured on Python 3.99 with other contents"
    assert said in fault.sentence


def test_nothing_is_published_for_an_interpreter_that_was_not_measured() -> None:
    """Then a cell that is reproduced there is compared with nothing."""
    row = registry.find("argparse").on(OTHER)
    assert reproducing.published(row) == {"cells": {}}
    assert Choice((), claims=False, adapters=(row,), interpreter=OTHER).whole is False
    assert os.fspath(results.of(OTHER)).endswith("report/interpreters/3.99.json")
