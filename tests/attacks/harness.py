"""Run hostile programs through the harness: ``python harness.py CONFINED MANNER NAME…``.

Prints a line of JSON for each: how it ended, how many processes it had left, and how
many seconds beyond its time limit it was over.
"""

import json
import sys
import time
from pathlib import Path

from configbench import session
from configbench.process import MIB, Command, Limits, run
from configbench.server import Server
from configbench.workplace import workplace

PROGRAMS = Path(__file__).parent / "programs"

LIMITS = Limits(
    seconds=1.5,
    output=MIB,
    memory=200 * MIB,
    file_size=30 * MIB,
    files=50 * MIB,
    processes=250,
)


def main(confined: str, manner: str, *names: str) -> None:
    """Run them one after another, from one server."""
    with session.begun():
        server = Server(manner, confined=confined)
        for name in names:
            clock = time.monotonic()
            with workplace() as place:
                argv = ("python", str(PROGRAMS / f"{name}.py"))
                done = run(Command(argv, place, limits=LIMITS), server)
            told = {"name": name, "ended": done.ended, "left": done.left}
            told["late"] = round(time.monotonic() - clock - LIMITS.seconds, 2)
            print(json.dumps(told), flush=True)
            if server.ended:  # the next does without it, as any run would
                server = Server(manner, confined=confined)
        server.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
