"""``configbench values``: what an audit types for each kind of setting, and why."""

import argparse
from typing import Any

from configbench.commands import OK
from configbench.errors import known_name

NAME = "values"
OPTIONS = ("--type", "--help", "-h")


def add(commands: Any) -> None:
    """Add the command and its options to a parser's commands."""
    values = commands.add_parser(
        NAME,
        help="print what the audit types for each type of setting, and why",
        usage="configbench values [--type TYPE]",
        description="Print what an audit types for each type of setting: what must be accepted, "
        "what must be rejected, and why somebody would type it.",
    )
    values.add_argument(
        "--type", metavar="TYPE", help="of this type alone, such as float"
    )


def run(args: argparse.Namespace) -> int:
    """Print what is typed for one kind of setting, or for all."""
    # Not before: mistakes and --version wait for nothing that draws.
    from configbench.audit import values_page  # noqa: PLC0415  see above
    from configbench.audit.model import Kind  # noqa: PLC0415

    kinds = []
    if args.type is not None:
        kinds = [Kind(known_name("type", args.type, [each.value for each in Kind]))]
    print(values_page.values_text(kinds), end="")
    return OK
