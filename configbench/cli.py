"""The command ``configbench``; also ``python -m configbench``."""

import argparse
import io
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import NoReturn

from configbench import __version__, interruption, options
from configbench.commands import (
    BAD_INPUT,
    OK,
    audit,
    compare,
    explain,
    lint,
    look,
    startup,
    tell,
    values,
)
from configbench.errors import ConfigbenchError, UserError, nearest

#: Added to the number of a signal, as a shell does for a command that one has ended.
_BY_SIGNAL = 128

#: In the order of the help.
_COMMANDS: dict[str, ModuleType] = {
    each.NAME: each for each in (audit, lint, look, startup, compare, explain, values)
}

#: The page of ``--help``: each command by an example.
_DESCRIPTION = """\
See what arrives in a program of what people type, value by value, with its type.

Begin with a program of yours, as you start it:
  configbench audit -- python train.py --data x    tell which settings go wrong
  configbench explain CB101                        read what a finding means

What would be typed, and why:
  configbench audit --list -- python train.py      for each setting of a program
  configbench values --type float                  for a type

Every day:
  configbench lint .                               what the source alone shows
  configbench audit --baseline b.json -- python train.py
                                                   hear of what is new alone
  configbench audit --all                          those of pyproject.toml

One place, one start:
  configbench look --at train.py:main -- python train.py --lr 3e-4
                                                   see what is there, with types
  configbench startup -- python train.py --help    read where its time goes
  configbench compare "python a.py" "python b.py"  see which takes longer

An audit ends each run where the program has read its words: nothing is trained.  What it writes
before is gone when it has ended, and it has no network.

Exit code: 0 nothing found, 1 findings, 2 it could not look (and one sentence says why)."""


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
        return tell(str(error), BAD_INPUT)
    except KeyboardInterrupt as ending:
        number = getattr(ending, "number", signal.SIGINT)
        told = "terminated" if number == signal.SIGTERM else "interrupted"
        return tell(told, _BY_SIGNAL + number)
    except BrokenPipeError:
        # The reader of our output has seen enough (`… | head`); there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _run(argv: list[str]) -> int:
    # Everything behind the first -- is the program's, whatever it looks like.
    own, separated, behind = argv, "--" in argv, list[str]()
    if separated:
        at = argv.index("--")
        own, behind = argv[:at], argv[at + 1 :]
    try:
        command, args, known = _read(own)
    except SystemExit:  # help or version, which argparse has printed
        return OK
    if not hasattr(command, "USAGE"):
        if separated:
            raise UserError(f"configbench {command.NAME} takes no --, drop it")
        return int(command.run(args))
    if hasattr(command, "needs_command") and not command.needs_command(args):
        if words := [*args.words, *behind]:
            raise UserError(
                f"{words[0]!r} stands where a command begins, expected none beside --all; names of "
                "programs stand right behind it"
            )
        return int(command.run(args, []))
    words = _command(command, known, args.words, behind, separated=separated)
    return int(command.run(args, words))


def read(command: str, typed: Sequence[str]) -> argparse.Namespace:
    """Return the options of a command, as they are typed behind its name.

    Raises
    ------
    UserError
        If it has no such option, or one is not typed as it is expected.
    """
    return _read([command, *typed])[1]


def _read(own: Sequence[str]) -> tuple[ModuleType, argparse.Namespace, Sequence[str]]:
    """Return which command is meant, what is read of its words, and the options that it knows."""
    parser, commands = _parser()
    args, unknown = parser.parse_known_args(own)
    command = _COMMANDS[args.command]
    known = options.names(commands[args.command])
    if unknown:
        _refuse(command, unknown[0], known)
    return command, args, known


def _refuse(command: ModuleType, word: str, known: Sequence[str]) -> NoReturn:
    if not word.startswith("-"):
        raise UserError(f"{word!r} is one word too many for configbench {command.NAME}")
    name = word.partition("=")[0]
    raise UserError(f"there is no option {name!r}{nearest(name, known)}")


def _command(
    chosen: ModuleType,
    known: Sequence[str],
    words: list[str],
    behind: list[str],
    *,
    separated: bool,
) -> list[str]:
    """Return the command to run, with or without ``--`` in front of it."""
    if separated and words:
        raise UserError(
            f"{words[0]!r} stands before --, expected options of configbench {chosen.NAME} only: "
            "put -- in front of the whole command"
        )
    command = behind if separated else words
    # Without -- the command begins with the first word that is no option, as with `env` or `nice`;
    # but a word behind it that could be an option of ours is not guessed at.
    doubtful = [word for word in words if word.partition("=")[0] in known]
    if doubtful:
        raise UserError(
            f"{doubtful[0]!r} could be meant for configbench or for {command[0]!r}: put -- in "
            "front of the command"
        )
    if not command:
        raise UserError(
            f"the command to run is missing, expected {chosen.USAGE}, such as: {chosen.EXAMPLE}"
        )
    return command


def _parser() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """Return the parser, and that of each command by its name."""
    parser = _Parser(
        prog="configbench",
        usage="configbench COMMAND …",
        description=_DESCRIPTION,
        epilog="Each command has a --help of its own: configbench audit --help",
    )
    parser.add_argument(
        "--version", action="version", version=f"configbench {__version__}"
    )
    commands = parser.add_subparsers(
        dest="command",
        required=True,
        metavar="COMMAND",
        help=argparse.SUPPRESS,  # the description has them all
        prog="configbench",
    )
    for command in _COMMANDS.values():
        command.add(commands)
    return parser, commands.choices
