"""Measures on request, in whichever tree it is started: a line in, a line out.

It uses only what both states have: a row's probe, forked or fresh, and a start-up job.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from benchmarks import registry, running
from benchmarks.categories.startup.jobs import Job

ROWS = {name: registry.find(name) for name in ("argparse", "hydra")}


def quick(name: str) -> float:
    """Return the seconds of one probe in a fork."""
    began = time.monotonic()
    assert len(running.probe(ROWS[name]).reached) == 1
    return time.monotonic() - began


def fresh(name: str) -> float:
    """Return the seconds of one probe in a new interpreter."""
    began = time.monotonic()
    running.probe(ROWS[name], manner=running.Manner(fresh=True))
    return time.monotonic() - began


def start(name: str) -> float:
    """Return the seconds of one start-up, as published."""
    made = Job(ROWS[name].program).start()
    assert made.fault is None, made.fault
    return made.wall


KINDS = {"quick": quick, "fresh": fresh, "start": start}

for line in sys.stdin:
    kind, row = line.split()
    print(json.dumps(KINDS[kind](row)), flush=True)
