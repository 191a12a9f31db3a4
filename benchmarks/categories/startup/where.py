"""Where the time of a start goes: facts of a few extra runs, outside the timed rounds.

The program is copied and marked.  ``-X importtime`` tells every import on the same stream as the
marks, so that what is imported between two marks is told apart from the code between them.  Both
cost time themselves, so the parts are those of a run that is slower than the timed ones; their
shares are what they are for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.categories.startup.accounts import Account, account
from benchmarks.categories.startup.jobs import read_stamps
from benchmarks.categories.startup.marking import instrument
from benchmarks.copying import copy_row
from benchmarks.errors import ProgramError
from benchmarks.footprint import CORE
from benchmarks.leftovers import taken_from
from benchmarks.registry import Adapter
from benchmarks.running import stamping
from configbench.process import Command, Limits, run
from configbench.workplace import workplace

#: Runs of a row; the quickest is told, whole: its parts add up.
RUNS = 2

_LIMITS = Limits(seconds=60)


@dataclass(frozen=True)
class WhereFacts:
    """The runs that were looked at: an account each, and the seconds that they took.

    ``added`` are the distributions that the row brings along, ``core`` those of the training core,
    ``distributions`` those installed, by the module at their top.
    """

    accounts: Sequence[Account]
    seconds: float
    added: frozenset[str]
    core: frozenset[str]
    distributions: Mapping[str, Sequence[str]]


def measure(row: Adapter, folder: Path, count: int) -> WhereFacts:
    """Put marks into a copy of a row and run it ``count`` times.

    Raises
    ------
    ProgramError
        If it cannot be run so.
    """
    program = copy_row(row, folder)
    source = program.read_text(encoding="utf-8")
    program.write_text(instrument(source), encoding="utf-8")
    runs = [_run(program, row.binaries) for _ in range(count)]
    environment = row.environment
    core = environment.closure(CORE)
    return WhereFacts(
        [told for told, _ in runs],
        sum(seconds for _, seconds in runs),
        environment.closure(row.distributions) - core,
        core,
        environment.modules,
    )


def _run(program: Path, binaries: Path) -> tuple[Account, float]:
    with workplace() as place:
        clock = place.base / "clock.jsonl"
        argv = ("python", "-X", "importtime", str(program))
        finished = run(
            Command(
                argv,
                place,
                environ=stamping(clock, place.base / "planted"),
                binaries=binaries,
                limits=_LIMITS,
            )
        )
        with taken_from(place.base):
            stamps = read_stamps(clock, cut=not finished.ended_by_itself)
    if finished.exit != 0 or len(stamps) != 1:
        raise ProgramError(
            f"the marked copy does not run: {finished.ended}, {len(stamps)} stamps"
        )
    lines = finished.stderr.splitlines()
    return account(lines, finished.started, stamps[0].monotonic), finished.seconds
