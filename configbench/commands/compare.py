"""``configbench compare``: how many times another command one takes."""

import argparse
from pathlib import Path
from typing import Any

from configbench import options
from configbench.commands import timing

NAME = "compare"

_EPILOG = f"""\
examples:
  configbench compare "python train.py --help" "python old/train.py --help"
  configbench compare "python a.py" "python b.py" --export-json ab.json
  configbench compare "python a.py" "python b.py" --baseline ab.json \\
      --fail-above 1.05

{timing.EXITS}"""


def add(commands: Any) -> None:
    """Add the command and its options to a parser's commands."""
    compare = commands.add_parser(
        NAME,
        usage='configbench compare [options] "COMMAND" "COMMAND"…',
        description="Time commands side by side, in shuffled rounds, with a copy of the first "
        "among them as noise; tell how many times each other the first takes, with a 95 % "
        "interval, or that they are not distinguishable.  A command is one word for your shell: "
        f"quote it.  {timing.RUNS}",
        epilog=_EPILOG,
    )
    compare.add_argument(
        "commands", nargs="*", metavar="COMMAND", help="such as 'python a.py --help'"
    )
    timing.add(compare)
    compare.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="what --export-json wrote earlier of the same commands: --fail-above then limits how "
        "many times the earlier ratio the new one is",
    )
    compare.add_argument(
        "--fail-above",
        type=options.above_0,
        metavar="RATIO",
        help="exit with 1 where the whole interval of a ratio of the first lies above: 1.05",
    )


def run(args: argparse.Namespace) -> int:
    """Compare commands and print what came of it; return the exit code."""

    def compared() -> int:
        from configbench.timing import comparing  # noqa: PLC0415  nothing waits for it

        return comparing.run(args)

    return timing.run(NAME, compared)
