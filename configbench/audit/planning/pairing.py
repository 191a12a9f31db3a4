"""Settings of which one changes another, typed together."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from configbench.audit.model import Act, Arrived, Expected, Must, Setting, Target, Try
from configbench.audit.planning.covering import covering
from configbench.audit.planning.plan import drawing
from configbench.audit.planning.spelling import moved
from configbench.values import Typed, same_value

#: How many command lines there are at most, and for each setting how many values.
_MOST, _LEVELS = 60, 3
#: How many settings are typed in one line.
_FACTORS = 6

Results = Sequence[tuple[Try, Arrived]]


def pairs(
    target: Target, settings: Sequence[Setting], results: Results, seed: int
) -> list[Try]:
    """Return lines in which each two values of settings meet that have to do with each other.

    What changes stands in front of what is changed: then nobody can say that it was typed later.

    Parameters
    ----------
    target, settings
        The program and what of it can be set.
    results
        What became of the values of each setting alone.
    seed
        Of what is drawn.
    """
    levels = _levels(settings, results)
    changed = _changed(target, levels, results)
    rng = drawing(f"{seed} pairs")
    planned: list[Try] = []
    for names in _groups(changed):
        ordered = _ordered(names, changed)[:_FACTORS]
        if len(ordered) > 1:
            counts = [len(levels[name]) for name in ordered]
            for row in covering(counts, rng, _MOST - len(planned)):
                chosen = [
                    levels[name][at] for name, at in zip(ordered, row, strict=True)
                ]
                planned.append(_together(chosen))
    return planned


def _levels(settings: Sequence[Setting], results: Results) -> dict[str, list[Try]]:
    """Return tries whose value arrived as it was meant, by setting."""
    known = {setting.name for setting in settings}
    found: dict[str, list[Try]] = {}
    for tried, became in results:
        if tried.act not in {Act.VALUE, Act.BARE, Act.OFF} or tried.instead is not None:
            continue
        name = tried.settings[0]
        if name not in known or not _is_met(became.leaves.get(name), tried.expected):
            continue
        values = found.setdefault(name, [])
        if len(values) < _LEVELS and all(each.typed != tried.typed for each in values):
            values.append(tried)
    return found


def _is_met(value: Typed | None, expected: Expected) -> bool:
    return value is not None and any(
        same_value(value, each) for each in expected.values
    )


def _changed(
    target: Target, levels: Mapping[str, Sequence[Try]], results: Results
) -> dict[str, set[str]]:
    """Return the settings that change another, each with those."""
    used = {id(tried) for tries in levels.values() for tried in tries}
    found: dict[str, set[str]] = {}
    for tried, became in results:
        if id(tried) in used:
            name = tried.settings[0]
            others = (moved(target.leaves, became.leaves) & levels.keys()) - {name}
            if others:
                found.setdefault(name, set()).update(others)
    return found


def _groups(changed: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Yield the settings that have to do with each other."""
    left = {name: {name, *others} for name, others in changed.items()}
    while left:
        _, group = left.popitem()
        joined = True
        while joined:
            joined = False
            for name in list(left):
                if left[name] & group:
                    group |= left.pop(name)
                    joined = True
        yield group


def _ordered(names: set[str], changed: Mapping[str, set[str]]) -> list[str]:
    """Return names with those that change in front; none where two change each other."""
    before: dict[str, set[str]] = {name: set() for name in sorted(names)}
    for name in sorted(names & changed.keys()):
        for other in changed[name]:
            before[other].add(name)
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError:
        return []


def _together(chosen: Sequence[Try]) -> Try:
    first, *others = chosen
    told = [
        f"{each.settings[0]}: {each.expected.text.removesuffix(', or a refusal')}"
        for each in chosen
    ]
    return Try(
        act=Act.PAIR,
        settings=tuple(each.settings[0] for each in chosen),
        words=tuple(word for each in chosen for word in each.words),
        expected=Expected(
            Must.MEAN,
            first.expected.values,
            f"{', '.join(told)}, or a refusal",
            {each.settings[0]: each.expected.values for each in others},
        ),
        why="one of them changes another",
    )
