"""CB107: a value is taken, and something else wins."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from configbench.audit.model import Act, Kind, Must, Observation, Setting, Severity, Try
from configbench.audit.rules.facts import Facts, Result, observed
from configbench.audit.rules.reading import (
    as_text,
    converts_itself,
    holds,
    meant,
    plain,
    shown,
)
from configbench.audit.rules.rule import Rule
from configbench.values import Typed, same_value

_WINS = "something else wins"

#: The rule on what wins, where that is a file.
BEATEN = "CB112"

#: Of how many different values none may arrive before they count as lost.
_ENOUGH = 2


def _judge(facts: Facts) -> Iterator[Observation]:
    tried_of: dict[str, list[Result]] = defaultdict(list)
    for setting, tried, became in facts.taken(Act.VALUE):
        demanded = (
            tried.expected.must in {Must.ACCEPT, Must.MEAN} and tried.expected.values
        )
        if demanded and facts.leaf(became, setting.name) is not None:
            tried_of[setting.name].append((tried, became))
    lost = {
        name: results
        for name, results in tried_of.items()
        if _is_lost(facts, facts.settings[name], results)
    }
    for name, results in lost.items():
        yield from _told(facts, name, results)
    for each in (*_to_an_earlier_one(facts), *_to_another(facts)):
        if not lost.keys() & {*each.settings}:
            yield each


def _is_lost(facts: Facts, setting: Setting, results: list[Result]) -> bool:
    """Whether no value ever arrives, of several that are other than what stands there.

    A bool with its two values is judged by what it takes for true; a spelling that a user states
    may be of something else.
    """
    stands = facts.baseline.get(setting.name)
    if stands is None or setting.wanted.kind is Kind.BOOL or setting.by == "stated":
        return False
    adjusted = setting.option is not None and setting.option.adjusted
    if adjusted and facts.target.grammar != "argparse":
        return False  # a class may have its reasons: there is no GPU here
    asked: list[str] = []
    for tried, became in results:
        leaf = became.leaves[setting.name]
        if not same_value(leaf, stands):
            return False
        if not meant(stands, tried.expected.values):
            asked.append(tried.typed or "")
    return len(set(asked)) >= _ENOUGH


def _told(facts: Facts, name: str, results: list[Result]) -> Iterator[Observation]:
    for tried, became in results:
        leaf = became.leaves[name]
        if not meant(leaf, tried.expected.values):
            yield observed(
                facts,
                "CB107",
                _WINS,
                (tried, became),
                arrived=shown(name, leaf),
                says=f"whatever is typed, {shown(name, leaf)} arrives",
            )


def _to_an_earlier_one(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.REPEATED):
        leaf = facts.leaf(became, setting.name)
        wanted = tried.expected
        if wanted.must is Must.TELL or not wanted.values or leaf is None:
            continue
        if (
            plain(leaf)
            and not converts_itself(setting)
            and not meant(leaf, wanted.values)
            and _is_earlier(facts, setting.name, tried, leaf)
        ):
            yield observed(
                facts,
                "CB107",
                "typed twice",
                (tried, became),
                arrived=shown(setting.name, leaf),
                says=f"typed twice, {shown(setting.name, leaf)} arrives: not the last one",
            )


def _is_earlier(facts: Facts, name: str, tried: Try, leaf: Typed) -> bool:
    """Whether the first of two words stands there, or what stands there if none is typed.

    Anything else is what becomes of the last one, which other rules judge.
    """
    stands = facts.baseline.get(name)
    if stands is not None and same_value(leaf, stands):
        return True
    front, *behind = tried.words[: len(tried.words) // 2]
    words = behind or [front.partition("=")[2]]
    return any(holds(leaf, word) for word in words)


def _to_another(facts: Facts) -> Iterator[Observation]:
    """Yield what is lost in a line of several settings, each of which arrives alone."""
    for tried, became in facts.results:
        if tried.act is not Act.PAIR or not facts.accepted(became):
            continue
        first, *_ = tried.settings
        for name, wanted in {
            first: tried.expected.values,
            **tried.expected.others,
        }.items():
            leaf, setting = facts.leaf(became, name), facts.settings.get(name)
            if leaf is None or setting is None or not wanted or not plain(leaf):
                continue
            if any(as_text(leaf, each) for each in wanted):
                continue  # CB201
            if not converts_itself(setting) and not meant(leaf, wanted):
                beside = ", ".join(other for other in tried.settings if other != name)
                yield observed(
                    facts,
                    "CB107",
                    # Which others, a draw decides: the sentence names them.
                    "typed together with others",
                    (tried, became),
                    arrived=shown(name, leaf),
                    says=f"{name} is lost where {beside} is typed, too",
                    name=name,
                )


def is_lost_to(each: Observation, beaten: AbstractSet[str]) -> bool:
    """Whether it is told of settings of which another rule says what wins."""
    return each.rule == RULE.id and each.cause == _WINS and beaten >= {*each.settings}


RULE = Rule("CB107", Severity.ERROR, "a typed value is lost", _judge)
