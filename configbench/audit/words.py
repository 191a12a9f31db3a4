"""Words that sentences of several modules use."""

from collections.abc import Sequence


def listed(told: Sequence[str], most: int | None = None) -> str:
    """Return texts as people list them: the first few, then how many more there are.

    >>> listed(["a", "b", "c"], 2), listed(["a", "b"], 2)
    ('a, b and 1 more', 'a, b')
    """
    shown = told[:most]
    more = len(told) - len(shown)
    return f"{', '.join(shown)} and {more} more" if more else ", ".join(shown)
