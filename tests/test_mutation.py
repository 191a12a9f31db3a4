"""What ``make mutants`` is told fits the code; forks tell what they saw; the page counts."""

import os
import time
import tomllib
from dataclasses import dataclass
from itertools import repeat

import pytest

from benchmarks.paths import ROOT
from tests.mutation.equivalent import EQUIVALENT, Equivalent
from tests.mutation.page import Found, Verdict
from tests.mutation.trying import Fate, Seen, forked

MODULES = tomllib.loads((ROOT / "tests/mutation/modules.toml").read_text("utf-8"))


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_its_tests(module: str) -> None:
    """Files that are there, and functions in them."""
    assert (ROOT / module).is_file()
    for test in MODULES[module]:
        file, _, function = test.partition("::")
        assert f"def {function}" in (ROOT / file).read_text("utf-8")


@pytest.mark.parametrize("stated", EQUIVALENT, ids=lambda each: each.old[:40])
def test_what_is_equivalent_is_still_there(stated: Equivalent) -> None:
    """A statement about a text that is gone would never be missed."""
    assert stated.module in MODULES
    lines = (ROOT / stated.module).read_text("utf-8").splitlines()
    assert stated.old in "\n".join(line.strip() for line in lines)
    assert stated.reason.strip()
    assert stated.old not in stated.new


def test_an_equivalent_is_known_by_its_text() -> None:
    """Another change of the line is another mutant, unless all are meant."""
    stated = Equivalent("m.py", "a", "why", ["b"])
    assert stated.holds("m.py", "a", "b")
    assert not stated.holds("m.py", "a", "c")
    assert not stated.holds("n.py", "a", "b")
    assert Equivalent("m.py", "a", "why").holds("m.py", "a", "c")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # beside threads
def test_a_fork_tells_what_it_saw() -> None:
    """Or that it ended without a word, or late; nothing of it is left."""
    seen = Seen(times={"one": 0.5}, failed="two")
    assert forked(lambda: seen, 60) == seen
    assert forked(lambda: os._exit(3), 60) == Seen(failed="-")
    assert forked(lambda: next(filter(None, repeat(None))), 1).fate == "timeout"
    read, write = os.pipe()

    def leaves_one() -> Seen:
        if not os.fork():
            time.sleep(600)
        return seen

    assert forked(leaves_one, 60) == seen
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert not pipe.read()  # nobody has its other end


@dataclass(frozen=True)
class Drawn:
    """What a page asks of a mutant."""

    module: str
    id: str


def test_the_page_counts_and_shows_what_is_open() -> None:
    """By module and in all; a statement that a test has refuted is told."""
    fates: dict[str, Fate] = {
        "a": "killed",
        "b": "timeout",
        "c": "survived",
        "d": "survived",
        "e": "stillborn",
    }
    verdicts = {
        key: Verdict(key, "arg_removal", 7, f"old {key}", f"new {key}", fate, "t", "")
        for key, fate in fates.items()
    }
    mutants = [Drawn("m.py", key) for key in "abcd"] + [Drawn("n.py", k) for k in "ef"]
    stated = [Equivalent("m.py", f"old {key}", "why") for key in "ac"]
    found = Found(1, mutants, verdicts, stated)  # type: ignore[arg-type]  # as much as it asks
    assert found.table.splitlines()[2:] == [
        "| `m.py` | 2 | 1 | 1 | 0 | 0 | 66.7% |",
        "| `n.py` | 0 | 0 | 0 | 1 | 1 |  |",
        "| all | 2 | 1 | 1 | 1 | 1 | 66.7% |",
    ]
    assert found.refuted == ["m.py:7: new a (by t)"]
    shown = "`m.py:7`, arg removal\n\n```diff\n- old d\n+ new d\n```\n"
    assert found.text.endswith(f"## Open\n\n{shown}")
