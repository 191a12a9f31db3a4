"""Run hostile programs through the harness: ``python harness.py CONFINED MANNER NAME=SECONDS…``.

Prints a line of JSON for each: how it ended, how many processes it had left, and how
many seconds beyond its time limit it was over.
"""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from configbench import session
from configbench.process import MIB, Command, Limits, run
from configbench.server import Server
from configbench.workplace import workplace

PROGRAMS = Path(__file__).parent / "programs"

LIMITS = Limits(
    output=MIB, memory=200 * MIB, file_size=30 * MIB, files=50 * MIB, processes=220
)


def main(confined: str, manner: str, *programs: str) -> None:
    """Run them one after another, from one server."""
    with session.begun():
        server = Server(manner, confined=confined)
        for program in programs:
            name, _, seconds = program.partition("=")
            limits = replace(LIMITS, seconds=float(seconds))
            clock = time.monotonic()
            with workplace() as place:
                argv = ("python", str(PROGRAMS / f"{name}.py"))
                done = run(Command(argv, place, limits=limits), server)
            told = {"name": name, "ended": done.ended, "left": done.left}
            told["late"] = round(time.monotonic() - clock - limits.seconds, 2)
            print(json.dumps(told), flush=True)
            if server.ended:  # the next does without it, as any run would
                server = Server(manner, confined=confined)
        server.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
