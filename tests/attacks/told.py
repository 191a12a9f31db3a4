"""Print what a program prints that runs as a row's does: ``python told.py CONFINED PROGRAM``.

The last line is its output, or how it ended if that is otherwise than by itself; ``not here`` where
runs cannot be confined so.
"""

import sys

from configbench import session
from configbench.process import Command, run
from configbench.server import Server
from configbench.workplace import workplace


def main(confined: str, program: str) -> None:
    """Run it, from a light server."""
    with session.begun():
        if confined == "namespace" and session.server().confined != confined:
            print("not here")
            return
        server = Server(confined=confined)
        with workplace() as place:
            done = run(Command(("python", program), place), server)
        server.close()
    print(done.stdout.strip() if done.exit == 0 else done.ended)


if __name__ == "__main__":
    main(*sys.argv[1:])
