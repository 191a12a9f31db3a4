"""Whether a time can be true: the harness's clock beside the row's, and starts nobody looks at.

The stamp of a start is made by the row's own process, which may bend its clock.  But the process
ends with the stamp, and the harness sees that: what it lives on, the *rest*, is a few milliseconds
of the kernel's.  A stamp that is too early makes it longer by as much.

A row that sees that it is looked at may also do less.  So each is started where it cannot see that,
by the harness's clock alone.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.categories.startup.jobs import Job
from benchmarks.categories.startup.starts import StartFacts, judge_start
from benchmarks.registry import Adapter
from benchmarks.texts import failure
from benchmarks.unseen import Telling
from configbench.process import Command, Finished, run
from configbench.timing import paired
from configbench.timing.rounds import Samples, Start
from configbench.workplace import workplace

#: What a rest may be longer than the control's: seconds, and a share of the time, for what is to be
#: given back grows with what was loaded: of 25 rows the longest were 2 ms longer, and 17 ms of 4 s.
_REST, _REST_SHARE = 0.005, 0.01

#: How often a contestant is started again whose rests are long.
_AGAIN = 20

#: What a start that nobody looks at may take longer: seconds, and a share of the time.
_UNSEEN, _UNSEEN_SHARE = 0.005, 0.15

#: Pairs of a start that is looked at and one that is not, and how many of these may be as quick
#: though the row lies: on a machine with much more work than it can do, noise makes one so much
#: longer one time in three.
_PAIRS, _QUICK = 12, 1


#: Starts something once.
Once = Callable[[], Start]


def early(own: Samples, control: Samples, looked: Once) -> tuple[str, float]:
    """Return why the stamps of a contestant cannot be true, and the seconds of further starts.

    Where its rests are long it is started again as it was timed: on a machine that is busy with
    others an end may be late now and then, but not three times out of four.
    """
    rests, usual = own.noted.get("rest"), sorted(control.noted.get("rest", ()))
    if not rests or not usual:
        return "", 0.0
    allowed = _REST + _REST_SHARE * took(own)
    # Noise makes a rest longer and never shorter.
    if statistics.median_low(rests) <= usual[3 * len(usual) // 4] + allowed:
        return "", 0.0
    starts = [looked() for _ in range(_AGAIN)]
    spent = sum(start.spent for start in starts)
    again = sorted(start.noted["rest"] for start in starts if "rest" in start.noted)
    common = statistics.median(usual)
    if not again or again[len(again) // 4] <= common + allowed:
        return "", spent
    rest = statistics.median(again)
    return (
        f"its stamps are too early: the process lives on for {_ms(rest)} after them, "
        f"the control's for {_ms(common)}, and both end with the stamp"
    ), spent


def below(ratio: paired.Difference, above: paired.Difference, floor: float) -> str:
    """Return why a time below the control's cannot be true; nothing if it is none; pure.

    Parameters
    ----------
    ratio, above
        To the control, of as many rounds as have an interval.
    floor
        What the same program differs from itself, in seconds.
    """
    if ratio.high >= 1 or above.high >= -floor:
        return ""
    return (
        f"it is ready before the same program with literals: {ratio.median:.3f} times its time "
        f"[{ratio.low:.3f}, {ratio.high:.3f}]"
    )


def took(own: Samples) -> float:
    """Return the median time from the spawn to where it ends, in seconds."""
    return statistics.median(own.whole or own.wall)


@dataclass(frozen=True)
class Unseen:
    """A job where nothing shows that anybody looks.

    Attributes
    ----------
    job
        With the program that is started so.
    telling
        The core that this finds, where the time ends there.
    """

    job: Job
    telling: Telling | None

    @classmethod
    def made(cls, job: Job, row: Adapter, telling: Telling, folder: Path) -> "Unseen":
        """Return the job of a row; what must be copied for that goes into a folder.

        Raises
        ------
        RowError
            If the row cannot be copied.
        """
        if not job.reaches:
            return cls(job, None)
        return cls(replace(job, program=telling.beside(row, folder)), telling)

    def start(self) -> Start:
        """Start it once, by the harness's clock."""
        with workplace() as place:
            place.write(self.job.files)
            command = Command(
                self.job.argv(str(place.base / "marks")),
                place,
                binaries=self.job.binaries,
                limits=self.job.limits,
            )
            if self.telling is None:
                return judge_start(self.job.judged, StartFacts(run(command)))
            return _reached(self.telling.run(command), self.telling.file.exists())


def _reached(finished: Finished, reached: bool) -> Start:  # noqa: FBT001  a fact
    spent = finished.seconds
    if finished.exceeded or finished.exit != 0:
        return Start(fault=failure(finished), spent=spent)
    if not reached:
        return Start(fault="the core is not reached", spent=spent)
    return Start(spent, finished.cpu, spent=spent)


def untrue(
    own: Samples, control: Samples, looked: Once, unseen: Once
) -> tuple[str, float]:
    """Return why times of a contestant are not believed, and the seconds of the starts for that."""
    told, spent = early(own, control, looked)
    if not told:
        told, further = otherwise(own, looked, unseen)
        spent += further
    return told, spent


def otherwise(own: Samples, looked: Once, unseen: Once) -> tuple[str, float]:
    """Return what a contestant does otherwise where it is timed, and the seconds of these starts.

    The first start is compared with its samples; only where that takes longer there are others,
    in pairs.  Where two are as quick as those that are looked at, it is believed.

    Parameters
    ----------
    own
        What was measured of it.
    looked, unseen
        Start it as it was timed, and where nobody looks.
    """
    starts, quick = [unseen()], 0
    spent = statistics.median(own.noted.get("spent_cpu") or own.cpu or [0.0])
    fault = _slower(starts[0], took(own), spent)
    while fault and len(starts) <= 2 * _PAIRS:
        pair = looked(), unseen()
        starts += pair
        told = "" if pair[0].fault else _slower(pair[1], *_cost(pair[0]))
        quick += not told
        fault = "" if quick > _QUICK else told or fault
    return fault, sum(start.spent for start in starts)


def _slower(unseen: Start, wall: float, cpu: float) -> str:
    """Return why a start is not what takes so much time, and CPU time, where it is looked at."""
    if unseen.fault:
        return f"does otherwise where nobody looks: {unseen.fault}"
    # What waits shows in the first; the second tells on a machine that is busy with others, too.
    for what, usual, found in (
        ("", wall, unseen.wall),
        (" of CPU time", cpu, unseen.cpu),
    ):
        if found > usual * (1 + _UNSEEN_SHARE) + _UNSEEN:
            return (
                f"does otherwise where it is timed: it takes {_ms(usual)}{what} there, and "
                f"{_ms(found)} where nobody looks, again and again"
            )
    return ""


def _cost(start: Start) -> tuple[float, float]:
    wall = start.wall if start.whole is None else start.whole
    return wall, start.noted.get("spent_cpu", start.cpu)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
