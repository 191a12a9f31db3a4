"""Options of the commands that time others: ``compare`` and ``startup``."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from configbench import escaping, options
from configbench.commands import BAD_INPUT, require_linux, tell
from configbench.places import FORMS

#: How it is run, for the help.
RUNS = (
    "It is run again and again, in this folder, with your variables and your home as they are, and "
    "without input; no shell is started."
)

EXITS = "Exit code: 0 measured, 1 above --fail-above, 2 it could not be measured."

#: Lines of its output that are shown of a command that has failed, and characters of each.
_LAST, _LONGEST = 40, 400


def add(parser: Any) -> None:
    """Add the options that both have."""
    parser.add_argument(
        "--runs",
        type=options.count,
        metavar="N",
        help="so many rounds (default: until the interval is narrow, 14 to 60)",
    )
    parser.add_argument(
        "--until",
        metavar="PLACE",
        help=f"time it up to here ({FORMS}) and end it there; otherwise to its end",
    )
    options.add_max_time(parser, "what was measured")
    options.add_time_limit(parser, "a run, and tell that it failed,")
    parser.add_argument(
        "--allow-exit",
        action="append",
        type=options.whole,
        metavar="CODE",
        help="an exit code that is no failure; repeatable",
    )
    parser.add_argument(
        "--export-json",
        type=Path,
        metavar="FILE",
        help="write all samples and ratios into a file",
    )


def run(name: str, timed: Callable[[], int]) -> int:
    """Run what times others; of a command that fails, tell what it printed, and return 2."""
    require_linux(name)
    # Not before: only Linux has what it needs, and --version and mistakes wait for none of it.
    from configbench.timing.commands import CommandError  # noqa: PLC0415  see above

    try:
        return timed()
    except CommandError as error:
        tell(str(error), BAD_INPUT)
        if error.finished.exit is None and not error.finished.exceeded:
            return BAD_INPUT  # the sentence has it all
        output = error.finished.stdout + error.finished.stderr
        for line in output.rstrip().split("\n")[-_LAST:]:
            shown = escaping.visible(line[:_LONGEST].expandtabs())
            print(f"  {shown}".rstrip(), file=sys.stderr)
        return BAD_INPUT
