"""Audit all miniatures, or those that are named; exit 1 if any breaks another rule."""

import sys
import time
from collections.abc import Sequence

from configbench import session
from tests.audit.miniatures import BREAKS, NOT_AUDITED
from tests.audit.miniatures.auditing import broken


def main(names: Sequence[str]) -> int:
    """Audit miniatures, and print a line for each."""
    wrong = 0
    with session.begun():
        for name in names or BREAKS:
            started = time.monotonic()
            found = broken(name)
            seconds = time.monotonic() - started
            right = found == BREAKS[name]
            wrong += not right
            told = (
                ""
                if right
                else f", expected {', '.join(sorted(BREAKS[name])) or 'none'}"
            )
            print(
                f"{name}: {', '.join(sorted(found)) or 'none'}{told} ({seconds:.1f} s)"
            )
    for name, why in NOT_AUDITED.items():
        print(f"{name}: not audited: {why}")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1:]))
