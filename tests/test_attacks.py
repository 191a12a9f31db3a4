"""The table of attacks: what is quick is tried, what it names exists, SECURITY.md rests on it."""

import ast
import re
from collections import Counter
from functools import cache

import pytest

from benchmarks.paths import ROOT
from tests.attacks.__main__ import tried
from tests.attacks.disks import NotHereError
from tests.attacks.table import ATTACKS, Attack, Pace
from tests.attacks.trees import Tree

_MARKS = {Pace.QUICK: [], Pace.SLOW: [pytest.mark.slow]}
_OWN = [attack for attack in ATTACKS if not isinstance(attack.tried, tuple)]


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(each, id=each.name, marks=_MARKS[each.pace])
        for each in _OWN
        if each.pace != Pace.HAND
    ],
)
def test_an_attack_is_held(attack: Attack) -> None:
    """What takes longer is tried by ``make attack``."""
    try:
        assert tried(attack, Tree(), 1) == []
    except NotHereError as error:
        pytest.skip(str(error))


@cache
def _tests_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


@pytest.mark.parametrize(
    "name",
    [name for each in ATTACKS if isinstance(each.tried, tuple) for name in each.tried],
)
def test_a_test_that_is_an_attack_exists(name: str) -> None:
    """The table names tests that the suite runs."""
    file, _, function = name.partition("::")
    assert function in _tests_of(file)


def test_every_attack_has_a_name_of_its_own() -> None:
    """One line of the table each."""
    counts = Counter(attack.name for attack in ATTACKS)
    assert max(counts.values()) == 1
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in counts)


def test_every_claim_of_security_rests_on_an_attack() -> None:
    """Each promise names attacks of the table, in backticks, behind an arrow."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promises = text.partition("## What holds")[2].partition("\n## ")[0]
    claims = re.split(r"\n(?=\* )", promises)[1:]
    assert len(claims) >= 10
    names = {attack.name for attack in ATTACKS}
    for claim in claims:
        proofs = re.findall(r"`([^`]+)`", claim.partition("→")[2])
        assert proofs, claim
        assert set(proofs) <= names, claim
