"""Which rules are asked, and which findings fail."""

import pytest

from configbench.audit.model import Audit, Finding, Severity
from configbench.audit.rules import BY_ID, RULES
from configbench.audit.rules.selecting import failing, fails, selected
from configbench.errors import UserError
from tests.audit.facts import facts


def audit(*rules: str) -> Audit:
    """Return an audit with a finding of each of some rules."""
    findings = tuple(
        Finding(rule, BY_ID[rule].severity, (), (), "", "", 0, "", "", "", (1, 1))
        for rule in rules
    )
    return Audit(facts([], []).target, (), 0, 0.0, (), {}, findings)


@pytest.mark.parametrize(
    ("select", "ignore", "asked"),
    [
        (None, None, {rule.id for rule in RULES if rule.id < "CB3"}),
        ("CB101", None, {"CB101"}),
        (
            "cb1, CB307",
            None,
            {rule.id for rule in RULES if rule.id < "CB2"} | {"CB307"},
        ),
        ("ALL", "CB1,CB2", {rule.id for rule in RULES if rule.id > "CB3"}),
        (None, "CB", set()),
    ],
)
def test_rules_are_selected(
    select: str | None, ignore: str | None, asked: set[str]
) -> None:
    """By their ids and the beginnings of these; notes only if they are asked for."""
    assert selected(select, ignore).ids == asked


def test_what_is_not_asked_is_neither_found_nor_clean() -> None:
    """As if there were no other rule."""
    shown = selected("CB101,CB103,CB201")(audit("CB101", "CB102", "CB301"))
    assert [each.rule for each in shown.findings] == ["CB101"]
    assert shown.clean == {Severity.ERROR: 1, Severity.WARNING: 1}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CB110,CB199", "no rule begins with 'CB199' (did you mean 'CB109'?)"),
        ("CB101,", "no rule begins with ''"),
        ("false", "no rule begins with 'false'"),
    ],
)
def test_a_rule_that_there_is_not(text: str, told: str) -> None:
    """One sentence names the option, the word, the nearest, and what was expected."""
    for option, words in (("--select", (text, None)), ("--ignore", (None, text))):
        with pytest.raises(UserError) as error:
            selected(*words)
        assert str(error.value).startswith(f"{option} {text!r}: {told}")


@pytest.mark.parametrize(
    ("rule", "fail_on"),
    [
        ("CB101", {"error", "warning", "note"}),
        ("CB201", {"warning", "note"}),
        ("CB301", {"note"}),
    ],
)
def test_what_fails(rule: str, fail_on: set[str]) -> None:
    """What is as bad as asked for, or worse."""
    found = {each for each in (*Severity, "never") if fails(audit(rule), failing(each))}
    assert found == fail_on
    assert not fails(audit(), failing("note"))


def test_a_severity_that_there_is_not() -> None:
    """The nearest is named."""
    with pytest.raises(UserError, match=r"--fail-on 'warn' .*did you mean 'warning'"):
        failing("warn")
