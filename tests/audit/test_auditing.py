"""When an audit ends before anything is tried."""

import contextlib
import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest

from configbench import interruption
from configbench.audit import auditing
from configbench.audit.course import Course
from configbench.audit.model import Request, Target
from configbench.audit.planning.settings import CODE, Found
from configbench.audit.target import discovery
from configbench.errors import UserError
from tests.audit import made


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
