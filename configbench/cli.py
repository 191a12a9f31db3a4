"""The command ``configbench``; also ``python -m configbench``."""

import argparse
import io
import os
import platform
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from configbench import __version__, interruption, options
from configbench.errors import ConfigbenchError, UserError, nearest
from configbench.escaping import visible
from configbench.places import FORMS, Place

#: Exit codes.  A place that was never reached is told like a slip of the finger: most often it is.
OK, BAD_INPUT = 0, 2

#: Added to the number of a signal, as a shell does for a command that one has ended.
_BY_SIGNAL = 128

_USAGE = "configbench look --at PLACE [options] -- COMMAND…"
_EXPECTED = (
    f"expected {_USAGE}, such as: --at train.py:main -- python train.py --lr 0.1"
)

#: Seconds that a program may take, if nothing else is said.
_SECONDS = 60.0


class _Parser(options.Parser):
    """One whose mistakes are one sentence of ours, without a block of usage."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message}; see {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    argv
        The words behind ``configbench``; those of the process if not given.
    """
    for stream in (sys.stdout, sys.stderr):
        # A program may print what the encoding of this terminal lacks.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = OK
    try:
        with interruption.heeded():
            code = _run(list(sys.argv[1:] if argv is None else argv))
        # Here, not at the interpreter's end, where nobody could handle a reader that has left.
        sys.stdout.flush()
    except ConfigbenchError as error:
        return _tell(str(error), BAD_INPUT)
    except KeyboardInterrupt as ending:
        number = getattr(ending, "number", signal.SIGINT)
        told = "terminated" if number == signal.SIGTERM else "interrupted"
        return _tell(told, _BY_SIGNAL + number)
    except BrokenPipeError:
        # The reader of our output has seen enough (`… | head`); there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _tell(sentence: str, code: int) -> int:
    # Our sentences quote what was typed, which may hold anything.
    print(f"configbench: {visible(sentence)}", file=sys.stderr)
    return code


def _run(argv: list[str]) -> int:
    # Everything behind the first -- is the program's, whatever it looks like.
    own, separated, behind = argv, "--" in argv, list[str]()
    if separated:
        at = argv.index("--")
        own, behind = argv[:at], argv[at + 1 :]
    try:
        args, unknown = _parser().parse_known_args(own)
    except SystemExit:  # help or version, which argparse has printed
        return OK
    if unknown:
        name = unknown[0].partition("=")[0]
        raise UserError(f"there is no option {name!r}{nearest(name, _OPTIONS)}")
    command = _command(args.words, behind, separated=separated)
    return _look(args, command)


#: The options of `configbench look`.
_OPTIONS = (
    *("--at", "--then", "--every", "--time-limit"),
    *("--json", "--output", "--help", "-h"),
)


def _command(words: list[str], behind: list[str], *, separated: bool) -> list[str]:
    """Return the command to run, with or without ``--`` in front of it."""
    if separated and words:
        raise UserError(
            f"{words[0]!r} stands before --, expected options of configbench look only: put -- "
            "in front of the whole command"
        )
    command = behind if separated else words
    # Without -- the command begins with the first word that is no option, as with `env` or `nice`;
    # but a word behind it that could be an option of ours is not guessed at.
    doubtful = [word for word in words if word.partition("=")[0] in _OPTIONS]
    if doubtful:
        raise UserError(
            f"{doubtful[0]!r} could be meant for configbench or for {command[0]!r}: put -- in "
            "front of the command"
        )
    if not command:
        raise UserError(f"the command to run is missing, {_EXPECTED}")
    return command


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="configbench",
        description="Look at what arrives in a program, value by value, with its type.",
    )
    parser.add_argument(
        "--version", action="version", version=f"configbench {__version__}"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    look = commands.add_parser(
        "look",
        help="run a command up to a place and print what is there",
        usage=_USAGE,
        description="Run a command up to a place in the program and print the names that are there "
        "with their types and values.  Exit code 0: reached; 2: never reached, or a mistake in the "
        "command line.",
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
    look.add_argument(
        "--time-limit",
        type=options.above_0,
        default=_SECONDS,
        metavar="SECONDS",
        help=f"end the program after so long (default: {_SECONDS:g})",
    )
    look.add_argument(
        "--json",
        action="store_true",
        help="one JSON document: exact typed values, command, exit, output, notes",
    )
    look.add_argument(
        "--output", action="store_true", help="print what the program printed, too"
    )
    look.add_argument(
        # A program may be given an empty word.
        "words",
        nargs=argparse.REMAINDER,
        type=str,
        help=argparse.SUPPRESS,
    )
    return parser


def _look(args: argparse.Namespace, command: list[str]) -> int:
    """Run a command up to a place and print what is there; return the exit code."""
    if args.at is None:
        raise UserError(f"--at PLACE is missing, {_EXPECTED}")
    if args.every and args.then == "end":
        raise UserError(
            "--every needs --then record: a process that is ended goes on to no other"
        )
    if platform.system() != "Linux":
        raise UserError(
            f"configbench look needs Linux, this is {platform.system() or 'unknown'}"
        )
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
    _tell(showing.not_reached(place, looked), BAD_INPUT)
    if not args.json:
        print(showing.last(looked, whole=args.output), end="", file=sys.stderr)
    return BAD_INPUT
