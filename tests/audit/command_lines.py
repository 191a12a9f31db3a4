"""The command line of an audit, as the scripts beside this type it."""

import sys
from collections.abc import Sequence
from pathlib import Path


def audit(command: Sequence[str], told: Path, *options: str) -> list[str]:
    """Return the words of an audit that prints its page, and writes JSON into a file.

    Parameters
    ----------
    command
        What is audited.
    told
        The file.
    *options
        Further options.
    """
    return [
        *(sys.executable, "-m", "configbench", "audit", f"--format=json={told}"),
        *("--format=terminal", *options, "--", *command),
    ]
