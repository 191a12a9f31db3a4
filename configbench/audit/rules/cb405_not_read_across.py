"""CB405: a run saved in one environment does not come back in the other."""

from collections.abc import Iterator

from configbench.audit.model import (
    CROSSED,
    Act,
    Arrived,
    Observation,
    Saved,
    Severity,
    Try,
)
from configbench.audit.rules.differing import same
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import last_line, shown
from configbench.audit.rules.restoring import compared, restored
from configbench.audit.rules.rule import Rule

_WAYS = {
    Act.READ_THERE: "saved here, restored in the other environment",
    Act.READ_HERE: "saved in the other environment, restored here",
}


def _judge(facts: Facts) -> Iterator[Observation]:
    own = {
        (tried.settings, tried.words, tried.instead): (became, saved)
        for tried, became, saved in restored(facts, Act.SAVED)
    }
    for tried, became, saved in restored(facts, *CROSSED):
        beside = own.get((tried.settings, tried.words, tried.instead))
        if beside is None:
            continue
        refused = beside[0].refused, became.refused
        if refused == (False, True):
            yield _refused(facts, tried, became, saved)
        elif (
            refused == (True, False) and became.reached and tried.act is Act.READ_THERE
        ):
            yield _mended(facts, tried, became, beside[0])
        elif refused == (False, False) and became.reached:
            yield from _other(facts, tried, became, saved, beside)


def _refused(facts: Facts, tried: Try, became: Arrived, saved: Saved) -> Observation:
    what = f"{last_line(became)} (exit {became.exit})"
    return observed(
        facts,
        "CB405",
        f"{_WAYS[tried.act]}: refused",
        (tried, became),
        expected=f"a run restored from {saved.name}",
        arrived=what,
        says=f"{_WAYS[tried.act]}, {saved.name} is refused: {what}",
    )


def _mended(facts: Facts, tried: Try, became: Arrived, here: Arrived) -> Observation:
    """Tell of what is refused where it was saved, and read in the other environment."""
    what = f"{last_line(here)} (exit {here.exit})"
    return observed(
        facts,
        "CB405",
        f"{_WAYS[tried.act]}: only there",
        (tried, became),
        expected=f"{what}, as where it was saved",
        arrived="it is restored",
        says=f"saved and refused here ({what}), restored in the other environment",
    )


def _other(
    facts: Facts,
    tried: Try,
    became: Arrived,
    saved: Saved,
    beside: tuple[Arrived, Saved],
) -> Iterator[Observation]:
    """Yield what comes back otherwise than where it was saved."""
    known = {each.name for each in compared(facts, beside[1], beside[0])}
    for each in compared(facts, saved, became):
        if each.name in known or same(facts, each.before, each.after):
            continue
        before, after = shown(each.name, each.before), shown(each.name, each.after)
        yield observed(
            facts,
            "CB405",
            f"{_WAYS[tried.act]}: {each.back.value}",
            (tried, became),
            expected=before,
            arrived=after,
            says=f"{_WAYS[tried.act]}, {before} comes back as {after}",
            name=each.name,
        )


RULE = Rule(
    "CB405",
    Severity.ERROR,
    "a saved run does not come back in the other environment",
    _judge,
    between=True,
)
