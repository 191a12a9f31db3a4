"""``python -m benchmarks matrix``, once its options are read."""

import sys
import time
from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import alive, held, registry, results
from benchmarks.category import Category
from benchmarks.environments import interpreters
from benchmarks.environments.interpreters import OWN
from benchmarks.matrix import book, changelogs, measuring, starting, stated, units
from benchmarks.matrix.measuring import Follow, Matrix
from benchmarks.measuring import listed
from benchmarks.rendering import render
from benchmarks.shell import command_line
from configbench import whole_files
from configbench.errors import UserError, nearest


def add(commands: Any) -> None:
    """Add the command with its options."""
    each = commands.add_parser(
        "matrix",
        help="the rows with other releases of their libraries: what upgrades change",
    )
    each.add_argument("names", nargs="*", metavar="NAME")
    each.add_argument(
        "--update",
        action="store_true",
        help="write the releases that the index has today, and end",
    )
    each.add_argument(
        "--quotes",
        metavar="DIR",
        type=Path,
        help="look up what is quoted of changelogs, in copies of their sources, and end",
    )
    each.add_argument("--category", metavar="A,B", help="only these")
    each.add_argument(
        "--python",
        action="append",
        dest="pythons",
        metavar="PATH",
        help="another interpreter: a path, a command or a version; may be repeated (default: each "
        "one found)",
    )
    each.add_argument(
        "--times",
        action="store_true",
        help="then size and start-up of each release, on this machine alone",
    )
    each.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="measure on a Ray cluster, one core a task: HOST:PORT, auto or local",
    )
    each.add_argument(
        "--no-wait", action="store_true", help="end where another run writes there"
    )
    each.add_argument(
        "--report-dir",
        metavar="DIR",
        type=Path,
        default=results.FILE.parent,
        help="where it is written (default: report/)",
    )
    each.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Measure what is left of the matrix, or bring it up to date; return the exit code.

    Raises
    ------
    UserError
        For a name that there is not, and where another run holds what is written.
    UnmeasuredError
        If the package index does not answer.
    """
    if args.update:
        _update()
        return 0
    if args.quotes:
        return _look_up(args.quotes)
    categories = _categories(args.category)
    rows = registry.find_all(args.names)
    known = stated.read()
    found = interpreters.named(args.pythons) if args.pythons else interpreters.found()
    words = ["python", "-m", "benchmarks", "matrix", *args.names]
    place = book.file("matrix", args.report_dir)
    with held.held(
        place, command_line(words), _tell, wait=not args.no_wait, parents=True
    ):
        measuring.ready([row.on(each) for each in (OWN, *found) for row in rows])
        matrix = Matrix.opened(
            rows, (OWN, *found), args.report_dir, known, categories, _tell
        )
        code = _measured(matrix, _follow(args.ray), together=args.ray is not None)
        if args.times:
            _time(matrix)
    changelogs.save(args.report_dir)
    if fault := render(args.report_dir).stderr.rstrip():
        print(fault, file=sys.stderr)
    return code


def _time(matrix: Matrix) -> None:
    """Measure what each release adds and takes, when nothing else is at work here."""
    began = time.monotonic()
    for each in matrix.books:
        if done := starting.measure(each):
            _tell(
                f"{each.name}: {done} releases started, {time.monotonic() - began:.0f} s"
            )


def _follow(ray: str | None) -> Follow:
    """Return what measures: this machine, or a cluster."""
    if ray is None:
        return units.followed
    # What speaks with a cluster has much to import.
    from benchmarks.matrix import worker  # noqa: PLC0415

    return partial(worker.followed, address=ray)


def _measured(matrix: Matrix, follow: Follow, *, together: bool) -> int:
    began = time.monotonic()
    done = matrix.measure(follow, together=together)
    refused = sum(each.refused(row) for each in matrix.books for row in each.rows)
    print(
        f"{len(matrix.books)} rows, {sum(len(each.rows) for each in matrix.books)} columns, "
        f"{refused} of them refused; {matrix.size} units: {done} measured, "
        f"{matrix.size - done - len(matrix.faults)} as they were; "
        f"{time.monotonic() - began:.0f} s"
    )
    for fault in matrix.faults:
        print(f"a fault of the harness: {fault}", file=sys.stderr)
    return 1 if matrix.faults else 0


def _look_up(copies: Path) -> int:
    found = [*changelogs.faults(copies)]
    for each in found:
        print(each)
    lines = [
        line
        for releases in changelogs.read().values()
        for told in releases.values()
        for line in told["lines"]
    ]
    print(f"{len(lines)} lines, {len(found)} of them not as quoted")
    return 1 if found else 0


def _update() -> None:
    text = stated.FILE.read_text("utf-8")
    before, new = stated.read(), stated.updated(text, alive.index())
    whole_files.write(stated.FILE, new)
    for name, now in stated.read().items():
        if (was := before[name].releases) != now.releases:
            print(f"{name}: {', '.join(was) or '-'} -> {', '.join(now.releases)}")


def _categories(text: str | None) -> list[Category]:
    every = {each.name: each for each in units.discrete()}
    wanted = listed("--category", text) or [*every]
    for name in wanted:
        if name not in every:
            raise UserError(
                f"--category: {name!r} is not asked of releases{nearest(name, every)}; "
                f"{', '.join(every)} are"
            )
    return [every[name] for name in every if name in wanted]


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
