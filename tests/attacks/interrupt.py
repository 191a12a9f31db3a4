"""Interrupt a measurement again and again: ``python -m tests.attacks.interrupt [--times 100]``.

Each time two short categories are measured of two rows; when the first unit is stored, a signal
(SIGINT, SIGTERM or SIGKILL, in turn) comes at a random instant, or at a fixed one: at once, or when
another unit has just been stored.  Then all cells that were stored before must be there still, and
two seconds after the signal (``--allowed``: a busy machine needs more) no process and no file may
be left but the results, and what writes the report.  Prints a line for each, and a count; exits
with 1 if anything is amiss.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.attacks import count_leftovers

ROOT = Path(__file__).parents[2]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)

#: How long a harness that was asked to end may take to write its report, in seconds.
REPORT = 60.0

#: How a harness ends that was told to: pytest's code for an interruption, or by the signal.
ENDS = {signal.SIGINT: 2, signal.SIGTERM: 2, signal.SIGKILL: -signal.SIGKILL}

#: Within how many seconds of the first unit a random instant is; the whole takes some more.
SPAN = 3.0


def stored(results: Path) -> dict[str, Any]:
    """Return the cells by category and row of the units that are done; none before the first."""
    if not results.is_file():
        return {}
    content = json.loads(results.read_text(encoding="utf-8"))
    done = content.get("interrupted", {"done": content["units"]})["done"]
    return {
        unit: content["cells"][unit.partition("/")[0]][unit.partition("/")[2]]
        for unit in done
    }


def interrupt(number: int, chance: random.Random, allowed: float) -> list[str]:
    """Interrupt one measurement; return what is amiss, ``allowed`` seconds after the signal."""
    sent = SIGNALS[number % len(SIGNALS)]
    fixed = number // len(SIGNALS) % 3  # two of three are at random instants
    wait = chance.uniform(0, SPAN) if fixed else 0.0
    amiss: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        results = Path(name) / "results.json"
        before: dict[str, Any] = {}

        def during(harness: subprocess.Popen[bytes], folder: Path) -> None:
            while not stored(results) and harness.poll() is None:
                time.sleep(0.02)
            time.sleep(wait)
            before.update(stored(results))
            if harness.poll() is None:
                harness.send_signal(sent)
            deadline = time.monotonic() + allowed
            # The harness itself may still write its report; nothing else may be there.
            while time.monotonic() < deadline and harness.poll() is None:
                time.sleep(0.02)
            if harness.poll() is None:
                amiss.extend(
                    f"{path} is left" for path in count_leftovers.below(folder)
                )
                harness.wait(REPORT)

        command = [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("--benchmark", "--fast", "--category", "lines,overrides"),
            *("--adapters", "argparse,easydict", f"--report-dir={name}"),
        ]
        found = count_leftovers.count(command, allowed, during, quiet=True)
        after = stored(results)
    for kind in ("processes", "files", "shared"):
        amiss += [f"{each} is left" for each in found[kind]]
    amiss += [f"{unit} was lost" for unit in before if after.get(unit) != before[unit]]
    if found["exit"] not in {ENDS[sent], 0}:
        amiss.append(f"exit {found['exit']}")
    print(
        f"{number}: {sent.name} {wait:.2f} s after the first unit, {len(before)} units stored, "
        f"exit {found['exit']}: {'; '.join(amiss) or 'nothing is left'}",
        flush=True,
    )
    return amiss


def main() -> int:
    """Interrupt as often as asked; return 1 if anything was amiss."""
    parser = argparse.ArgumentParser(description="Interrupt measurements.")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--allowed", type=float, default=2.0, help="seconds in which all must be gone"
    )
    args = parser.parse_args()
    # A background job of a shell starts with SIGINT ignored, and so would all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    chance = random.Random(args.seed)
    bad = sum(
        bool(interrupt(number, chance, args.allowed)) for number in range(args.times)
    )
    print(f"{args.times - bad} of {args.times} are well")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
