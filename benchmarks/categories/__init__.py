"""The categories of the comparison, in the order of the report: the one list of them."""

from benchmarks.categories import (
    change,
    features,
    lines,
    overrides,
    ranks,
    remote,
    roundtrip,
    safety,
    scaling,
    startup,
    sweep,
)
from benchmarks.category import Category
from configbench.errors import UserError, nearest

CATEGORIES: tuple[Category, ...] = (
    lines.CATEGORY,
    change.CATEGORY,
    overrides.CATEGORY,
    roundtrip.CATEGORY,
    safety.CATEGORY,
    features.CATEGORY,
    startup.CATEGORY,
    scaling.CATEGORY,
    remote.CATEGORY,
    sweep.CATEGORY,
    ranks.CATEGORY,
)


def names() -> list[str]:
    """Return the names of all categories."""
    return [each.name for each in CATEGORIES]


def find(name: str) -> Category:
    """Return the category of this name.

    Raises
    ------
    UserError
        If there is none; the sentence names the nearest.
    """
    for category in CATEGORIES:
        if category.name == name:
            return category
    raise UserError(
        f"there is no category {name!r}{nearest(name, names())}; "
        f"the categories are {', '.join(names())}"
    )
