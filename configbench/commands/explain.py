"""``configbench explain``: what a rule of the audit means, and how to mend what breaks it."""

import argparse
from typing import Any

from configbench.commands import OK
from configbench.errors import UserError, nearest

NAME = "explain"


def add(commands: Any) -> None:
    """Add the command and its options to a parser's commands."""
    explain = commands.add_parser(
        NAME,
        usage="configbench explain [RULE]",
        description="Print what happens where a rule is broken, a real example, why, and the mend "
        "in each library; without RULE, all rules in a line each.",
    )
    explain.add_argument("rule", nargs="?", metavar="RULE", help="such as CB101")


def run(args: argparse.Namespace) -> int:
    """Print the page of a rule, or the list of all."""
    # Not before: mistakes and --version wait for nothing that draws.
    from configbench import showing  # noqa: PLC0415  see above
    from configbench.audit import rules  # noqa: PLC0415
    from configbench.audit.rules import explaining  # noqa: PLC0415

    if args.rule is None:
        for rule in rules.RULES:
            print(f"{rule.id}  {rule.severity:<8} {rule.title}")
        return OK
    if args.rule.upper() not in rules.BY_ID:
        close = nearest(args.rule.upper(), rules.BY_ID)
        raise UserError(
            f"there is no rule {args.rule!r}{close}; configbench explain lists all"
        )
    print(showing.page(explaining.page(args.rule)))
    return OK
