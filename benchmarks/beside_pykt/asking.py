"""Trainings in processes of their own, in one environment: the core's layer, and pykt over it."""

import json
from collections.abc import Mapping, Sequence

from benchmarks import texts
from benchmarks.beside_pykt.plan import PYKT, Plan
from benchmarks.beside_pykt.students import Students, digest, our_csv, pykt_csv
from benchmarks.beside_pykt.task import ANSWER, ANSWERS, NEW_ITEMS, TASK, Answer, Task
from benchmarks.environments import Environment
from benchmarks.paths import ROOT
from configbench.errors import UnmeasuredError
from configbench.process import MIB, Command, Limits, run
from configbench.workplace import workplace

#: Where all train.  To the release, for its numbers are published; it brings pandas and wandb.
ENVIRONMENT = Environment.of(["pykt-toolkit==0.0.38"])

_LIMITS = Limits(seconds=900, output=MIB)


def ask(
    contestant: str,
    task: Task,
    students: Students,
    environment: Environment = ENVIRONMENT,
) -> Answer:
    """Have a contestant train; return what came of it.

    Raises
    ------
    UnmeasuredError
        If it fails, or has read other students than it was given.
    """
    program, written = (
        ("pykt_side", pykt_csv) if contestant == PYKT else ("our_side", our_csv)
    )
    files = {TASK: task.text(), ANSWERS: written(students)}
    answer = Answer.parse(_left(contestant, program, (), files, ANSWER, environment))
    for name in ("train", "valid"):
        if getattr(answer, name) != digest(getattr(students, name)):
            raise UnmeasuredError(
                f"{contestant}: has read other students ({name}) than were written"
            )
    return answer


def new_items(
    plan: Plan, environment: Environment = ENVIRONMENT
) -> list[dict[str, float]]:
    """Have ours train with and without hiding items, and meet new ones; return the facts.

    Raises
    ------
    UnmeasuredError
        If it fails.
    """
    sizes = (
        plan.students,
        plan.n_epochs,
        plan.hidden_dim,
        plan.batch_size,
        *plan.seeds,
    )
    words = [str(size) for size in sizes]
    found = _left("new items", "new_items", words, {}, NEW_ITEMS, environment)
    facts: list[dict[str, float]] = json.loads(found)
    return facts


def _left(
    who: str,
    program: str,
    words: Sequence[str],
    files: Mapping[str, str],
    name: str,
    environment: Environment,
) -> str:
    """Run one of the programs, and return the file that it leaves."""
    environment.require()
    command = ("python", "-m", f"benchmarks.beside_pykt.programs.{program}", *words)
    with workplace() as place:
        place.write(files)
        finished = run(
            Command(
                command,
                place,
                environ={"PYTHONPATH": str(ROOT)},
                binaries=environment.binaries,
                limits=_LIMITS,
            )
        )
        left = place.work / name
        if finished.exit != 0 or not left.is_file():
            raise UnmeasuredError(
                f"{who}: {finished.ended}: {texts.last_line(finished.output)}"
            )
        return left.read_text(encoding="utf-8")
