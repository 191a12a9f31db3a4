"""One real start: to the end, to a place, and what goes wrong on the way."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from configbench.places import Place
from configbench.timing.commands import CommandError, Timed

PROGRAM = """\
import os, sys
def main():
    pass
if "main" in sys.argv:
    main()
print(os.environ["HOME"], os.getcwd(), repr(sys.stdin.read()))
sys.exit(3)
"""


@pytest.fixture
def timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Timed:
    """Return a program that ends with exit code 3."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    program = tmp_path / "a b.py"
    program.write_text(PROGRAM, "utf-8")
    return Timed("A", (sys.executable, str(program), "main"), tmp_path)


def test_a_start_is_timed_to_its_end(timed: Timed) -> None:
    """Where it is the user's own: home and folder; without input."""
    with pytest.raises(CommandError, match="A: exit 3, expected 0") as failed:
        timed.start(60)
    home = timed.cwd / "home"
    assert failed.value.finished.stdout == f"{home} {timed.cwd} ''\n"
    start = replace(timed, allowed=frozenset({0, 3})).start(60)
    assert 0 < start.cpu < 30
    assert start.wall == start.spent > 0


def test_a_start_is_timed_to_a_place(timed: Timed) -> None:
    """It ends there, whatever would come; what never comes there is told, with the reason."""
    at = Place.parse("a b.py:main", timed.cwd)
    start, finished = replace(timed, until=at).run(60, told=True)
    assert 0 < start.wall < start.spent
    assert not finished.stdout
    lost = replace(timed, until=at, words=timed.words[:-1])
    with pytest.raises(
        CommandError, match=r"was never reached: exit 3; .* was loaded, but"
    ):
        lost.start(60, told=True)


def test_a_start_that_cannot_be_is_told(timed: Timed) -> None:
    """No such program; over the time."""
    with pytest.raises(CommandError, match="A: not started: no such"):
        replace(timed, words=("no such",)).start(60)
    with pytest.raises(CommandError, match="over the time limit, which --time-limit"):
        replace(timed, words=("sleep", "9")).start(0.1)
