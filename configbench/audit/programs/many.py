"""Many programs: what has not changed is remembered, the others are audited beside each other."""

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from configbench import escaping, interruption
from configbench.audit.formats.wording import count
from configbench.audit.grouping import Apart, together
from configbench.audit.model import Audit, Audited, Request
from configbench.audit.patience import cores
from configbench.audit.programs import keys, memory, rayed, worker, workers
from configbench.audit.programs.keys import Depends
from configbench.audit.programs.memory import Remembered
from configbench.audit.programs.stated import Program
from configbench.audit.programs.worker import Answer, Order
from configbench.progress import Progress, Told


@dataclass(frozen=True)
class Case:
    """One program, with all that is known of it before it is audited.

    Attributes
    ----------
    program, request
        What is stated, and what is asked of it.
    depends
        What its audit depends on now.
    last
        What was found the last time, if anybody knows.
    """

    program: Program
    request: Request
    depends: Depends
    last: Remembered | None

    @property
    def unchanged(self) -> bool:
        """Whether nothing has changed since the last time."""
        return self.last is not None and self.last.holds(self.depends.key)


@dataclass(frozen=True)
class Manner:
    """How programs are audited.

    Attributes
    ----------
    asked
        Ids of the rules.
    jobs
        Tries at a time, of all programs together; 0 for as many as there are cores.
    anew
        Whether also what has not changed is audited.
    ray
        The address of a cluster; empty for this machine.
    apart
        As of :func:`configbench.audit.auditing.audit`, for a program's name.
    divides
        Whether it would have told apart what an earlier audit of a program told together.
    """

    asked: frozenset[str]
    jobs: int = 0
    anew: bool = False
    ray: str = ""
    apart: Callable[[str], Apart] = lambda _: together
    divides: Callable[[str, Audit], bool] = lambda *_: False

    def recalls(self, case: Case) -> Audit | None:
        """Return what was found the last time, if that is what would be found now."""
        if self.anew or case.last is None or not case.unchanged:
            return None
        audit = case.last.audit
        return None if self.divides(case.program.name, audit) else audit


def cases(
    programs: Sequence[Program],
    request: Request,
    manner: Manner,
    told: Told = lambda _: None,
) -> list[Case]:
    """Return each program with what its audit depends on; nothing of it is run.

    Raises
    ------
    UserError
        If a ``pyproject.toml`` states what cannot be followed.
    """
    found = []
    for number, program in enumerate(programs, start=1):
        interruption.check()
        asked = program.asked(request)
        depends = keys.depends(asked, manner.asked)
        found.append(Case(program, asked, depends, memory.recalled(program)))
        told(Progress("reading sources", number, len(programs)))
    return found


def audited(
    given: Sequence[Case], manner: Manner, told: Told = lambda _: None
) -> tuple[list[Audited], bool]:
    """Audit programs, but for those that have not changed since the last time.

    Returns
    -------
    list of Audited
        In the order of the programs.
    bool
        Whether somebody has ended it before all were audited.

    Raises
    ------
    UserError
        If it cannot be done where it was to be.
    """
    found: dict[int, Audited] = {}
    left: list[int] = []
    for number, case in enumerate(given):
        audit = manner.recalls(case)
        if audit is not None:
            found[number] = Audited(case.program.name, audit, cached=True)
        else:
            left.append(number)
    ended = False
    told(Progress("programs", len(found), len(given)))
    try:
        for number, answer in _answers([given[each] for each in left], manner):
            case = given[left[number]]
            found[left[number]] = _told(case, answer, manner)
            told(Progress("programs", len(found), len(given)))
    except interruption.Interrupted:
        interruption.answered()
        ended = True
    if left:
        memory.tidy()
    why = "all was ended before it was done"
    return [
        found.get(number, Audited(case.program.name, None, why))
        for number, case in enumerate(given)
    ], ended


def _answers(given: Sequence[Case], manner: Manner) -> Iterator[tuple[int, Answer]]:
    if not given:
        return
    jobs = manner.jobs or cores()
    beside = min(jobs, len(given))
    each = 1 if manner.ray else jobs // beside
    asked = tuple(sorted(manner.asked))
    orders = [
        Order(
            replace(case.request, jobs=each),
            asked,
            case.depends.key if manner.ray else "",
            worker.carried(manner.apart(case.program.name)),
        )
        for case in given
    ]
    if manner.ray:
        yield from rayed.followed(orders, manner.ray)
    else:
        yield from workers.followed(orders, beside)


def _told(case: Case, answer: Answer, manner: Manner) -> Audited:
    """Return what came of a program, and remember it."""
    if answer.fault:
        print(escaping.lines(answer.fault), file=sys.stderr)
    name, audit = case.program.name, answer.audit
    if audit is None:
        return Audited(name, None, answer.trouble)
    trend = memory.trend(case.last, audit, manner.asked)
    if not audit.ended and answer.files is not None:
        # What has changed meanwhile was audited as nobody knows what.
        same = answer.key == case.depends.key
        key = answer.key if same else ""
        last = Remembered(
            key, tuple(sorted(manner.asked)), answer.files, answer.installed, audit
        )
        memory.keep(case.program, last)
    return Audited(name, audit, trend=trend)


def listed(given: Sequence[Case]) -> str:
    """Return a line for each program: its command, how much it depends on, what would be done."""
    lines = []
    for case in given:
        depends = case.depends
        done = "nothing has changed" if case.unchanged else "to be audited"
        if not depends.key:
            done += ", always, for not all that it depends on can be told"
        words = shlex.join(case.request.command)
        lines.append(
            f"{escaping.visible(case.program.name)}: $ {escaping.visible(words)} · "
            f"{count(len(depends.closure.files), 'file')} · {done}"
        )
    return "\n".join(lines)
