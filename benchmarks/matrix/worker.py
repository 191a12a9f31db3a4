"""A process that measures units that somebody else has ordered: an order a line, an answer a line.

On another machine it is the same; its files, and the environments, lie at the same paths.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import registry
from benchmarks.categories import find
from benchmarks.environments.interpreters import Interpreter
from benchmarks.matrix import book, stated, units
from benchmarks.matrix.units import Answer, Unit
from benchmarks.paths import ROOT
from configbench import foreign, session
from configbench.audit.programs import rayed
from configbench.audit.programs.worker import answers
from configbench.errors import ConfigbenchError
from configbench.foreign import ForeignError

#: What the interpreter is told, behind ``-c``; then where our packages lie.
_MAIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from benchmarks.matrix import worker; worker.main()"
)

_WHAT = "the answer of a worker"


def command() -> list[str]:
    """Return the command of such a process."""
    return [sys.executable, "-P", "-c", _MAIN, str(ROOT)]


def followed(units: Sequence[Unit], address: str) -> Iterator[tuple[Unit, Answer]]:
    """Have units measured on a Ray cluster, one core each; yield them as they are done.

    Raises
    ------
    UserError
        If there is no Ray, or no cluster.
    """
    lines = [*map(line, units)]
    for number, told in rayed.answered(lines, address, command()):
        if told.trouble:
            yield units[number], Answer(fault=told.trouble)
            continue
        try:
            content = foreign.parse(told.answer.strip(), _WHAT)
            yield units[number], Answer(**content)
        except (ForeignError, TypeError):
            yield units[number], Answer(fault=told.unanswered)


def line(unit: Unit) -> bytes:
    """Return an order, in one line: the unit, and what it is measured of where it was given."""
    row, category, cases = unit
    python = {"release": row.interpreter.release, "path": str(row.interpreter.path)}
    told = {
        "row": row.name,
        "release": row.release,
        "python": python,
        "category": category.name,
        "cases": cases,
        "of": book.of(row, category),
    }
    return json.dumps(told).encode("ascii") + b"\n"


def main() -> None:
    """Follow orders of standard input until there are no more."""
    with answers() as told, session.begun():
        for each in sys.stdin.buffer:
            answer = _followed(each)
            told.write(json.dumps(asdict(answer)).encode("ascii") + b"\n")
            told.flush()


def _followed(order: bytes) -> Answer:
    try:
        told = foreign.parse(order.strip(), "an order")
        python = Interpreter(told["python"]["release"], Path(told["python"]["path"]))
        row = registry.find(told["row"]).on(python)
        row = stated.at(row, told["release"] or None)
        unit = Unit(row, find(told["category"]), tuple(told["cases"]))
        if book.of(row, unit.category) != told["of"]:
            return Answer(
                fault="files, suite or locks are other than where it was ordered; "
                "expected the same at the same paths, such as a shared folder"
            )
        unit.row.require()
        return units.measured(unit)
    except ConfigbenchError as error:
        return Answer(fault=str(error))
