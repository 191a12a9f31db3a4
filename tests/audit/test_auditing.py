"""When an audit ends before anything is tried."""

import contextlib
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from unittest.mock import Mock

import pytest

from configbench import interruption
from configbench.audit import auditing
from configbench.audit import course as courses
from configbench.audit.course import Course
from configbench.audit.model import Arrived, Must, Request, Target, Try
from configbench.audit.planning import pairing, plan
from configbench.audit.planning.settings import CODE, Found
from configbench.audit.target import discovery
from configbench.errors import UserError
from tests.audit import made
from tests.audit.facts import came, value


def hanging(*_: object) -> None:
    """Be a program that comes nowhere."""
    while True:
        interruption.check()
        time.sleep(0.001)


def hanging_with(thread: threading.Thread) -> None:
    """Come nowhere beside another, and wait for its end, as an engine does."""
    thread.start()
    try:
        hanging()
    finally:
        thread.join(60)


def request_and_hang() -> None:
    """Be told to end by a signal."""
    interruption.request()
    hanging()


def ended() -> None:
    """Be a thread of one, that ends when it is told to."""
    with contextlib.suppress(KeyboardInterrupt):
        hanging()


@pytest.mark.parametrize("asked", [auditing.audit, auditing.settled])
def test_max_time_bounds_what_is_looked_for(
    asked: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was tried, so that nothing was found: it could not look."""
    monkeypatch.setattr(auditing, "laid", contextlib.nullcontext)
    monkeypatch.setattr(discovery, "discover", hanging)
    assert callable(asked)
    with pytest.raises(
        UserError, match=r"--max-time, 0\.01 s, was over before anything"
    ):
        asked(Request(("python", "train.py"), tmp_path, max_time=0.01))
    interruption.check()


def test_time_ends_what_waits_and_nothing_else() -> None:
    """Whoever is done, or is told to end by a signal, hears nothing of it."""
    with interruption.within(0.001) as done:
        done()
        time.sleep(0.01)
        interruption.check()
    thread = threading.Thread(target=ended)
    with pytest.raises(TimeoutError), interruption.within(0.01):
        hanging_with(thread)
    assert not thread.is_alive()
    with pytest.raises(interruption.Interrupted) as heard, interruption.within(60):
        request_and_hang()
    assert heard.value.number == signal.SIGINT
    interruption.answered()
    with interruption.within(None):
        interruption.check()


def test_a_stated_place_without_settings_is_told(tmp_path: Path) -> None:
    """An audit of nothing would find nothing."""
    target = made.target(tmp_path)
    request = Request(("python", "train.py"), tmp_path, at="train.py:2")
    for found, there in (
        (Found(()), "where there is no variable;"),
        (Found((), ("x",), {"f": CODE}), r"what is there \(x, f\) has no spelling"),
        (Found((), tuple("abcdef")), r"\(a, b, c, d, e …\)"),
    ):
        with pytest.raises(
            UserError, match=f"--at train.py:2: no setting arrives.*{there}"
        ):
            course(request, target, found).require_settings()
    course(request, target, Found(made.settings(tmp_path))).require_settings()
    course(request, target, Found(()), stages=[Mock()]).require_settings()


def course(
    request: Request, target: Target, found: Found, stages: Sequence[object] = ()
) -> Course:
    """Return an audit of which the settings, and places behind files, are known."""
    made_of = Course(request, target, None, Mock(), Mock(), Mock(), 0.0)
    made_of.found, made_of.files = found, Mock(stages=stages)
    return made_of


def test_no_file_takes_the_time_of_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which setting a key feeds may take a quarter of it, what is written what is left."""
    clock = [0.0]
    monkeypatch.setattr(courses, "time", Mock(monotonic=lambda: clock[0]))
    words, probes, written = (
        [value(name, str(number), Must.TELL) for number in range(count)]
        for name, count in (("words", 60), ("probes", 40), ("written", 50))
    )
    monkeypatch.setattr(plan, "tries", lambda *_, **__: words)
    monkeypatch.setattr(pairing, "pairs", lambda *_: ())
    ran: list[str] = []

    def run(planned: Sequence[Try]) -> Iterator[tuple[Try, Arrived]]:
        for each in planned:
            clock[0] += 1
            ran.append(each.settings[0])
            yield each, came()

    request = Request(("python", "train.py"), tmp_path, max_time=100)
    made_of = course(request, made.target(tmp_path), Found(()))
    engine = Mock(run=run)
    made_of.engine = engine
    made_of.files = Mock(
        feed=lambda some: [*some(engine, probes)],
        make=lambda some: [*some(engine, written)],
        planned=90,
    )
    made_of.try_all()
    assert [name for name, _ in groupby(ran)] == ["probes", "words", "written"]
    assert Counter(ran) == {"probes": 26, "words": 60, "written": 14}
    assert (made_of.ended, made_of.planned) == ("--max-time", 150)
