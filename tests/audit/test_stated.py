"""What a user states on the command line: templates, right and wrong."""

import pytest

from configbench.audit import stated
from configbench.errors import UserError

# -- --set ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "template"),
    [
        ("lr=--lr={}", ("--lr={}",)),
        ("lr=--lr {}", ("--lr", "{}")),
        ("model.lr=model.lr={}", ("model.lr={}",)),
        ("lr='--the rate' {}", ("--the rate", "{}")),
        ("lr={}", ("{}",)),
    ],
)
def test_a_template_is_read_as_words(typed: str, template: tuple[str, ...]) -> None:
    """By a shell's rules; the first ``=`` ends the name."""
    assert list(stated.templates([typed]).values()) == [template]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["lr"], "--set 'lr': expected NAME=TEMPLATE, such as lr='--lr={}'"),
        (["=--lr={}"], "--set '=--lr={}': expected NAME=TEMPLATE"),
        (["lr=--lr"], "expected {} once, where the value stands, such as lr='--lr={}'"),
        (["lr="], "expected {} once"),
        (["lr={} {}"], "expected {} once"),
        (["lr='--lr={}"], "cannot be read as words of a shell: No closing quotation"),
        (["lr={}", "lr=--lr={}"], "--set names 'lr' twice, expected once"),
    ],
)
def test_a_template_that_is_none(typed: list[str], sentence: str) -> None:
    """One sentence, with what was typed and what was expected."""
    with pytest.raises(UserError) as raised:
        stated.templates(typed)
    assert sentence in str(raised.value)
