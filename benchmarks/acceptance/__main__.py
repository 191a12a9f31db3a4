"""``python -m benchmarks.acceptance``: the acceptance of the instrument; ``make acceptance``."""

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import environment, json_files, results
from benchmarks.acceptance import tools
from benchmarks.acceptance.page import render
from benchmarks.acceptance.plan import (
    HYPERFINE,
    OURS,
    RULE,
    Kind,
    Plan,
    Trial,
    fit,
    kinds,
    schedule,
    seconds,
)
from benchmarks.errors import ProgramError
from benchmarks.paths import ROOT
from benchmarks.registry import find
from configbench import escaping, interruption, options, session
from configbench.errors import ConfigbenchError, UserError
from configbench.whole_files import require_writable

#: At most so long, in seconds; the plan leaves a tenth of it free.
LIMIT = 25 * 60
_USED = 0.9

#: A planted loop that takes so many times what it should was kept from running.
_LATE = 1.05

#: Starts of each adapter that the plan's estimate rests on.
_CALIBRATION = 7

Content = dict[str, Any]
#: Takes one trial; replaced in tests by one with stated samples.
Taker = Callable[[Trial, Plan, int], tools.Samples]


@escaping.all_shown()
def main(argv: Sequence[str]) -> int:
    """Run or resume the acceptance; return 0, 2 for bad input, 130 for Ctrl-C."""
    parser = options.Parser(
        prog="python -m benchmarks.acceptance",
        description="Plant known differences and see what the start-up category makes of them; "
        "write docs/acceptance.json and docs/acceptance.md.",
        epilog="Ctrl-C keeps every finished trial; the same command goes on.",
    )
    parser.add_argument(
        "--scale",
        type=_part,
        default=1.0,
        metavar="PART",
        help="part of the trials, e.g. 0.1 for a short run (default: 1)",
    )
    parser.add_argument(
        "--beside",
        action="store_true",
        help="only the trials that other tools take, too",
    )
    parser.add_argument(
        "--minutes",
        type=options.above_0,
        default=LIMIT / 60,
        metavar="N",
        help="as many rounds a trial as fit into N minutes (default: %(default).0f)",
    )
    parser.add_argument(
        "--dir",
        type=Path,
        default=ROOT / "docs",
        help="where to write (default: docs/)",
    )
    parser.add_argument(
        "--afresh", action="store_true", help="forget what an interrupted run has left"
    )
    args = parser.parse_args(argv)
    unfinished = args.dir / "acceptance.part.json"
    try:
        require_writable(unfinished, parents=True)
        limit = args.minutes * 60
        with interruption.heeded(), session.begun():
            content = begin(
                unfinished, args.scale, limit, afresh=args.afresh, beside=args.beside
            )
            run(content, unfinished, tools.take)
        publish(content, args.dir)
    except ConfigbenchError as error:
        print(f"acceptance: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nacceptance: interrupted; the same command goes on", file=sys.stderr)
        return 130
    unfinished.unlink()
    return 0


def _part(text: str) -> float:
    value = options.above_0(text)
    if value > 1:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most 1")
    return value


def begin(
    path: Path,
    scale: float,
    limit: float = LIMIT,
    *,
    afresh: bool = False,
    beside: bool = False,
) -> Content:
    """Take up what an interrupted run has left, or plan a new one of ``limit`` seconds.

    Raises
    ------
    UserError
        If what is left was begun with another scale, or cannot be read.
    """
    if path.is_file() and not afresh:
        content: Content = json_files.read(path)
        try:
            left = Plan.from_json(content["plan"])
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(
                f"{path}: is no interrupted acceptance ({error!r}); --afresh forgets it"
            ) from error
        if (left.scale, left.beside) != (scale, beside):
            only = " --beside" if left.beside else ""
            raise UserError(
                f"{path}: the interrupted run has --scale {left.scale:g}{only}; repeat that, or "
                "--afresh forgets it"
            )
        return content
    by_start = {kind.start: kind for kind in kinds(beside=beside)}
    costs = {start: cost(kind) for start, kind in by_start.items()}
    present = tools.present()
    if HYPERFINE not in present:
        print(
            "hyperfine is not installed (apt-get install hyperfine): it is left out.",
            flush=True,
        )
    plan = fit(costs, present, scale, limit * _USED, beside=beside)
    planted = {
        name: tools.planted_length(added) for name, added in plan.added.items() if added
    }
    for name, length in planted.items():
        if length["median"] > plan.added[name] * _LATE:
            print(
                f"This machine is busy: {plan.added[name] * 1e3:.1f} ms planted for {name} took "
                f"{length['median'] * 1e3:.1f} ms; what comes of it tells little.",
                flush=True,
            )
    return {
        "created": results.now(),
        "machine": environment.machine(),
        "versions": environment.versions(),
        "plan": plan.as_json(),
        "planted": planted,
        "trials": {},
    }


def cost(kind: Kind) -> float:
    """Return the median seconds of one start of a kind's adapter, all that surrounds it included.

    Raises
    ------
    ProgramError
        If it cannot be timed.
    """
    job = tools.job(kind, find(kind.adapter).program)
    spent = []
    for _ in range(_CALIBRATION):
        clock = time.monotonic()
        if fault := job.start().fault:
            raise ProgramError(f"{kind.start}: {fault}")
        spent.append(time.monotonic() - clock)
    return round(statistics.median(spent), 4)


def run(content: Content, path: Path, take: Taker) -> None:
    """Take all trials that are not yet there; write after each."""
    plan = Plan.from_json(content["plan"])
    order = schedule(plan)
    left = [trial for trial in order if trial.key not in content["trials"]]
    announce(plan, order, left)
    total = sum(seconds(trial, plan) for trial in left)
    started, done = time.monotonic(), 0.0
    for number, trial in enumerate(left, len(order) - len(left) + 1):
        interruption.check()
        clock = time.monotonic()
        stored: dict[str, Any] = {}
        try:
            taken = take(trial, plan, _processes(trial, plan, content))
            stored["samples"] = {
                name: [round(value, 6) for value in values]
                for name, values in taken.items()
            }
        except ConfigbenchError as error:
            stored["fault"] = str(error)
        stored["seconds"] = round(time.monotonic() - clock, 2)
        content["trials"][trial.key] = stored
        results.save(content, path)
        done += seconds(trial, plan)
        remaining = (time.monotonic() - started) / done * (total - done)
        said = stored.get("fault", "")
        print(
            f"{number} of {len(order)}: {trial.key}, {stored['seconds']:.1f} s; "
            f"about {remaining / 60:.0f} min left {said}".rstrip(),
            flush=True,
        )


def _processes(trial: Trial, plan: Plan, content: Content) -> int:
    """Return how many processes a trial has: a peer's as many as ours took, if it was timed."""
    ours = content["trials"].get(replace(trial, tool=OURS).key, {}).get("samples")
    if ours is None:
        return plan.processes(trial.kind)
    return sum(len(own) for own in ours.values()) * plan.starts


def announce(plan: Plan, order: Sequence[Trial], left: Sequence[Trial]) -> None:
    """Print the plan with its estimate."""
    estimate = sum(seconds(trial, plan) for trial in left) / 60
    for kind in kinds(beside=plan.beside):
        by_tool = Counter(trial.tool for trial in order if trial.kind == kind)
        said = ", ".join(f"{tool} {number}" for tool, number in by_tool.items())
        print(f"{kind.says}: {said}")
    fewer = "" if plan.rounds == RULE.rounds else f" ({RULE.rounds} might not fit)"
    print(
        f"{plan.least} to {plan.rounds} rounds{fewer}; {len(left)} of {len(order)} trials to go, "
        f"at most about {estimate:.0f} minutes",
        flush=True,
    )


def publish(content: Content, folder: Path) -> None:
    """Write the facts and the page that follows from them."""
    results.save(content, folder / "acceptance.json")
    page = folder / "acceptance.md"
    page.write_text(render(content), encoding="utf-8")
    print(f"facts: {folder / 'acceptance.json'}\npage:  {page}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
