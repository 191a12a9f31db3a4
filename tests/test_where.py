"""Where the time of a start goes: marks, imports and what belongs to whom."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry
from benchmarks.categories.startup import CATEGORY
from benchmarks.categories.startup.accounts import (
    DEAREST,
    NOWHERE,
    Account,
    Import,
    account,
    tell,
)
from benchmarks.categories.startup.marking import instrument
from benchmarks.errors import ProgramError
from tests.cells import measured
from tests.miniatures import build

PROGRAM = '''\
"""Says what it is."""

from __future__ import annotations

import json

# -- declare
class Box:
    def open(self):
        """Only a docstring."""

def numbers():
    yield 1

# -- wire
def wire():
    return {"n": json.loads("1")}

# -- main
if True:
    result = train(**wire())
'''


def test_a_marked_program_is_the_same_program() -> None:
    """Docstring and imports of the future stay first; marks stand at every end and before train."""
    marked = instrument(PROGRAM)
    lines = marked.splitlines()
    assert lines[0] == '"""Says what it is."""'
    assert lines[1] == "from __future__ import annotations"
    namespace: dict[str, object] = {"train": lambda **given: given}
    exec(compile(marked, "marked", "exec"), namespace)  # noqa: S102  our own text
    assert namespace["result"] == {"n": 1}
    assert namespace["__doc__"] == "Says what it is."


def test_the_marks_of_a_program_in_their_order(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Each statement, function and the call of the core tells the role that it stands under."""
    namespace: dict[str, object] = {"train": lambda **given: given}
    exec(compile(instrument(PROGRAM), "x", "exec"), namespace)  # noqa: S102
    said = [line.split()[2:] for line in capfd.readouterr().err.splitlines()]
    assert [" ".join(each) for each in said] == [
        "at other",
        "at other",  # import json
        "at declare",
        "at declare",
        "at wire",
        "at main",
        "train main",
        "in wire",
        "out wire",
    ]


def test_what_is_no_python_is_told() -> None:
    """A program that does not parse ends in a sentence."""
    with pytest.raises(ProgramError, match="not Python"):
        instrument("def (")


def test_imports_between_marks_are_told_apart_from_code() -> None:
    """Self times of what was imported since the last mark are taken from the code around it."""
    seen = account(
        [
            "import time:       500 |        500 | site",
            "configbench-mark 10.010 at other",
            "import time:      2000 |       3000 |   library.part",
            "import time:      1000 |       6000 | library",
            "warning: something of the library's own",
            "configbench-mark 10.014 at declare",
            "configbench-mark 10.020 in load",
            "import time:      4000 |       4000 | late",
            "configbench-mark 10.030 out load",
            "configbench-mark 10.031 train main",
            "import time:      9000 |       9000 | json",
            "configbench-mark 10.090 out main",
        ],
        started=10.0,
        ready=10.032,
    )
    assert seen.total == pytest.approx(0.032)
    assert seen.interpreter == pytest.approx(0.010)
    assert [each.module for each in seen.imports] == ["library.part", "library", "late"]
    assert seen.roles == pytest.approx(
        {"other": 0.001, "declare": 0.006 + 0.001 + 0.001, "load": 0.006}
    )


steps = st.lists(
    st.tuples(
        st.integers(0, 5000),
        st.integers(0, 5000),
        st.sampled_from(["at", "in", "out"]),
        st.sampled_from(["declare", "wire", "main"]),
    )
)


@given(steps)
def test_the_parts_add_up(drawn: list[tuple[int, int, str, str]]) -> None:
    """Interpreter, imports and roles are the whole, whatever happened in what order."""
    now, depth = 1_000, 0
    lines = [f"configbench-mark {now / 1e6!r} at other"]
    for imported, ran, step, role in drawn:
        word = "at" if step == "out" and not depth else step
        depth += {"in": 1, "out": -1}.get(word, 0)
        now += imported + ran
        lines.append(f"import time: {imported} | {imported} | m")
        lines.append(f"configbench-mark {now / 1e6!r} {word} {role}")
    seen = account(lines, 0.0, (now + 7) / 1e6)
    parts = seen.interpreter + sum(seen.roles.values())
    parts += sum(each.own for each in seen.imports)
    assert parts == pytest.approx(seen.total)


def test_a_run_without_marks_is_told() -> None:
    """A copy that never began ends in a sentence, not in figures."""
    with pytest.raises(ProgramError, match="no mark"):
        account(["import time: 1 | 1 | site"], 0.0, 1.0)


def test_imports_belong_to_somebody() -> None:
    """Python's own, the core's, the library's, and what was there by chance are told apart."""
    seen = Account(
        1.0,
        0.1,
        {},
        [
            Import("json", 0.01, 0.02),
            Import("shared_model.parts", 0.02, 0.02),
            Import("yaml.reader", 0.30, 0.30),
            Import("numpy", 0.05, 0.05),
            Import("attr", 0.04, 0.04),
            Import("brotli", 0.001, 0.001),
        ],
    )
    installed = {
        "yaml": ["PyYAML"],
        "numpy": ["numpy"],
        "attr": ["attrs"],
        "shared_model": ["configbench"],
    }
    found = tell(seen, {"pyyaml"}, {"numpy", "torch"}, installed)
    assert found["imports"] == pytest.approx(
        {"library": 0.3, "python": 0.01, "other": 0.111}
    )
    assert found["uninvited"] == ["attrs"]
    assert (found["modules"], found["library_modules"]) == (5, 1)
    assert found["by_distribution"][NOWHERE] == pytest.approx(0.001)
    assert found["dearest"][0] == {
        "module": "yaml.reader",
        "of": "pyyaml",
        "own": 0.30,
        "cumulative": 0.30,
    }


@pytest.mark.parametrize("name", ["argparse", "hydra"])
def test_the_parts_of_a_real_start(name: str) -> None:
    """A marked copy really starts; the library's modules and its work are seen."""
    cell = measured(CATEGORY, registry.find(name), "where", fast=True)["where"]
    assert (cell["outcome"], cell["runs"]) == ("right", 1)
    assert cell["total"] > 0
    parts = cell["interpreter"] + sum(cell["imports"].values())
    assert parts + sum(cell["roles"].values()) == pytest.approx(cell["total"], rel=0.05)
    assert len(cell["dearest"]) == DEAREST
    if name == "argparse":
        assert (cell["library_modules"], cell["imports"]["library"]) == (0, 0)
        assert cell["roles"]["declare"] > 0
    else:
        assert cell["library_modules"] > 50
        assert {"hydra-core", "omegaconf"} <= cell["by_distribution"].keys()
        # Hydra composes around main(); wire() is what instantiate takes.
        assert cell["roles"]["main"] > cell["roles"]["wire"] > 0


def test_a_program_that_cannot_be_looked_at_is_told(tmp_path: Path) -> None:
    """A row whose marked copy does not run has a cell that says so."""
    row = registry.read(build("fails_without_a_word", tmp_path))
    cell = measured(CATEGORY, row, "where", fast=True)["where"]
    assert (cell["outcome"], cell["cause"]) == ("broken", "unexplained")
    assert cell["detail"] == "the marked copy does not run: exit 1, 0 stamps"
