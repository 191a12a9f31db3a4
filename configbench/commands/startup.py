"""``configbench startup``: how long a command takes to start, and where that goes."""

import argparse
from collections.abc import Sequence
from typing import Any

from configbench import options
from configbench.commands import timing

NAME = "startup"
USAGE = "configbench startup [options] -- COMMAND…"
EXAMPLE = "-- python train.py --help"

_EPILOG = f"""\
examples:
  configbench startup -- python train.py --help
  configbench startup --until train.py:main -- python train.py
  configbench startup --fail-above 30 -- train-model --help

{timing.EXITS}"""


def add(commands: Any) -> None:
    """Add the command and its options to a parser's commands."""
    startup = commands.add_parser(
        NAME,
        usage=USAGE,
        description="Time a command, in the same rounds as the empty interpreter of its own "
        "environment; tell how many times that it takes, with a 95 % interval, and which imports "
        f"cost most (of one run more, which is not timed).  {timing.RUNS}",
        epilog=_EPILOG,
    )
    timing.add(startup)
    startup.add_argument(
        "--fail-above",
        type=options.above_0,
        metavar="RATIO",
        help="exit with 1 where the whole interval lies above so many times the empty interpreter",
    )
    options.add_command(startup)


def run(args: argparse.Namespace, command: Sequence[str]) -> int:
    """Time a start and print where it goes; return the exit code."""

    def started() -> int:
        from configbench.timing import starting  # noqa: PLC0415  nothing waits for it

        return starting.run(args, command)

    return timing.run(NAME, started)
