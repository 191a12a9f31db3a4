"""What happens at a hit beside what is recorded: what else is told, and how the process ends."""

import posix
import sys

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

#: The exit code of a process that the look has ended for a fault of its own.
FAILED = 70
#: What else is told at a hit, with the variables there (:mod:`.parsers`).
BESIDE: "list[Callable[[Mapping[str, Any]], None]]" = []

# Taken before the program runs: what it puts in their place ends nothing of ours.
_end, _write = posix._exit, posix.write


def end(code: int = 0) -> None:
    """End the process, with what it has printed so far, and nothing else of the program."""
    _flush()
    _end(code)


def fail(error: Exception) -> None:
    """End the process for a fault of ours: none may become the program's."""
    _flush()
    _write(2, f"configbench: the look failed: {error!r}\n".encode("ascii", "replace"))
    _end(FAILED)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # noqa: BLE001, S110  whatever stands there is the program's
            pass
