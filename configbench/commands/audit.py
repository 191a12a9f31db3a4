"""``configbench audit``: what a program does with what people type, looked at and judged."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from configbench import options
from configbench.commands import add_rules, require_linux
from configbench.errors import UserError
from configbench.places import FORMS

NAME = "audit"
USAGE = "configbench audit [options] -- COMMAND… | configbench audit --all [NAME…]"
EXAMPLE = "-- python train.py --data x"

_EPILOG = """\
examples:
  configbench audit -- python train.py --data x
  configbench audit --list --show all -- python train.py
                              each line that would be typed, and why
  configbench audit --at train.py:main -- torchrun train.py
                              look there, behind where words are read
  configbench audit --select CB1,CB201 -- python -m pkg.train
  configbench audit --write-baseline b.json -- python train.py
                              accept what there is; from then on: --baseline
  configbench audit --format html=audit.html -- python train.py
  configbench audit --all --changed-since origin/main

Exit code: 0 nothing found, 1 findings that fail, 2 it could not look, 130 ended by Ctrl-C."""


def add(commands: Any) -> None:
    """Add the command and its options to a parser's commands."""
    audit = commands.add_parser(
        NAME,
        usage=USAGE,
        description="Type into a program what people and tools type, again and again, and end it "
        "each time where it has read its words; tell which values are not what was meant, and "
        "which mistakes are taken.  The command stands behind -- as you type it, with all words "
        "that the program needs.",
        epilog=_EPILOG,
    )
    _add_what(audit.add_argument_group("what is tried"))
    _add_told(audit.add_argument_group("what is told"))
    _add_lived(audit.add_argument_group("what is lived with"))
    _add_runs(audit.add_argument_group("how long it takes"))
    _add_where(audit.add_argument_group("where it runs"))
    _add_many(audit.add_argument_group("many programs"))
    options.add_command(audit)


def _add_what(group: Any) -> None:
    group.add_argument(
        "--at",
        metavar="PLACE",
        help=f"look here ({FORMS}) and not where a parser returns",
    )
    group.add_argument(
        "--set",
        action="append",
        metavar="NAME=TEMPLATE",
        help="how a setting is spelt, {} standing for the value: --set lr='--lr={}'",
    )
    group.add_argument(
        "--list", action="store_true", help="print what would be typed, and try nothing"
    )
    group.add_argument(
        "--no-files",
        action="store_true",
        help="leave the files that the program reads as they are, and type words alone",
    )
    group.add_argument(
        "--more",
        action="store_true",
        help="search further, and shrink what is found (extra: more)",
    )
    group.add_argument(
        "--saves",
        metavar="GLOB",
        help="run on until such a file is written below the program's folder, and see where "
        "secrets are written: --saves 'runs/**/config.json'",
    )
    group.add_argument(
        "--restore",
        metavar="COMMAND",
        help="see whether each setting comes back from it: --restore "
        "'python train.py --config {saved}'",
    )
    group.add_argument(
        "--other-python",
        metavar="PATH",
        help="try the same in another environment, too, and tell what is otherwise there, and "
        "nothing else: --other-python .venv-new/bin/python",
    )
    group.add_argument(
        "--seed",
        type=options.whole,
        default=0,
        metavar="N",
        help="draw by this number (default: 0); the same seed types the same",
    )


def _add_told(group: Any) -> None:
    add_rules(group)
    group.add_argument(
        "--show",
        choices=("findings", "all"),
        default="findings",
        help="the findings (default), or every finding whole, and every setting",
    )
    group.add_argument(
        "--format",
        action="append",
        metavar="NAME[=FILE]",
        help="terminal, json, sarif, annotations (of GitHub), gitlab, markdown, junit, html "
        "(extra: html), or one that another package brings; on standard output or into a file; "
        "repeatable",
    )


def _add_lived(group: Any) -> None:
    group.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="accept what stands in a file: only what is new is a finding",
    )
    group.add_argument(
        "--write-baseline",
        type=Path,
        metavar="FILE",
        help="write all that is found into a file, for --baseline",
    )
    group.add_argument(
        "--update-baseline",
        action="store_true",
        help="drop from the file of --baseline what is found no longer; nothing is added",
    )


def _add_runs(group: Any) -> None:
    group.add_argument(
        "--jobs",
        type=options.count,
        default=0,
        metavar="N",
        help="so many tries at a time (default: as many as there are cores)",
    )
    options.add_max_time(group, "what was found")
    options.add_time_limit(group)
    group.add_argument(
        "--fresh",
        action="store_true",
        help="a new process for each try, no forks: slow, for programs that cannot be forked",
    )


def _add_where(group: Any) -> None:
    group.add_argument(
        "--in-place",
        action="store_true",
        help="run in the program's own folder, which it may change, where neither an overlay nor "
        "a copy of it can be had",
    )
    group.add_argument(
        "--allow-network",
        action="store_true",
        help="leave the network as it is; otherwise there is none",
    )
    group.add_argument(
        "--keep-home",
        action="store_true",
        help="let the program read your home; otherwise its home is empty",
    )
    group.add_argument(
        "--env",
        action="append",
        metavar="NAME=VALUE",
        help="set a variable; repeatable",
    )
    group.add_argument(
        "--env-file",
        type=Path,
        metavar="FILE",
        help="set the variables of a file, NAME=VALUE in each line",
    )
    group.add_argument(
        "--pass-env",
        action="append",
        metavar="NAME",
        help="hand on this variable alone, beside those without which nothing starts; repeatable "
        "(default: all)",
    )


def _add_many(group: Any) -> None:
    group.add_argument(
        "--all",
        nargs="*",
        metavar="NAME",
        help="no command, but the programs of [[tool.configbench.programs]] in pyproject.toml, or "
        "those of these names",
    )
    group.add_argument(
        "--changed-since",
        metavar="REF",
        help="of these, only those whose files have changed since a commit",
    )
    group.add_argument(
        "--no-cache",
        action="store_true",
        help="audit also those of which nothing has changed since the last time",
    )
    group.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="on the machines of a Ray cluster: HOST:PORT, auto or local (extra: ray)",
    )


#: What stands with ``--all`` alone, and what with a command alone, as it is typed.
_OF_MANY = ("--changed-since", "--no-cache", "--ray")
_OF_ONE = ("--at", "--set", "--saves", "--restore", "--other-python")


def needs_command(args: argparse.Namespace) -> bool:
    """Whether a command is to be run; the programs of a file have theirs.

    Raises
    ------
    UserError
        If an option stands where it says nothing.
    """
    if args.all is None:
        _refuse(args, _OF_MANY, "goes with --all, the programs of pyproject.toml")
    else:
        _refuse(args, _OF_ONE, "goes with one command, and not with --all")
    return args.all is None


def _refuse(args: argparse.Namespace, names: Sequence[str], why: str) -> None:
    for each in names:
        if getattr(args, each.lstrip("-").replace("-", "_")):
            raise UserError(f"{each} {why}")


def run(args: argparse.Namespace, command: Sequence[str]) -> int:
    """Audit a program and print what was found; return the exit code."""
    require_linux(NAME)
    # Not before: only Linux has what it needs, and --version and mistakes wait for none of it.
    from configbench.audit import commanded  # noqa: PLC0415  see above

    return commanded.run(args, command)
