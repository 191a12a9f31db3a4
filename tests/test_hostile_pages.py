"""Hostile text in every field of stored results is text on every page of the report."""

import pytest

from report import load
from tests import hostile_pages
from tests.few_rows import undrawn
from tests.hostile import CLASSES

#: One of them takes 5 s.
MANNERS = [hostile_pages.MANNERS[0]] + [
    pytest.param(each, marks=pytest.mark.slow) for each in hostile_pages.MANNERS[1:]
]


@pytest.mark.parametrize("manner", MANNERS)
def test_hostile_text_changes_no_page(
    manner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind, before, or instead of what is said: all is read, and nothing of it acts.

    That is one turn of as many as there are classes; ``python -m tests.hostile_pages`` tries more.
    """
    undrawn(monkeypatch)  # what a picture holds is tried by itself
    results = hostile_pages.some(load.whole(load.HERE), 12, ("argparse", "hydra"))
    done = hostile_pages.Examined()
    hostile_pages.examine(results, 0, manner, done)
    assert done.found == {}
    assert {name for _, name in done.tried} == {*CLASSES}
    assert done.pages > 60
