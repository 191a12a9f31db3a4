"""One start is judged: whether there is a time of it, and where it ends; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.categories.startup.cases import Judged
from benchmarks.texts import failure, helps
from configbench.process import Finished
from configbench.records import Clocks, Stamp
from configbench.timing.rounds import Start

#: The clocks of a process and of its reaping tick differently: a jiffy, in seconds.
_JIFFY = 0.01

#: What is noted of a start that the program cannot tell otherwise: what it lived on past its stamp,
#: and the CPU time of all of it, in seconds.
_BY_THE_HARNESS = ("rest", "spent_cpu")

#: Clocks around what is imported: before it, after it, and before the program begins.
MARKS = ("before", "after", "ready")


@dataclass(frozen=True)
class StartFacts:
    """The facts of one start.

    Attributes
    ----------
    finished
        How it ended.
    stamps
        What the probe left.
    saved
        Whether a saved config lies there.
    marks
        The clocks that ``after.py`` left, by name.
    memory
        Peak in MiB, where it was looked at.
    malformed
        What is wrong with what it left, where that is no stamp, no mark or no figure.
    """

    finished: Finished
    stamps: Sequence[Stamp] = ()
    saved: bool = True
    marks: Mapping[str, Clocks] = field(default_factory=dict)
    memory: float | None = None
    malformed: str = ""


def judge_start(judged: Judged, facts: StartFacts) -> Start:
    """Judge one start by its facts."""
    malformed = Start(fault=facts.malformed) if facts.malformed else None
    start = malformed or _JUDGES[judged](facts)
    noted = dict(start.noted)
    if facts.memory is not None and start.fault is None:
        # Looked at through another process: no time of it is one.
        noted = {"memory": facts.memory, **noted}
        for name in ("imported", *_BY_THE_HARNESS):
            noted.pop(name, None)
    return replace(start, noted=noted, spent=facts.finished.seconds)


def _stamp(facts: StartFacts) -> Start:
    """Exactly one stamp, inside the run, exit 0, the config saved."""
    finished, stamps = facts.finished, facts.stamps
    if finished.exceeded or finished.exit != 0:
        return _fault(finished)
    if len(stamps) != 1:
        return Start(fault=f"{len(stamps)} stamps instead of one")
    stamp = stamps[0]
    wall, cpu = stamp.monotonic - finished.started, stamp.cpu
    if not 0 < wall <= finished.seconds or not 0 < cpu <= finished.cpu + _JIFFY:
        return Start(fault="a stamp from outside the run")
    if not facts.saved:
        return Start(fault="reported ready before the config was saved")
    harness = {"rest": finished.seconds - wall, "spent_cpu": finished.cpu}
    return Start(wall, cpu, noted={"torch": "torch" in stamp.modules, **harness})


def _whole(facts: StartFacts) -> Start:
    start = _stamp(facts)
    finished = facts.finished
    return start if start.fault else Start(finished.seconds, finished.cpu)


def _help(facts: StartFacts) -> Start:
    finished = facts.finished
    if finished.exceeded or not helps(finished):
        return _fault(finished)
    if facts.stamps:
        return Start(fault="reached the core instead of helping")
    if not (finished.stdout.strip() or finished.stderr.strip()):
        return Start(fault="helped without a word")
    return Start(finished.seconds, finished.cpu)


def _mistake(facts: StartFacts) -> Start:
    finished = facts.finished
    if not finished.ended_by_itself:
        return _fault(finished)
    if facts.stamps:
        return Start(fault="the mistake reached the core")
    if finished.exit == 0:
        return Start(fault="exit 0 for a mistake")
    return Start(finished.seconds, finished.cpu)


def _after(facts: StartFacts) -> Start:
    start, began = _stamp(facts), facts.finished.started
    if start.fault:
        return start
    if not facts.marks:
        return Start(fault="torch was not imported before")
    (before, _), (after, _), (wall, cpu) = (facts.marks[name] for name in MARKS)
    ready = began + start.wall
    if not began < before < after <= wall < ready or not 0 < cpu < start.cpu:
        return Start(fault="a mark from outside the run")
    return Start(
        ready - wall,
        start.cpu - cpu,
        noted={"imported": after - before}
        | {name: start.noted[name] for name in _BY_THE_HARNESS},
        whole=start.wall,
    )


_JUDGES: Mapping[Judged, Callable[[StartFacts], Start]] = {
    "stamp": _stamp,
    "whole": _whole,
    "help": _help,
    "mistake": _mistake,
    "after": _after,
}


def _fault(finished: Finished) -> Start:
    return Start(fault=failure(finished))
