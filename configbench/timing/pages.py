"""What was measured, as people read it: pure."""

import os
import shlex
import statistics
from collections.abc import Iterator, Mapping, Sequence

from configbench.escaping import visible
from configbench.places import Place
from configbench.timing import imports, paired
from configbench.timing.measuring import Measured
from configbench.timing.paired import Difference
from configbench.timing.rounds import Samples
from configbench.timing.verdicts import Verdict

#: Packages of a tree at most, and the least part of all imports that one of them takes.
_PACKAGES, _SHARE = 24, 0.01

#: From here on seconds are told as such.
_A_SECOND = 1.0


def command(words: Sequence[str]) -> str:
    """Return a command as it may be shown and pasted."""
    return visible(shlex.join(words))


# -- figures --------------------------------------------------------------------------------------


def times(ratio: Difference) -> str:
    """Return a ratio with its interval: ``1.31 [1.29, 1.34]``."""
    digits = _digits(ratio.median)
    return (
        f"{ratio.median:.{digits}f} [{ratio.low:.{digits}f}, {ratio.high:.{digits}f}]"
    )


def _digits(ratio: float) -> int:
    """Return the decimals of a ratio: near 1 every thousandth counts."""
    if ratio < 0.5 or 0.9 < ratio < 1.1:  # noqa: PLR2004  as the docstring says
        return 3
    return 2 if ratio < 10 else 1 if ratio < 100 else 0  # noqa: PLR2004  three figures


def seconds(value: float, sign: str = "") -> str:
    """Return seconds with a unit: ``41.2 ms``, ``3.14 s``; ``sign`` is ``+`` to show one."""
    return _in(value, sign, of=value) + _unit(value)


def span(found: Difference, sign: str = "") -> str:
    """Return seconds with their interval: ``41.2 ms [40.9, 41.8]``."""
    low, high = (_in(each, sign, of=found.median) for each in (found.low, found.high))
    return f"{seconds(found.median, sign)} [{low}, {high}]"


def _unit(value: float) -> str:
    return " s" if abs(value) >= _A_SECOND else " ms"


def _in(value: float, sign: str, *, of: float) -> str:
    """Return a number in the unit and with the decimals that ``of`` has."""
    size = abs(of)
    if size >= _A_SECOND:
        return f"{value:{sign}.2f}"
    # Just below, so that what is rounded up has no figure more.
    digits = 2 if size < 0.00999 else 1 if size < 0.0999 else 0  # noqa: PLR2004
    return f"{value * 1e3:{sign}.{digits}f}"


def _median(values: Sequence[float]) -> Difference:
    return paired.difference(values, [0.0] * len(values))


# -- pages ----------------------------------------------------------------------------------------


def compared(
    commands: Mapping[str, Sequence[str]],
    until: Place | None,
    verdicts: Mapping[str, Verdict],
    measured: Measured,
    twin: str,
    fewest: int,
) -> str:
    """Return what came of a comparison: commands, their times, a verdict for each."""
    first, *others = commands
    lines = [f"{name}  {command(words)}" for name, words in commands.items()]
    lines += [*_up_to(until), "", *_table(measured.samples, commands), ""]
    noise = verdicts[twin]
    for name in others:
        lines.append(_verdict(first, name, verdicts[name], noise, fewest))
    if all(verdicts[name].different for name in others):
        lines.append(f"{first} is {times(noise.ratio)} times its own copy: the noise.")
    if noise.different:
        lines.append(
            f"note: {first} could be told from its own copy, which is the same command: something "
            "disturbs the times on this machine"
        )
    return "\n".join([*lines, *notes(measured)])


def _up_to(until: Place | None) -> list[str]:
    return [] if until is None else [f"up to {visible(str(until))}"]


def _table(samples: Mapping[str, Samples], names: Mapping[str, object]) -> list[str]:
    rows = [("", "median [95 %]", "CPU", "rounds")]
    rows += [(name, *_row(samples[name])) for name in names]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return [
        "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _row(own: Samples) -> tuple[str, str, str]:
    return (
        span(_median(own.wall)),
        seconds(statistics.median(own.cpu)),
        str(len(own.wall)),
    )


def _verdict(
    first: str, name: str, verdict: Verdict, noise: Verdict, fewest: int
) -> str:
    ratio = times(verdict.ratio)
    if verdict.different is None:
        return (
            f"{first} and {name}: the rounds are too few to tell them apart, {fewest} are needed; "
            f"{first} was {ratio} times {name}."
        )
    if verdict.different:
        return f"{first} is {_as_many(verdict.ratio, name)}, {span(verdict.more, '+')}."
    return (
        f"{name} is not distinguishable from {first}'s own copy: {first} is {ratio} times {name}, "
        f"and {times(noise.ratio)} times its copy."
    )


def _as_many(ratio: Difference, name: str) -> str:
    """Return how many times something it is: ``1.31x B [1.29, 1.34]``, with a real sign."""
    once, _, interval = times(ratio).partition(" ")
    return f"{once}\N{MULTIPLICATION SIGN} {name} {interval}"


def started(
    words: Sequence[str],
    empty: Sequence[str],
    until: Place | None,
    measured: Measured,
    ratio: Difference,
    more: Difference,
) -> str:
    """Return how long a start takes, beside the empty interpreter's."""
    own, bare = measured.samples.values()
    return "\n".join(
        [
            command(words),
            *_up_to(until),
            f"  {span(_median(own.wall))}, CPU {seconds(statistics.median(own.cpu))}, "
            f"{len(own.wall)} rounds",
            f"{command(empty)}, the empty interpreter",
            f"  {span(_median(bare.wall))}, CPU {seconds(statistics.median(bare.cpu))}",
            "",
            f"{_as_many(ratio, 'the empty interpreter')}, {span(more, '+')}.",
            *notes(measured),
        ]
    )


def imported(printed: str, took: float, until: Place | None) -> str:
    """Return where a start goes, by import: a tree of the dearest packages.

    Parameters
    ----------
    printed
        What the run has printed on standard error.
    took
        Seconds of this run.
    until
        Where it was ended.
    """
    whole = imports.packages(imports.read(printed))
    if not whole.below:
        return "By import: nothing was told (the interpreter's -X importtime printed nothing)."
    total = imports.total(whole)
    lines = [
        f"By import, of one run of its own ({seconds(took)}): {seconds(total)}.",
        *(["note: --until itself may import runpy"] if until else []),
        f"{'with what it imports':>20}  {'itself':>8}  package",
    ]
    for each in imports.dearest(whole, _PACKAGES, _SHARE):
        name = "  " * min(each.depth, 20) + visible(each.package.name)
        lines.append(
            f"{seconds(each.total):>20}  {seconds(each.package.own):>8}  {name}"
        )
    return "\n".join(lines)


def notes(measured: Measured) -> Iterator[str]:
    """Yield what is to be known of a measurement beside its figures."""
    if measured.ended:
        yield f"note: ended by {measured.ended} after {measured.rounds} rounds"
    if not measured.has_intervals:
        yield "note: of so few rounds, brackets hold the lowest and the highest"
    cores = os.cpu_count() or 1
    if measured.loads and statistics.median(measured.loads) > cores:
        yield (
            f"note: the machine is busy (load {statistics.median(measured.loads):.1f} on "
            f"{cores} cores): intervals are wide for that"
        )
