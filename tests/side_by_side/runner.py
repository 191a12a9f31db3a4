"""Measures on request, in whichever tree it is started: a line in, a line out.

It uses only what both states have: a row's probe, forked or fresh, a start-up job, and a training.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from benchmarks import core, dialect, registry, running
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


def train(name: str) -> float:
    """Return the seconds of one training with the defaults."""
    return _training(ROWS[name], ())


def small(name: str) -> float:
    """Return the seconds of the training that is as short as it can be."""
    return _training(ROWS[name], dialect.load(ROWS[name]).words(core.SMALL))


def _training(row: registry.Adapter, words: Sequence[str]) -> float:
    began = time.monotonic()
    assert running.train(row, words).weights is not None
    return time.monotonic() - began


KINDS = {each.__name__: each for each in (quick, fresh, start, train, small)}

for line in sys.stdin:
    kind, row = line.split()
    print(json.dumps(KINDS[kind](row)), flush=True)
