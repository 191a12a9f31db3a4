"""CB204: a word that the program takes is taken, or refused, by its launcher."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from configbench.audit.model import Act, Arrived, Observation, Severity, Try
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import last_line, shown
from configbench.audit.rules.rule import Rule
from configbench.audit.target import launchers
from configbench.values import equal


def _judge(facts: Facts) -> Iterator[Observation]:
    direct = {
        _asked(tried): became
        for tried, became in facts.results
        if tried.act is Act.VALUE and facts.accepted(became)
    }
    for tried, became in facts.results:
        alone = direct.get(_asked(tried))
        if tried.act is not Act.LAUNCHER or alone is None:
            continue
        if became.exceeded or became.exit is None:
            continue
        launcher = _called(facts.target.launcher)
        if became.reached:
            arrived = _differs(facts, tried.settings, alone, became)
        else:
            arrived = f"{last_line(became)} (exit {became.exit})"
        if arrived:
            yield observed(
                facts,
                "CB204",
                f"{launcher}: {'taken' if became.reached else 'refused'}",
                (tried, became),
                expected="what arrives without the launcher",
                arrived=arrived,
                says=f"{' '.join(tried.words)} never comes to the program: "
                f"{launcher} reads it as its own",
            )


def _called(launcher: Sequence[str]) -> str:
    """Return what people call a launcher: neither its folder nor its own options."""
    if not launcher:
        return "the launcher"
    return launchers.name(launcher) or PurePath(launcher[0]).name


def _asked(tried: Try) -> tuple[tuple[str, ...], str | None]:
    """Return by what the same value is known, whichever of its spellings was typed."""
    return tried.settings, tried.typed


def _differs(
    facts: Facts, names: tuple[str, ...], alone: Arrived, became: Arrived
) -> str:
    """Return what arrives of some settings behind the launcher, where that is something else."""
    parts = []
    for name in names:
        one, other = facts.leaf(alone, name), facts.leaf(became, name)
        if one is not None and (other is None or not equal(one, other)):
            parts.append(shown(name, other))
    return ", ".join(parts)


RULE = Rule("CB204", Severity.WARNING, "a launcher takes the word", _judge)
