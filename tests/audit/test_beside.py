"""``docs/beside-other-tools.md`` shows what ``tests.audit.beside`` prints, of all its rules."""

import re

import pytest

from benchmarks.paths import ROOT
from configbench.audit.rules import BY_ID
from configbench.audit.rules.explaining import page
from configbench.lint.linting import LINTED
from tests.audit.beside import MENDS, TOOLS, mended, table
from tests.audit.pages import example

PAGE = (ROOT / "docs" / "beside-other-tools.md").read_text(encoding="utf-8")


def test_the_table_has_each_tool_and_rule() -> None:
    """As they are called today; what is said stands there as printed."""
    rows = [*map(_cells, table(lambda *_: set()))]
    shown = [*map(_cells, re.findall(r"^\|.*\|$", PAGE, re.MULTILINE))]
    assert rows[0] in shown
    assert [each[0] for each in rows[2:]] == [
        each[0] for each in shown if each[0][:5] in MENDS
    ]
    assert all(len(each) == 1 + len(TOOLS) for each in shown if each[0][:5] in MENDS)
    left_out = {each for each in BY_ID if each[:3] != "CB3"} - set(MENDS)
    (told,) = re.findall(r"\(([^)]*)\) are not in the table", PAGE)
    assert left_out == set(told.split(", "))
    assert len(LINTED) == 9  # "nine of these rules"


def _cells(row: str) -> list[str]:
    return [each.strip() for each in row.strip("|").split("|")]


@pytest.mark.parametrize("rule", MENDS)
def test_an_example_is_mended_by_a_few_words(rule: str) -> None:
    """So that what a tool says of the first alone, it says of the fault."""
    files = example(page(rule)).files
    assert mended(rule, files) != files
