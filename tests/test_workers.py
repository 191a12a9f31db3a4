"""Jobs beside each other: what a job gives or raises, and how all are ended."""

import threading
import time
from collections.abc import Iterator

import pytest

from benchmarks.workers import Memory, Workers, cores
from configbench import interruption
from configbench.interruption import Interrupted


@pytest.fixture
def _told_to_end() -> Iterator[None]:
    """Forget afterwards that the process was told to end."""
    with interruption.heeded():
        yield


def test_as_many_are_at_work_as_there_are_threads() -> None:
    """Three jobs of three threads meet; a fourth would wait for ever."""
    meeting = threading.Barrier(3, timeout=30)
    jobs = dict.fromkeys("abc", meeting.wait)
    workers = Workers(jobs, 3)
    assert {workers.result(name) for name in jobs} == {0, 1, 2}


def test_they_begin_in_their_order() -> None:
    """One thread does one after another, whatever is asked for first."""
    order: list[str] = []
    jobs = {name: lambda name=name: order.append(name) for name in "cab"}
    workers = Workers(jobs, 1)
    workers.result("b")
    assert order == ["c", "a", "b"]


def test_what_a_job_raises_is_raised_where_it_is_asked_for() -> None:
    """A fault of one job is no other's."""

    def fail() -> int:
        raise ValueError("bad")

    workers = Workers({"bad": fail, "good": lambda: 5}, 1)
    workers.finish()
    assert workers.result("good") == 5
    with pytest.raises(ValueError, match="bad"):
        workers.result("bad")
    assert not workers.busy


@pytest.mark.usefixtures("_told_to_end")
def test_all_end_when_the_process_is_told_to_end() -> None:
    """Who waits is told, what asks is ended, and what has not begun never begins."""
    begun = threading.Event()
    later: list[int] = []

    def ask() -> None:
        begun.set()
        while True:
            interruption.check()
            time.sleep(0.01)

    workers = Workers({"asks": ask, "waits": lambda: later.append(1)}, 1)
    assert begun.wait(30)
    interruption.request()
    with pytest.raises(Interrupted):
        workers.result("waits")
    workers.give_up()
    assert not workers.busy
    assert later == []


def test_giving_up_waits_for_what_is_at_work_only() -> None:
    """The job that has begun comes to its end; the next does not begin."""
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> None:
        begun.set()
        go_on.wait(30)
        done.append("first")

    workers = Workers({"first": first, "second": lambda: done.append("second")}, 1)
    assert begun.wait(30)
    threading.Timer(0.1, go_on.set).start()
    workers.give_up()
    assert done == ["first"]


def test_a_value_is_made_once_and_a_fault_is_forgotten() -> None:
    """Four threads that ask at a time get the one value; other keys wait for nothing."""
    memory: Memory[str, int] = Memory()
    made: list[int] = []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 7

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        memory.get("seven", fail)
    workers = Workers({name: lambda: memory.get("seven", make) for name in "abcd"}, 4)
    assert {workers.result(name) for name in "abcd"} == {7}
    assert made == [1]
    assert memory.get("eight", lambda: memory.get("seven", make) + 1) == 8


def test_there_is_a_core() -> None:
    """At least the one that runs this."""
    assert cores() >= 1
