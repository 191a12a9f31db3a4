"""Programs that break one rule each: all are there, and some are audited whole."""

import pytest

from configbench import session
from configbench.audit.rules import BY_ID
from tests.audit.miniatures import BREAKS, FLAWLESS, NOT_AUDITED
from tests.audit.miniatures.auditing import broken


def test_every_rule_has_a_miniature() -> None:
    """Or a reason; ``python -m tests.audit.miniatures`` audits all."""
    assert BREAKS.keys() | NOT_AUDITED.keys() == {FLAWLESS, *BY_ID}


@pytest.mark.parametrize("name", ["CB102", "CB106", "CB110", "CB402", "CB405"])
def test_a_miniature_breaks_its_rule_and_no_other(name: str) -> None:
    """Found, confirmed in fresh processes, and nothing beside it."""
    with session.begun():
        assert broken(name) == BREAKS[name]
