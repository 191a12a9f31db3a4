"""The pages of the rules: each is there, and its example prints what it says."""

import doctest
from pathlib import Path

import pytest

from configbench.audit.rules import BY_ID, RULES, Rule
from configbench.audit.rules.explaining import PAGES, page
from configbench.errors import UserError
from tests.audit.pages import example, run

_PARTS = ("## What happens", "## Why", "## What to do")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_says_what_happens(rule: Rule, tmp_path: Path) -> None:
    """Its title is the rule's, it has all parts, and its example does what it shows."""
    text = page(rule.id)
    assert text.startswith(f"# {rule.id}: {rule.title}\n")
    places = [text.index(part) for part in _PARTS]
    assert places == sorted(places)
    shown = example(text)
    assert "train.py" in shown.files
    assert shown.commands
    shown.write(tmp_path)
    checker = doctest.OutputChecker()
    for command, printed in shown.commands:
        got = run(command, tmp_path)
        assert checker.check_output(printed, got, doctest.ELLIPSIS), got


def test_every_page_is_a_rule_s() -> None:
    """None is left behind."""
    assert {path.stem for path in PAGES.iterdir()} == set(BY_ID)


def test_a_rule_may_be_typed_in_small_letters() -> None:
    """One that there is not is told, with the nearest."""
    assert page("cb101") == page("CB101")
    with pytest.raises(UserError, match=r"no rule 'CB1O1' \(did you mean 'CB1"):
        page("CB1O1")
