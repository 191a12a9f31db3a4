"""``python -m tests.attacks`` (``make attack``): try the attacks of the table, print what held."""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.attacks.disks import NotHereError
from tests.attacks.table import ATTACKS, Attack, Pace
from tests.attacks.trees import HERE, Tree

#: Lines of what is amiss that the table shows of one attack; all stand above it.
_SHOWN = 3
#: How long the tests of one attack may take, in seconds, on a machine that is busy with others.
_PATIENCE = 1200.0
#: As wide as the table is where it is not printed to a terminal.
_WIDTH = 150


def tried(attack: Attack, tree: Tree, points: int) -> list[str]:
    """Try an attack on a checkout; return what is amiss."""
    if isinstance(attack.tried, tuple):
        return _tests(attack.tried, tree)
    return attack.tried(tree, points) if attack.points else attack.tried(tree)  # type: ignore[call-arg]  # `points` tells which


def _tests(names: Sequence[str], tree: Tree) -> list[str]:
    options = ("-q", "-p", "no:cacheprovider", "--slow")
    done = tree.run("pytest", *options, *names, seconds=_PATIENCE)
    if done.exit == 0:
        return []
    lines = done.output.splitlines()
    told = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    return told or [f"exit {done.exit}", *lines[-1:]]


def main(argv: Sequence[str]) -> int:
    """Try them; return 1 if anything was amiss, 2 for bad input."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.attacks",
        description="Try attacks, and print a table of what held.",
        allow_abbrev=False,
    )
    names = [attack.name for attack in ATTACKS]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME")
    parser.add_argument("--list", action="store_true", help="list them, try none")
    parser.add_argument(
        "--tree", type=Path, default=HERE, help="another checkout to attack"
    )
    parser.add_argument(
        "--points", type=int, help="how many random points, where there are any"
    )
    parser.add_argument(
        "--pace",
        choices=[str(pace) for pace in Pace],
        help="those of the table that are tried at this pace only",
    )
    args = parser.parse_args(argv)
    if not (args.tree / "benchmarks").is_dir():
        parser.error(f"--tree: {args.tree} is no checkout: it has no benchmarks/")
    if args.points is not None and args.points < 1:
        parser.error(f"--points is {args.points}; expected at least 1")
    chosen = [
        attack
        for attack in ATTACKS
        if (not args.only or attack.name in args.only)
        and (not args.pace or attack.pace == args.pace)
    ]
    if args.list:
        for attack in chosen:
            print(f"{attack.name}: {attack.does}; {attack.must}")
        return 0
    return _print(
        [_row(each, Tree(args.tree.resolve()), args.points) for each in chosen]
    )


#: A row of what is printed: the attack, what was amiss, why it could not be tried, its seconds.
_Row = tuple[Attack, list[str], str, float]


def _row(attack: Attack, tree: Tree, points: int | None) -> _Row:
    print(f"{attack.name} …", file=sys.stderr, flush=True)
    begun, amiss, untried = time.monotonic(), [], ""
    try:
        with redirect_stdout(sys.stderr):
            amiss = tried(attack, tree, points or attack.points)
    except NotHereError as error:
        untried = str(error)
    seconds = time.monotonic() - begun
    ended = f"not tried: {untried}" if untried else "amiss" if amiss else "held"
    for line in (*(f"  {each}" for each in amiss), f"  {ended}, {seconds:.0f} s"):
        print(line, file=sys.stderr, flush=True)
    return attack, amiss, untried, seconds


def _print(rows: Sequence[_Row]) -> int:
    table = Table("attack", "what is done", "must be true", "held", "seconds")
    for attack, amiss, untried, seconds in rows:
        shown = [*amiss[:_SHOWN]]
        if len(amiss) > _SHOWN:
            shown.append(f"… and {len(amiss) - _SHOWN} more")
        held = f"not tried: {untried}" if untried else "\n".join(shown) or "held"
        cells = (attack.name, attack.does, attack.must, held, f"{seconds:.0f}")
        table.add_row(*map(Text, cells))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
    Console(width=width).print(table)
    bad = sum(bool(amiss) for _, amiss, _, _ in rows)
    skipped = sum(bool(untried) for _, _, untried, _ in rows)
    print(f"{len(rows) - bad - skipped} of {len(rows)} held, {skipped} not tried")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
