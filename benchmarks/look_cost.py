"""What the look costs by kind of place: ``python -m benchmarks.look_cost [--rounds N]``.

Each program is started in turn without a look and with each kind of it; what is told is the
difference to the start without, round by round, with its interval.

*Without*, a row runs with a copy of the training core that stamps the clock itself, in its first
statement: the seam that the core once had.  An empty program has no place at all: from its start to
its end, that shows what the look costs who never meets it.
"""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import core, interleaved
from benchmarks.categories.startup.jobs import LIMITS, read_stamps
from benchmarks.registry import find
from benchmarks.running import stamping
from benchmarks.texts import failure
from benchmarks.unseen import FIRST, Telling
from configbench import escaping, options
from configbench.errors import ConfigbenchError
from configbench.looking import Look, Then
from configbench.places import Place
from configbench.process import Command
from configbench.timing import paired
from configbench.timing.rounds import Plan, Start
from configbench.workplace import workplace

#: How a start is looked at; the first is what the others are compared with.
WITHOUT = "without a look"
PREPARED, MODULE = "MODULE:FUNCTION, compiled before", "MODULE:FUNCTION"
FUNCTION, LINE = "FILE:FUNCTION", "FILE:LINE"
KINDS = (WITHOUT, PREPARED, MODULE, FUNCTION, LINE)

#: The empty program, and two rows: a light one and a heavy one.
EMPTY = "an empty program"
ROWS = ("argparse", "hydra")

#: What a core does that stamps the clock itself.
_STAMPS = """\
import time
stamp = {"monotonic": time.monotonic(), "cpu": time.process_time(), "modules": []}
import json
with open(FILE, "a") as file:
    print(json.dumps(stamp), file=file)
raise SystemExit(0)
"""


@escaping.all_shown()
def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print a table."""
    parser = options.Parser(prog="python -m benchmarks.look_cost")
    parser.add_argument(
        "--rounds", type=options.count, default=20, metavar="N", help="default: 20"
    )
    plan = Plan(rounds=parser.parse_args(argv).rounds, starts=2)
    try:
        with tempfile.TemporaryDirectory() as folder:
            table = _measured(Path(folder), plan)
    except ConfigbenchError as error:
        print(f"look_cost: {error}", file=sys.stderr)
        return 2
    Console(file=escaping.bare_stdout(), width=100).print(table)
    return 0


def _measured(folder: Path, plan: Plan) -> Table:
    telling = Telling.made(folder, _STAMPS)
    empty = folder / "empty.py"
    empty.touch()
    programs: dict[str, tuple[Path, Path | None]] = {EMPTY: (empty, None)}
    programs |= {name: (find(name).program, find(name).binaries) for name in ROWS}
    known = {f"{name} / {kind}": (name, kind) for name in programs for kind in KINDS}

    def start(name: str) -> Start:
        program, kind = known[name]
        return _start(programs[program], kind, telling, whole=program == EMPTY)

    samples = interleaved.measure([*known], start, plan, lambda _: None)
    table = Table("program", "look", "milliseconds more [95 % interval]")
    for name in programs:
        plain = samples[f"{name} / {WITHOUT}"]
        for kind in KINDS[1:]:
            own = samples[f"{name} / {kind}"]
            if fault := plain.fault or own.fault:
                table.add_row(name, kind, fault)
                continue
            told = paired.difference(own.wall, plain.wall)
            low, median, high = (
                f"{seconds * 1000:.2f}"
                for seconds in (told.low, told.median, told.high)
            )
            table.add_row(name, kind, f"{median} [{low}, {high}]")
    return table


def _start(
    of: tuple[Path, Path | None], kind: str, telling: Telling, *, whole: bool
) -> Start:
    program, binaries = of
    with workplace() as place:
        clock = telling.file if kind == WITHOUT else place.base / "clock.jsonl"
        environ = _environ(kind, clock, telling, place.base / "planted")
        finished = telling.run(
            Command(
                ("python", str(program)),
                place,
                environ=environ,
                binaries=binaries,
                limits=LIMITS,
            )
        )
        if finished.exit != 0:
            return Start(fault=failure(finished))
        if whole:
            return Start(finished.seconds, finished.cpu)
        stamps = read_stamps(clock)
        if len(stamps) != 1:
            return Start(fault=f"{len(stamps)} stamps instead of one")
        return Start(stamps[0].monotonic - finished.started, stamps[0].cpu)


def _environ(
    kind: str, clock: Path, telling: Telling, planted: Path
) -> Mapping[str, str]:
    if kind == WITHOUT:
        return {"PYTHONPATH": str(telling.folder.parent)}
    if kind == PREPARED:
        return stamping(clock, planted)
    line = 1 + core.SOURCE.read_text(encoding="utf-8").split(FIRST)[0].count("\n")
    places = {
        MODULE: core.PLACE,
        FUNCTION: Place(file=core.SOURCE, function=core.PLACE.function),
        LINE: Place(file=core.SOURCE, line=line),
    }
    return Look(places[kind], clock, Then.CLOCK).environ()


if __name__ == "__main__":
    sys.exit(main())
