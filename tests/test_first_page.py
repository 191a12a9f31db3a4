"""Every number of the first page is what an independent count of the cells gives."""

import copy

import pytest

from report import load, markdown
from tests import first_page


@pytest.fixture(scope="module")
def published() -> load.Results:
    """Return the published results."""
    return load.whole(load.HERE)


def test_the_first_page_says_what_the_cells_give(published: load.Results) -> None:
    """Counted by a script that shares no code with the report."""
    page = markdown.render(published)
    assert list(first_page.differences(published, page)) == []


def test_a_changed_cell_is_seen(published: load.Results) -> None:
    """The count can differ: a page of other cells is told, number by number."""
    page = markdown.render(published)
    changed = copy.deepcopy(
        {key: published[key] for key in ("adapters", "categories", "cells")}
    )
    cell = changed["cells"]["overrides"]["hydra"]["nested_int"]
    assert cell["outcome"] == "right"
    cell["outcome"] = "wrong_value"
    told = list(first_page.differences(changed, page))
    assert any(each.startswith("hydra, wrong:") for each in told)
    assert not any("argparse," in each for each in told)
