"""One audit, from a command line to findings: each step is another module's."""

import contextlib
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from configbench import interruption
from configbench.audit import grouping
from configbench.audit.course import Course
from configbench.audit.ground import laid
from configbench.audit.masking import masked
from configbench.audit.model import Audit, Request, Target, Try
from configbench.audit.other import both, environments
from configbench.audit.planning import searching, settings
from configbench.audit.target import discovery
from configbench.errors import UserError
from configbench.progress import Progress, Told


def audit(
    request: Request,
    told: Told = lambda _: None,
    asked: Collection[str] | None = None,
    apart: grouping.Apart = grouping.together,
) -> Audit:
    """Audit a program.

    Told once to end (Ctrl-C), it judges and confirms what it has so far.

    Parameters
    ----------
    request
        What a user asks for.
    told
        Called with how far it is.
    asked
        Ids of the rules that are asked, if not all: what no one asks is not confirmed either.
    apart
        What of the settings of one finding is told by itself: what somebody lives with.

    Raises
    ------
    UserError
        If it cannot look: one sentence says why, and what to do.
    KeyboardInterrupt
        If it was told to end before anything was tried, or twice.
    """
    if request.more:
        searching.required()
    with _begun(request, told) as (course, settled_in_time):
        course.settle()
        course.require_settings()
        settled_in_time()
        course.save()
        course.try_all()
        facts = course.facts()
        judged = course.confirmed(facts, asked, apart)
        return masked(course.audit(facts, judged, asked), course.masked)


def settled(
    request: Request, told: Told = lambda _: None
) -> tuple[Target, settings.Found, list[Try]]:
    """Return what an audit would try, for ``--list``: nothing is judged."""
    alone = replace(request, other=None)
    with _begun(alone, told) as (course, _):
        course.settle()
        return masked((course.target, course.found, course.listed()), course.masked)


@contextlib.contextmanager
def _begun(request: Request, told: Told) -> Iterator[tuple[Course, Callable[[], None]]]:
    """Find the program, and begin what runs it; yields what tells that all is found, too."""
    started = time.monotonic()
    told(Progress("looking for the place"))
    with laid(request) as ground, _in_time(request, started) as settled_in_time:
        target = discovery.discover(request, ground)
        there = environments.there(request, target, ground)
        with (
            both.begun(request, target, there, ground) as engine,
            Course(request, target, there, ground, engine, told, started) as course,
        ):
            yield course, settled_in_time


@contextlib.contextmanager
def _in_time(request: Request, started: float) -> Iterator[Callable[[], None]]:
    """Have the place and the settings found within ``--max-time``; yields what tells that they are.

    What is tried from then on ends by itself, with what was found.
    """
    most = request.max_time
    left = None if most is None else max(started + most - time.monotonic(), 0)
    try:
        with interruption.within(left) as done:
            yield done
    except TimeoutError as error:
        raise UserError(
            f"--max-time, {most:g} s, was over before anything was tried: while the place and the "
            "settings were looked for; expected more"
        ) from error
