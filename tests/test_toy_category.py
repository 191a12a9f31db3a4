"""A new category touches its own file, the one list, and the words: shown with a toy."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.paths import ROOT

#: The whole category.
TOY = '''\
"""Toy: whether a program is quiet."""

from benchmarks.category import Category, one_by_one
from benchmarks.cells import Case, Judgement
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.running import Probe, probe

CASES = {"output": Case("output", intent="A run prints no more than a line.")}


def measure(row: Adapter, case: Case) -> Probe:
    """Run the row as it is."""
    del case
    return probe(row)


def judge(case: Case, ran: Probe) -> Judgement:
    """Judge a run by how many lines it prints; pure."""
    lines = len(ran.finished.stdout.splitlines())
    outcome = Outcome.RIGHT if lines <= 1 else case.wrong
    return Judgement(outcome, f"{lines} lines", {"lines": lines})


CATEGORY = Category(
    name="toy",
    question="Is a run quiet?",
    cases=lambda _: CASES,
    measure=one_by_one(lambda _: CASES, measure),
    judge=judge,
)
'''

#: Text and its replacement, by file: all else that has to be touched.
TOUCHED = {
    "benchmarks/categories/__init__.py": [
        ("    sweep,\n)", "    sweep,\n    toy,\n)"),
        ("    ranks.CATEGORY,\n", "    ranks.CATEGORY,\n    toy.CATEGORY,\n"),
    ],
    "report/words.toml": [
        ("[categories.ranks]", '[categories.toy]\ntitle = "Toy"\n\n[categories.ranks]')
    ],
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what measures and reports, with the toy in it."""
    root = tmp_path_factory.mktemp("tree with späces") / "configbench"
    generated = {"site", "cells", "plots"}

    def ignored(folder: str, names: list[str]) -> set[str]:
        return generated.intersection(names) if Path(folder).name == "report" else set()

    # With what Python has compiled: it need not do so anew.
    for name in ("adapters", "benchmarks", "configs", "report", "shared_model"):
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    (root / "tests").mkdir()
    (root / "benchmarks/categories/toy.py").write_text(TOY, encoding="utf-8")
    for name, replaced in TOUCHED.items():
        path = root / name
        text = path.read_text(encoding="utf-8")
        for old, new in replaced:
            assert text.count(old) == 1, (name, old)
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return root


def run(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module of the copied tree."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def out(tree: Path) -> Path:
    """Return the folder in which the toy has been measured and reported."""
    folder = tree / "out"
    options = ("--category=toy", "--adapters=argparse,fire", f"--report-dir={folder}")
    done = run(tree, "pytest", "--benchmark", *options, "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout
    return folder


@pytest.mark.slow
def test_it_is_measured_and_stored(out: Path) -> None:
    """Its cells are in the results, and what the report must know of it stands beside them."""
    content = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert content["cells"]["toy"].keys() == {"argparse", "fire"}
    cell = content["cells"]["toy"]["argparse"]["output"]
    assert cell["outcome"] == "right"
    assert cell["reproduce"] == "python -m benchmarks reproduce toy/argparse/output"
    (described,) = [each for each in content["categories"] if each["name"] == "toy"]
    assert described["question"] == "Is a run quiet?"
    assert described["cases"]["output"]["kind"] == "request"


@pytest.mark.slow
def test_it_is_in_the_report(out: Path) -> None:
    """It has a page, with its title, its question and its case."""
    text = (out / "categories" / "toy.md").read_text(encoding="utf-8")
    assert text.startswith("# Toy\n")
    assert "Is a run quiet?" in text
    assert "all 2 rows are right: `output`" in text
    assert (out / "site" / "toy.html").is_file()


@pytest.mark.slow
def test_one_cell_of_it_is_reproduced(tree: Path, out: Path) -> None:
    """``reproduce`` takes its address, and refuses a misspelt case of it."""
    del out
    done = run(tree, "benchmarks", "reproduce", "toy/argparse/output")
    assert done.returncode == 0, done.stderr
    assert "lines      1" in done.stdout
    wrong = run(tree, "benchmarks", "reproduce", "toy/argparse/outptu")
    assert wrong.returncode == 2
    assert "did you mean 'output'" in wrong.stderr


def test_nothing_else_has_to_be_touched() -> None:
    """One file, one line in the list (and its import), one title."""
    lines = {
        name: sum(new.count("\n") - old.count("\n") for old, new in replaced)
        for name, replaced in TOUCHED.items()
    }
    assert lines == {"benchmarks/categories/__init__.py": 2, "report/words.toml": 3}
    assert len(TOY.splitlines()) < 40
