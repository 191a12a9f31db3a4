"""``configbench lint``: what goes wrong with settings and is visible in source; nothing is run."""

import argparse
from pathlib import Path
from typing import Any

from configbench.commands import add_rules

NAME = "lint"

_EPILOG = """\
examples:
  configbench lint                    this folder
  configbench lint train.py configs/
  configbench lint --diff             what --fix would mend
  configbench lint --select CB1 --fail-on warning

Exit code: 0 nothing found, 1 findings that fail, 2 a file could not be read (the others are)."""


def add(commands: Any) -> None:
    """Add the command and its options to a parser's commands."""
    lint = commands.add_parser(
        NAME,
        usage="configbench lint [options] [PATH…]",
        description="Read Python and YAML files, and those in folders, and tell what is certain to "
        "go wrong with their settings, by the rules of the audit.  Nothing is imported or run.",
        epilog=_EPILOG,
    )
    lint.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files and folders (default: this folder)",
    )
    add_rules(lint)
    lint.add_argument(
        "--diff",
        action="store_true",
        help="print the safe mends as a patch, and write nothing",
    )
    lint.add_argument(
        "--fix", action="store_true", help="write the safe mends into the files"
    )
    lint.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="a line for each finding (default), or one JSON document",
    )


def run(args: argparse.Namespace) -> int:
    """Lint, and return the exit code."""
    # Not before: mistakes and --version wait for none of it.
    from configbench.lint import commanded  # noqa: PLC0415  see above

    return commanded.run(args)
