"""Progress of a run, by a stated clock: what is told, and when."""

import threading
import time

import pytest

from benchmarks.progress import Display, Ledger
from benchmarks.spent import Spent


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def test_what_is_left_follows_from_the_pace_so_far() -> None:
    """A quarter in ten seconds leaves thirty, counted down until the next word."""
    clock = Clock()
    ledger = Ledger({"a": 2.0, "b": 2.0, "c": 4.0}, clock)
    assert ledger.left() is None
    with ledger.unit("a"):
        clock.now += 10
    assert ledger.left() == 30
    clock.now += 8
    assert ledger.left() == 22
    assert ledger.left_in_words() == "about 22 s left"
    with ledger.unit("b") as advance:
        clock.now += 2
        advance(1.0)
        assert ledger.done == 3
        assert ledger.left() == pytest.approx(20 / 3 * 5)


def test_a_unit_counts_as_its_weight_however_much_it_says() -> None:
    """It may tell too much, or nothing; when it is over, it is done, even by a fault."""
    ledger = Ledger({"a": 2.0, "b": 6.0}, Clock())
    with ledger.unit("a") as advance:
        advance(50)
        assert ledger.done == 2
    with pytest.raises(ValueError, match="x"), ledger.unit("b"):
        raise ValueError("x")
    assert ledger.done == ledger.total == 8
    assert ledger.left_in_words() == "a little more"


def test_a_line_names_what_is_measured_now() -> None:
    """Several at a time, the first of them by name."""
    clock = Clock()
    ledger = Ledger(dict.fromkeys("abcdef", 1.0) | {"done": 4.0}, clock)
    with ledger.unit("done"):
        clock.now += 8
    with ledger.unit("a"), ledger.unit("b"):
        assert ledger.line() == "40 %; about 12 s left; a, b"
        with ledger.unit("c"), ledger.unit("d"), ledger.unit("e"):
            assert ledger.now() == "a, b, c, d and 1 more"
    assert Ledger({}).line() == "0 %"


def test_lines_come_in_their_time_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One is due now and then, however many units begin and end meanwhile."""
    del capsys  # so that standard output is none
    lines: list[str] = []
    display = Display(Ledger({"a": 1.0}), lines.append, every=0.2)
    for _ in range(5):
        with display.shown():
            pass
    assert lines == []
    written = threading.Event()

    def write(line: str) -> None:
        lines.append(line)
        written.set()

    display = Display(Ledger({"a": 1.0}), write, every=0.05)
    with display.shown():
        assert written.wait(30)
    assert lines[0] == "0 %"


def test_the_time_is_told_by_category() -> None:
    """Units, seconds from the first's beginning to the last's end, and CPU seconds."""
    spent = Spent()
    assert spent.lines() == []
    with spent.on("lines") as unit:
        end = time.thread_time() + 0.2
        while time.thread_time() < end:
            pass
    assert unit["cpu"] >= 0.2
    assert unit["seconds"] >= 0.2
    with spent.on("lines"), spent.on("safety"):
        pass
    head, first, second, last = (line.split() for line in spent.lines())
    assert head[-2:] == ["CPU", "use"]
    assert (first[:2], second[:2]) == (["lines", "2"], ["safety", "1"])
    assert last[:2] == ["all", "3"]
