"""The commands of ``configbench``, one module each, and what they have in common.

Each has ``NAME``, ``USAGE`` and ``EXAMPLE`` if it runs a command, ``add`` (its options) and ``run``
(which returns the exit code).  None of them imports what
draws tables or needs Linux before it is run: ``--version`` and mistakes wait for none of it.
"""

import platform
import sys
from typing import Any

from configbench.errors import UserError
from configbench.escaping import visible
from configbench.severities import FAIL_ON

#: Exit codes.  A place that was never reached is told like a slip of the finger: most often it is.
OK, FINDINGS, BAD_INPUT = 0, 1, 2


def tell(sentence: str, code: int) -> int:
    """Print a sentence on standard error, and return the exit code."""
    # Our sentences quote what was typed, which may hold anything.
    print(f"configbench: {visible(sentence)}", file=sys.stderr)
    return code


def require_linux(name: str) -> None:
    """Refuse another system: what a look needs is not there."""
    if platform.system() != "Linux":
        raise UserError(
            f"configbench {name} needs Linux, this is {platform.system() or 'unknown'}"
        )


def add_rules(group: Any) -> None:
    """Add which rules are asked, and which findings fail."""
    group.add_argument(
        "--select",
        metavar="RULES",
        help="tell findings of these alone, by ids or their beginnings: CB101,CB2 (default: all "
        "errors and warnings; ALL: notes, too)",
    )
    group.add_argument(
        "--ignore", metavar="RULES", help="tell no findings of these: CB103,CB2"
    )
    group.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="error",
        help="exit with 1 for findings as bad as this or worse (default: error)",
    )
