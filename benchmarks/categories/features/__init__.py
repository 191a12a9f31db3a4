"""Features: what libraries are chosen for, each asked of a short program in the row's own means.

The training core has settings of some kinds, and a program for it needs no others: no list of
objects, no secret, no preset.  So ``features.toml`` describes small programs, and each row brings
them as its library's users write them, in ``features/``, outside of what is measured otherwise.

What a row has no program for is *unmeasured*, and costs it nothing; that its library has no means
takes a reason, a page, and two programs or more that tried.
"""

from benchmarks.categories.features.again import again
from benchmarks.categories.features.cases import Feature, cases
from benchmarks.categories.features.judging import judge
from benchmarks.categories.features.trying import attempt, read_whole, stated
from benchmarks.category import Category, one_by_one
from benchmarks.registry import FEATURES, Adapter

__all__ = ["CATEGORY", "Feature"]


def _gaps(row: Adapter) -> list[str]:
    return [name for name, entry in stated(row).items() if "unsupported" in entry]


CATEGORY = Category(
    name="features",
    question="Does it do what libraries are chosen for, and in how many lines?",
    cases=lambda _: cases(),
    measure=one_by_one(lambda _: cases(), attempt),
    judge=judge,
    again=again,
    files={f"{FEATURES}/": read_whole},
    gaps=_gaps,
    own_files=FEATURES,
    seconds=lambda order: 8.0 * len(order.rows),
)
