"""Hypothesis as a search: the smallest value for which something is true, the same every time."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.value_files.samples import OR_NONE, VALUE

#: Texts that look like something else to some format or library.
SPECIAL = (
    "012",
    "0o7",
    "1e-3",
    "1_000",
    "1:30",
    "2024-02-29",
    "~",
    "null",
    "true",
    "yes",
    "nan",
    "???",
    "${x}",
    "%(x)s",
    "100%",
    "a=b",
    "a: b",
    "# no comment",
    " spaced ",
    "two\nlines",
    "trailing\n",
    "'quoted'",
    "[1]",
    "{}",
    "é 😀",
)

_TEXT = st.text(max_size=8) | st.sampled_from(SPECIAL)

_FLOATS = st.floats()


def strategies() -> dict[str, st.SearchStrategy[Any]]:
    """Return the values of each kind that ``train()`` takes, by key."""
    return {
        f"int{VALUE}": st.integers(),
        f"float{VALUE}": _FLOATS,
        f"str{VALUE}": _TEXT,
        f"bool{VALUE}": st.booleans(),
        f"list{VALUE}": st.lists(_TEXT, max_size=4),
        f"dict{VALUE}": st.dictionaries(_TEXT, _FLOATS, max_size=4),
        f"float{OR_NONE}": st.none() | _FLOATS,
    }


def mappings() -> st.SearchStrategy[dict[str, Any]]:
    """Return whole sets of values, one of each kind."""
    return st.fixed_dictionaries(strategies())


def one_of(keys: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return sets of one value, under one of these keys."""
    known = strategies()
    return st.one_of([st.fixed_dictionaries({key: known[key]}) for key in keys])


def smallest(
    strategy: st.SearchStrategy[Any], holds: Callable[[Any], bool], examples: int
) -> tuple[Any] | None:
    """Return the smallest value found for which ``holds`` is true, or None.

    ``derandomize`` and no database: the same examples on every machine, in every run.
    """
    found: list[Any] = []

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink],
    )
    @given(strategy)
    def never(value: Any) -> None:
        if holds(value):
            found.append(value)
            raise _FoundError

    try:
        never()
    except _FoundError:
        # The last that failed is the smallest: Hypothesis runs it once more at the end.
        return (found[-1],)
    return None


class _FoundError(Exception):
    """A value was found."""
