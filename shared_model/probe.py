"""The one seam between the training core and whoever observes it from outside.

``CONFIGBENCH_PROBE`` holds ``record:FILE`` or ``clock:FILE``; adapters never mention it (tested).

``record:FILE``
    Append one JSON line, the typed settings that arrived, and return a fixed result instead of
    training.  A sweep, which calls ``train`` several times, appends several lines.
``clock:FILE``
    Append one JSON line, ``{"monotonic": s, "cpu": s, "torch": bool}``, and exit: the
    configuration is ready.  Both clocks are read before anything else, in seconds; ``monotonic``
    is CLOCK_MONOTONIC, which the observing process shares, ``cpu`` is the user and system time of
    this process so far.  ``torch`` tells whether torch is imported already.
"""

import os
import sys
import time
from collections.abc import Mapping

VARIABLE = "CONFIGBENCH_PROBE"


class ProbeError(ValueError):
    """``CONFIGBENCH_PROBE`` is neither ``record:FILE`` nor ``clock:FILE``."""


def observe(instruction: str, received: Mapping[str, object]) -> None:
    """Follow ``instruction``; return normally only after ``record``.

    Raises
    ------
    ProbeError
        For an instruction that is not one of the two.
    SystemExit
        With code 0, after ``clock`` has left its stamp.
    """
    stamp: dict[str, object]
    stamp = {"monotonic": time.monotonic(), "cpu": time.process_time()}
    # Imported after the stamp: the observer's own cost must not land in what it measures.
    import json  # noqa: PLC0415  see above

    kind, _, path = instruction.partition(":")
    if kind not in {"record", "clock"} or not path:
        raise ProbeError(
            f"{VARIABLE}={instruction!r}: expected 'record:FILE' or 'clock:FILE'"
        )
    if kind == "clock":
        stamp["torch"] = "torch" in sys.modules
        _append(path, json.dumps(stamp))
        raise SystemExit(0)
    from configbench.inside.typed import typed  # noqa: PLC0415  only a record needs it

    _append(path, json.dumps({name: typed(value) for name, value in received.items()}))


def _append(path: str, line: str) -> None:
    # One write on a descriptor in append mode: lines of parallel jobs do not mix.
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, (line + "\n").encode("ascii"))
    finally:
        os.close(descriptor)
