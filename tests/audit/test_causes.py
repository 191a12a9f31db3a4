"""A cause is the same wherever the code stands and whatever was typed: baselines hold it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from configbench.audit import rules
from configbench.audit.masking import masked
from configbench.audit.model import Act, Kind, Must, Observation
from configbench.audit.rules import judged
from configbench.audit.rules.facts import Facts
from tests.audit.facts import Source, attempt, came, facts, refused, setting, value
from tests.audit.test_rules import BOTH, CASES, LR, STEPS

_PLACE = re.compile(r"(?<=\.py:)\d+")


def known_again(facts_: Facts) -> set[tuple[str, tuple[str, ...], str]]:
    """Return by what the findings of some facts are known in another run."""
    return {(each.rule, each.settings, each.cause) for each in judged(facts_)}


def ten_lines_on(text: str) -> str:
    """Return a text of which each line number is ten more."""
    return _PLACE.sub(lambda found: str(int(found[0]) + 10), text)


def elsewhere(text: str) -> str:
    """Return a text of which the program lies in another folder."""
    return text.replace("/p/", "/elsewhere/a b/")


def the_other_way_round(known: Facts) -> Facts:
    """Return facts whose settings, options, leaves and results stand in the opposite order."""

    def back(given: Mapping[str, Any]) -> dict[str, Any]:
        return dict(reversed([*given.items()]))

    target = replace(
        known.target,
        options=known.target.options[::-1],
        leaves=back(known.target.leaves),
    )
    results = [
        (tried, replace(became, leaves=back(became.leaves)))
        for tried, became in reversed(known.results)
    ]
    return replace(known, target=target, settings=back(known.settings), results=results)


MOVES: dict[str, Callable[[Facts], Facts]] = {
    "ten lines on": lambda known: masked(known, ten_lines_on),
    "elsewhere": lambda known: masked(known, elsewhere),
    "in another order": the_other_way_round,
}

#: What test_rules has no case of: words that only a cause could hold.
MORE = {
    "the help lies": facts(
        [setting("steps", Kind.INT, 10, help_="(default: 5)")],
        [],
        Source(defaults={"steps": "5"}),
    ),
    "two words land": facts(
        [
            setting("flag", Kind.BOOL, False, form="on"),
            setting("data", default="data", form="positional"),
            setting("more", default="more", form="positional"),
        ],
        [
            (
                attempt(Act.VALUE, "flag", "--flag no", Must.MEAN, False, typed_="no"),
                came(flag=True, more="no", data="no"),
            )
        ],
    ),
    "the same line twice": facts(
        [LR], [], Source(run=[("/p/x.py:1", "eval(a)"), ("/p/y.py:7", "eval(a)")])
    ),
    "a traceback with a word": facts(
        [LR],
        [
            (
                value("lr", "abc", Must.REJECT),
                refused("Traceback (most recent call last)\nbad abc\n", 1),
            )
        ],
    ),
}

ALL = {**{name: known for name, (_, known) in CASES.items()}, **MORE}


@pytest.mark.parametrize("move", MOVES)
def test_moved_code_has_the_same_causes(move: str) -> None:
    """Of every rule: what broke it before breaks it after, by the same name."""
    seen = set()
    for name, known in ALL.items():
        before = known_again(known)
        assert known_again(MOVES[move](known)) == before, name
        seen |= {rule for rule, _, _ in before}
    assert seen == rules.BY_ID.keys()


def test_a_cause_holds_nothing_that_was_typed() -> None:
    """No word, no value, no path and no line: the next run types others."""
    for known in ALL.values():
        for each in judged(known):
            words = set(re.findall(r"[\w.+-]+", each.cause))
            assert words.isdisjoint(typed(each)), each
            assert "/" not in each.cause
            assert not _PLACE.search(each.cause)


def typed(each: Observation) -> set[str]:
    """Return what was typed, names of options aside."""
    return set() if each.tried is None else {each.tried.typed or "", *each.tried.words}


def test_a_launcher_is_called_what_people_call_it() -> None:
    """Whatever its folder and its options."""
    known = CASES["the launcher refuses"][1]
    causes = set()
    for launcher in (
        ("torchrun", "--nproc-per-node", "2"),
        ("/venv/bin/torchrun",),
        ("python3", "-m", "torch.distributed.run"),
    ):
        target = replace(known.target, launcher=launcher)
        causes |= {each.cause for each in judged(replace(known, target=target))}
    assert causes == {"torchrun: refused"}


def test_which_settings_are_typed_together_is_drawn() -> None:
    """So they are not part of the cause."""
    other = setting("wd", Kind.FLOAT, 0.0, type_="builtins.float")
    three = replace(
        BOTH, settings=(*BOTH.settings, "wd"), words=(*BOTH.words, "--wd", "1")
    )
    causes = {
        each.cause
        for tried in (BOTH, three)
        for each in judged(
            facts([LR, STEPS, other], [(tried, came(lr=0.1, steps=7, wd=1.0))])
        )
    }
    assert len(causes) == 1


def test_every_place_of_a_line_that_executes_is_told() -> None:
    """Of one text in two places one finding is made, which names both."""
    (found,) = judged(MORE["the same line twice"])
    assert (found.cause, found.where) == ("eval(a)", "/p/x.py:1")
    assert "/p/y.py:7" in found.says
