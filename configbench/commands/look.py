"""``configbench look``: run a command up to a place and print what is there."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from configbench import options
from configbench.commands import BAD_INPUT, OK, require_linux, tell
from configbench.errors import UserError
from configbench.places import FORMS, Place

NAME = "look"
USAGE = "configbench look --at PLACE [options] -- COMMAND…"
EXAMPLE = "--at train.py:main -- python train.py --lr 0.1"

_EPILOG = """\
examples:
  configbench look --at train.py:main -- python train.py --lr 3e-4
  configbench look --at train.py:41 --json -- torchrun train.py
  configbench look --at pkg.net:Net.fit --then record -- python -m pkg.train

Exit code: 0 reached, 2 never reached, or a mistake in the command line."""


def add(commands: Any) -> None:
    """Add the command and its options to a parser's commands."""
    look = commands.add_parser(
        NAME,
        usage=USAGE,
        description="Run a command up to a place in the program and print the names that are there "
        "with their types and values.",
        epilog=_EPILOG,
    )
    look.add_argument(
        "--at",
        type=str,  # Place.parse says what is expected
        metavar="PLACE",
        help=f"{FORMS}; a line is looked at before it runs, a function (Class.method, "
        "outer.inner) on entry",
    )
    look.add_argument(
        "--then",
        choices=("end", "record"),
        default="end",
        help="end each process there (default), or record and let it go on",
    )
    look.add_argument(
        "--every",
        action="store_true",
        help="with --then record: every time that the place is reached, not the first of each "
        "process only",
    )
    options.add_time_limit(look, "the program")
    look.add_argument(
        "--json",
        action="store_true",
        help="one JSON document: exact typed values, command, exit, output, notes",
    )
    look.add_argument(
        "--output", action="store_true", help="print what the program printed, too"
    )
    options.add_command(look)


def run(args: argparse.Namespace, command: Sequence[str]) -> int:
    """Run a command up to a place and print what is there; return the exit code."""
    if args.at is None:
        raise UserError(f"--at PLACE is missing, expected {USAGE}, such as: {EXAMPLE}")
    if args.every and args.then == "end":
        raise UserError(
            "--every needs --then record: a process that is ended goes on to no other"
        )
    require_linux(NAME)
    cwd = Path.cwd()
    place = Place.parse(args.at, cwd)
    # Not before: only Linux has what these need, and --version and mistakes wait for none of it.
    from configbench import looking, session, showing  # noqa: PLC0415  see above

    with session.begun():
        looked = looking.look(
            command,
            place,
            then=looking.Then(args.then),
            every=args.every,
            limits=replace(looking.LIMITS, seconds=args.time_limit),
            cwd=cwd,
        )
    if args.json:
        print(showing.document(place, command, looked))
    elif looked.hits:
        print(showing.hits(looked, ended_there=args.then == "end", output=args.output))
    if looked.hits:
        return OK
    tell(showing.not_reached(place, looked), BAD_INPUT)
    if not args.json:
        print(showing.last(looked, whole=args.output), end="", file=sys.stderr)
    return BAD_INPUT
