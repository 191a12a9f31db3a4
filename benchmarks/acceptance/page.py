"""``docs/acceptance.md``: the same bytes for the same ``acceptance.json``; pure."""

import itertools
import statistics
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.acceptance.judging import Tally, tally
from benchmarks.acceptance.plan import (
    COMPARE,
    HYPERFINE,
    KINDS,
    OTHERS,
    OURS,
    PEERS,
    WITH_TORCH,
    Kind,
    Plan,
)

Content = Mapping[str, Any]

_INTRO = """\
# Acceptance of the instrument

*Computed from [`acceptance.json`](acceptance.json) by `make acceptance`; no figure was typed.*

Known differences are planted into copies of real adapters, and the start-up category has to find
them: three contestants a trial (the adapter, its twin, the changed copy), shuffled rounds, the
category's own rule. What is planted is a loop that stays busy by the wall clock: a sleep ends late
by however long the scheduler takes, and work counted in CPU time takes longer under load, so that
neither would be a known difference. All three have the loop, of no length but in the changed copy,
so that its lines themselves make no difference; it comes last, just before `train()` is called, so
that nothing is left to run slower after the pause ([decision
0011](decisions/0011-planted-last.md)). How long it really takes was measured on its own, before the
trials: median and range of processes that do nothing else. *Error* is the distance of estimate and
planted difference, *bias* the same with its sign, *covered* says how many 95 % intervals (by ranks)
hold the planted difference.
"""

_ENDS = """\
As in the category, the rounds end for a contestant when it is known well enough, here by its ratio
to the original: after {least} rounds at the earliest, as soon as half the interval is at most
{width:.1%} of the ratio or its starts took {seconds:g} s; after {rounds} at the latest. How wide an
interval is decides, and never where it lies. What it means: nobody is started more often to find
less than that, so that a smaller difference may be called none. The twin stays as long as the
original, and two are compared in the rounds that both have.{torch} {had}
"""

_TORCH = """\
 *With torch imported* is a run as it is paid: the clock begins when the import of torch has ended
in the same process, and every trial has {rounds} rounds.
"""

_PEERS = """\
The first trials of three kinds, taken by each tool one after another, with as many processes in
all.{compare} hyperfine and pytest-benchmark run one command after the other; theirs is the
difference of the medians of their exported samples, with a bootstrap interval (BCa). Under *drift*
a load on all cores begins half-way: for them, between the two commands; for us, when half of the
rounds have begun that every trial has.
"""

_COMPARE = """\
 `configbench compare` is what anybody has for his own commands: the same rounds and the same rule,
started from its command line, with a copy of its own; the load sets in half-way through its rounds.
"""

#: What was promised: a sentence, and the least or greatest share that keeps it.
_MOST_FALSE, _LEAST_FOUND, _LEAST_COVERED, _ERROR_RATIO = 0.1, 7 / 8, 0.9, 0.5


def tallies(content: Content) -> dict[tuple[str, str], Tally]:
    """Return the tally of every kind and tool that has trials."""
    found = {}
    for kind in KINDS:
        # What was taken before there was a kind has none of it.
        planted = content["plan"]["added"].get(kind.name, kind.added)
        for tool in (OURS, *PEERS):
            trials = _trials(content, kind, tool)
            if counted := tally(tool, list(trials.values()), planted):
                found[kind.name, tool] = counted
    return found


def _trials(content: Content, kind: Kind, tool: str) -> dict[str, Any]:
    """Return the trials of one kind by one tool, by their numbers."""
    found = {}
    for key, each in sorted(content["trials"].items()):
        name, number, by = key.split("/")
        if name == kind.name and by == tool:
            found[number] = each
    return found


def first(content: Content, kind: Kind) -> Tally | None:
    """Return the tally of our trials that the peers took, too."""
    numbers = {number for tool in PEERS for number in _trials(content, kind, tool)}
    mine = _trials(content, kind, OURS)
    trials = [each for number, each in mine.items() if number in numbers]
    return tally(OURS, trials, content["plan"]["added"][kind.name])


def render(content: Content) -> str:
    """Return the whole page."""
    plan = Plan.from_json(content["plan"])
    machine = content["machine"]
    counted = tallies(content)
    parts = [_INTRO]
    if plan.beside:
        parts.append("**Only what other tools take, too.**\n")
    if plan.scale < 1:
        parts.append(
            f"**A short run**, with {plan.scale:.0%} of the trials: it shows that the command "
            "works, and no more.\n"
        )
    parts += [
        f"{content['created'][:10]} · {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['kind']} · Python {machine['python']} · {_rounds(plan)} "
        f"after {plan.warm_ups} unstored, seed {plan.seed}.\n",
        *_ends(content, plan),
        "\n".join(_kinds(content, counted)),
        "## What was promised\n",
        "\n".join(_promises(content, counted)),
    ]
    if any(tool != OURS for _, tool in counted):
        compare = _COMPARE if COMPARE in plan.tools else ""
        text = _wrapped(_PEERS.format(compare=compare))
        parts += ["## Beside other tools\n", text, "\n".join(_beside(content, counted))]
    if HYPERFINE not in plan.tools:
        parts.append("hyperfine was not installed: it is left out.\n")
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _rounds(plan: Plan) -> str:
    least = "" if plan.surely == plan.rounds else f"{plan.surely} to "
    each = "one start" if plan.starts == 1 else f"the median of {plan.starts}"
    return f"{least}{plan.rounds} rounds of {each}"


def _ends(content: Content, plan: Plan) -> Iterator[str]:
    """Yield when the rounds of a trial ended, and how many they were, by kind."""
    if plan.width is None or plan.seconds is None:
        return
    had = [
        f"{statistics.median(counts):.0f} ({kind.says})"
        for kind in KINDS
        if (
            counts := [
                len(each["samples"]["changed"])
                for each in _trials(content, kind, OURS).values()
                if "samples" in each
            ]
        )
    ]
    rounds = f"Rounds of the changed copy, medians: {', '.join(had)}." if had else ""
    taken = any(_trials(content, kind, OURS) for kind in KINDS if kind.imports)
    torch = _TORCH.format(rounds=WITH_TORCH.rounds) if taken else ""
    text = _ENDS.format(
        least=plan.least,
        width=plan.width,
        seconds=plan.seconds,
        rounds=plan.rounds,
        torch=torch,
        had=rounds,
    )
    yield _wrapped(text)


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 100, break_on_hyphens=False) + "\n"


def _kinds(content: Content, counted: Mapping[tuple[str, str], Tally]) -> Iterator[str]:
    yield (
        "| trial | planted, ms | on its own, ms | trials | called different | "
        "median error, ms | bias, ms | half-width, ms | covered |"
    )
    yield "| --- |" + " ---: |" * 8
    for kind in KINDS:
        each = counted.get((kind.name, OURS))
        if each is None:
            continue
        failed = f" ({each.failed} failed)" if each.failed else ""
        yield (
            f"| {kind.says} | {_planted(content, kind)} | "
            f"{_measured(content, kind)} | {each.trials}{failed} | "
            f"{each.different} | {ms(each.error)} | {each.bias * 1e3:+.2f} | "
            f"{ms(each.width)} | {each.covered} |"
        )


def _planted(content: Content, kind: Kind) -> str:
    return ms(content["plan"]["added"][kind.name])


def _measured(content: Content, kind: Kind) -> str:
    length = content["planted"].get(kind.name)
    if length is None:
        return ""
    return f"{ms(length['median'])} [{ms(length['least'])}, {ms(length['most'])}]"


def _promises(
    content: Content, counted: Mapping[tuple[str, str], Tally]
) -> Iterator[str]:
    def said(sentence: str, seen: str, *, kept: bool) -> str:
        return f"* {sentence}: {seen}. **{'Kept' if kept else 'NOT kept'}.**"

    own = {kind: each for kind in KINDS if (each := counted.get((kind.name, OURS)))}
    equal = [each for kind, each in own.items() if not (kind.added or kind.share)]
    if equal:
        wrong = sum(each.different or 0 for each in equal)
        trials = sum(each.trials for each in equal)
        yield said(
            "At most a tenth of equal programs called different",
            f"{wrong} of {trials}",
            kept=wrong / trials <= _MOST_FALSE,
        )
    for name, where in (("plus_3_ms", ""), ("torch_plus_3_ms", " of a run with torch")):
        if found := counted.get((name, OURS)):
            right = found.different or 0
            yield said(
                f"3 ms found in at least seven of eight trials{where}",
                f"{right} of {found.trials}",
                kept=right / found.trials >= _LEAST_FOUND,
            )
    covered = sum(each.covered for each in own.values())
    if trials := sum(each.trials for each in own.values()):
        kept = covered / trials >= _LEAST_COVERED
        yield said(
            "At least 90 % of the intervals hold what was planted",
            f"{covered} of {trials}",
            kept=kept,
        )
    for kind in (each for each in KINDS if each.load):
        both = {"": first(content, kind)}
        both[f" by {COMPARE}"] = counted.get((kind.name, COMPARE))
        for (by, mine), tool in itertools.product(both.items(), OTHERS):
            peer = counted.get((kind.name, tool))
            if peer and mine:
                seen = f"{ms(mine.error)} ms against {ms(peer.error)} ms"
                yield said(
                    f"Under drift at most half the error of {tool}{by}",
                    seen,
                    kept=mine.error <= _ERROR_RATIO * peer.error,
                )


def _beside(
    content: Content, counted: Mapping[tuple[str, str], Tally]
) -> Iterator[str]:
    yield (
        "| trial | tool | trials | called different | median error, ms | half-width, ms | "
        "covered |"
    )
    yield "| --- | --- |" + " ---: |" * 5
    for kind in KINDS:
        if not kind.peers:
            continue
        mine = first(content, kind)
        rows = {OURS: mine, **{tool: counted.get((kind.name, tool)) for tool in PEERS}}
        for tool, each in rows.items():
            if each is not None:
                failed = f" ({each.failed} failed)" if each.failed else ""
                yield (
                    f"| {kind.says} | {tool} | {each.trials}{failed} | "
                    f"{'' if each.different is None else each.different} | {ms(each.error)} | "
                    f"{ms(each.width)} | {each.covered} |"
                )


def ms(seconds: float) -> str:
    """Print seconds as milliseconds, to the hundredth."""
    return f"{seconds * 1e3:.2f}"
