"""Cost of change: ordinary changes as real patches, applied to a copy and seen in the record.

What a change costs a row is the size of its patch; that the patch does the job is seen from
outside, as everywhere.  Where a row needs no code its patch is empty, and the command line does it.
The cases are the changes of ``benchmarks/changes/changes.toml``, each with some checks.
"""

from benchmarks.categories.change.again import again
from benchmarks.categories.change.applying import apply, measure, read_changes
from benchmarks.categories.change.changes import Change, Check, cases, words
from benchmarks.categories.change.judging import judge
from benchmarks.category import Category
from benchmarks.dialect import load

__all__ = ["CATEGORY", "Change", "Check", "apply", "cases", "words"]

CATEGORY = Category(
    name="change",
    question=(
        "How many lines does an ordinary change touch, and does the changed "
        "program do what was asked?"
    ),
    cases=lambda _: cases(),
    measure=measure,
    judge=judge,
    again=again,
    files={"[spelling] or dialect.py": load, "changes/": read_changes},
    seconds=lambda order: 3.5 * len(order.rows),
)
