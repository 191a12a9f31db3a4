"""Scaling: what ten, a hundred, a thousand, ten thousand settings cost, and a setting's use.

``adapters/<name>/scaling.toml`` has the templates of a program with that many settings in the
library's own idiom, or ``scaling.py`` writes one where they are not regular: in sections of ten, an
int, a float, a string and a bool in turn.  The program prints every setting as it was read, one by
one; what it prints must be what was meant, in every single run, or there is no time.  Times are
wall time from just before the spawn until it was reaped, above a bare interpreter in the same
rounds; the *control* holds the same settings as literals.

The *hot loop* times statements on the config object of a small program, from inside of it.

``plan.py`` says what is run how often, ``templates.py`` and ``programs.py`` write and run the
programs, ``judging.py`` judges one run, and makes judgements of samples.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import interleaved
from benchmarks.categories.scaling.again import again
from benchmarks.categories.scaling.judging import judge
from benchmarks.categories.scaling.plan import (
    CASES,
    HELP,
    HOT_LOOP,
    LOAD,
    ONCE,
    OVERRIDE,
    Plans,
    contestants,
    planned,
    warm_ups,
)
from benchmarks.categories.scaling.programs import Generator, Programs
from benchmarks.category import Category, Measurement, Order, Timing
from benchmarks.interleaved import Rounds, net, told
from benchmarks.registry import CONTROL_NAME, control
from configbench.timing.rounds import Samples, Starter

#: What one run takes, about, with what surrounds it; in seconds.
_START = 0.2


def measure(order: Order) -> Iterator[Measurement]:
    """Measure all rows beside the control; yield what was measured of each, case by case.

    Raises
    ------
    UserError
        If plugins slow Hydra unused, or for a case that there is not.
    """
    plans = planned(order)
    wanted = [case for case in order.chosen(CASES) if case in plans]
    generators: dict[str, Generator] = {}
    for row in (control(), *order.rows):
        made = net(Generator.of, row)
        if isinstance(made, Generator):
            generators[row.name] = made
        elif told(order, row.name):
            yield from (Measurement(row.name, case.name, made) for case in wanted)
    rounds = Rounds.take_up(
        order.store,
        order.rows,
        {case.name: asdict(plan) for case, plan in plans.items()},
    )
    with tempfile.TemporaryDirectory(
        prefix="configbench-scaling-", ignore_cleanup_errors=True
    ) as folder:
        programs = Programs(generators, Path(folder).resolve())

        def tick(runs: int) -> None:
            order.tick(runs * _START)

        samples = timed(list(generators), programs.start, plans, tick, rounds)
    for name in generators:
        for case in wanted:
            if f"{name} {case.program}" in samples and told(order, name):
                facts = net(programs.facts, name, case, samples)
                yield Measurement(name, case.name, facts)


def timed(
    rows: Sequence[str],
    start: Starter,
    plans: Plans,
    tick: Callable[[int], None],
    rounds: Rounds | None = None,
) -> dict[str, Samples]:
    """Run every contestant as often as planned; return the samples by contestant."""
    interleaved.measure(warm_ups(rows, plans), start, ONCE, tick)
    samples: dict[str, Samples] = {}
    for names, plan in contestants(rows, plans):
        samples |= interleaved.measure(
            names, start, plan, tick, rounds=rounds, group=str(plan.rounds)
        )
    return samples


def seconds(order: Order) -> float:
    """Return about how long an order takes at most."""
    rows, plans = [CONTROL_NAME, *(row.name for row in order.rows)], planned(order)
    runs = sum(plan.count(len(names)) for names, plan in contestants(rows, plans))
    return (len(warm_ups(rows, plans)) + runs) * _START


#: Whoever parses a word, or prints the help, of the row's program does so here.
_WAYS = {HELP: "help_explains", OVERRIDE: "nested_int"}

#: What is run of the program without a library.
_OF_CONTROL = [name for name, case in CASES.items() if case.action in {LOAD, HOT_LOOP}]

CATEGORY = Category(
    name="scaling",
    question=(
        "How do the times to load and to use a config grow with the number of "
        "its settings?"
    ),
    cases=lambda _: CASES,
    measure=measure,
    judge=judge,
    again=again,
    beside=lambda _: {CONTROL_NAME: _OF_CONTROL},
    way=lambda case: _WAYS.get(case.action, ""),
    files={"scaling.toml or scaling.py": Generator.whole},
    left_out="more than a hundred settings, help, overrides and the hot loop; two runs of three",
    timing=Timing(
        case="load/100",
        title="a hundred settings, spawn to exit",
        contestants=lambda rows: [row.name for row in rows],
    ),
    seconds=seconds,
)
