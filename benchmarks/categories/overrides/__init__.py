"""Overrides: each request and each mistake as a command line, judged by what arrived.

A cell is the record that reached the training core, or did not; or, where a request asks for it,
what was printed instead of training.  What is asked stands in ``tasks.toml``; how it is said, in
each row's own words, in its ``overrides.toml``.  It goes down one way: a case and its words make a
trial, the trial is run, what was seen of it is judged.
"""

from benchmarks.categories.overrides.again import again
from benchmarks.categories.overrides.cases import cases
from benchmarks.categories.overrides.exceptions import causes
from benchmarks.categories.overrides.judging import judge
from benchmarks.categories.overrides.trials import measure
from benchmarks.categories.overrides.words import lacking, read_whole
from benchmarks.category import Category
from benchmarks.dialect import load

__all__ = ["CATEGORY", "causes"]

CATEGORY = Category(
    name="overrides",
    question=(
        "Does what a person types arrive in the training core, and is a "
        "mistake refused before training?"
    ),
    cases=lambda _: cases(),
    anywhere=True,
    measure=measure,
    judge=judge,
    again=again,
    files={"overrides.toml": read_whole, "[spelling] or dialect.py": load},
    gaps=lacking,
    way=lambda case: case.name,
    in_pieces=True,
    seconds=lambda order: 12.0 * len(order.rows),
)
