"""``python -m benchmarks.beside_pykt``: our DKT beside pykt-toolkit's; ``make core``."""

import hashlib
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import environment, json_files, results
from benchmarks.beside_pykt import asking
from benchmarks.beside_pykt.page import render
from benchmarks.beside_pykt.plan import (
    FULL,
    LAST_ONLY,
    LEARNING_RATE,
    QUICK,
    RECORDED,
    SIMULATED,
    SPREAD,
    Cell,
    Plan,
    Training,
    schedule,
)
from benchmarks.beside_pykt.scoring import scored
from benchmarks.beside_pykt.students import (
    Students,
    random_students,
    recorded,
    simulated,
)
from benchmarks.beside_pykt.task import Answer, Task
from benchmarks.environments import Environment
from benchmarks.environments.building import Builder, build
from benchmarks.environments.interpreters import OWN
from benchmarks.paths import ROOT
from configbench import escaping, interruption, options, session, whole_files
from configbench.errors import ConfigbenchError, UserError
from configbench.timing.rounds import load
from shared_model.errors import DataError

#: Recorded answers that are used if they are there.
DATA = ROOT.parent / "shared" / "data" / "synthetic5_v0.csv.gz"

#: Of what is over the core's layer, what a training depends on.
_OVER = ("pykt-toolkit", "pandas")

Content = dict[str, Any]


@escaping.all_shown()
def main(argv: Sequence[str]) -> int:
    """Measure, or render what was measured; return 0, 2 for bad input, 130 for Ctrl-C."""
    parser = options.Parser(
        prog="python -m benchmarks.beside_pykt",
        description="Train our DKT and pykt-toolkit's on the same students; write docs/core.json "
        "and docs/core.md.",
        epilog="About a quarter of an hour on two cores; leave the machine alone meanwhile.",
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FILE",
        help="recorded answers, .csv or .csv.gz (default: "
        f"../{DATA.relative_to(ROOT.parent)}, if it is there)",
    )
    parser.add_argument(
        "--quick", action="store_true", help="tiny trainings, to see that it works"
    )
    parser.add_argument(
        "--dir",
        type=Path,
        default=ROOT / "docs",
        help="where to write (default: docs/)",
    )
    parser.add_argument(
        "--render", action="store_true", help="write core.md anew from core.json"
    )
    args = parser.parse_args(argv)
    facts = args.dir / "core.json"
    try:
        if args.render:
            content: Content = json_files.read(facts)
        else:
            whole_files.require_writable(facts, parents=True)
            plan = QUICK if args.quick else Plan()
            with interruption.heeded(), session.begun():
                content = measure(plan, args.data)
            results.save(content, facts)
        whole_files.write(args.dir / "core.md", render(content))
    except ConfigbenchError as error:
        print(f"beside_pykt: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nbeside_pykt: interrupted; nothing was written", file=sys.stderr)
        return 130
    print(f"facts: {facts}\npage:  {args.dir / 'core.md'}")
    return 0


def measure(plan: Plan, file: Path | None) -> Content:
    """Have everybody train; return all facts.

    Raises
    ------
    UserError
        If ``file`` cannot be used.
    UnmeasuredError
        If pykt cannot be installed, or a training fails.
    """
    build([Environment.of(()), asking.ENVIRONMENT], Builder())
    asking.ENVIRONMENT.require()
    packages = asking.ENVIRONMENT.versions((*environment.CORE, *_OVER))
    groups, titles = students(plan, file)
    content: Content = {
        "created": results.now(),
        "machine": environment.machine(),
        "load": round(load()[0], 2),
        "versions": environment.python(OWN) | packages,
        "plan": plan.as_json(),
        "students": {
            name: described(each) | titles.get(name, {})
            for name, each in groups.items()
        },
        "left_out": ""
        if RECORDED in groups
        else f"../{DATA.relative_to(ROOT.parent)} is not there, and no --data was given",
        "trainings": [],
    }
    data = [name for name in (SIMULATED, RECORDED) if name in groups]
    order = schedule(plan, data)
    began = time.monotonic()
    for number, training in enumerate(order, 1):
        interruption.check()
        own = groups[
            training.of.lengths if isinstance(training.of, Cell) else training.of
        ]
        answer = asking.ask(training.contestant, task(training, plan, own), own)
        content["trainings"].append(stored(training, answer, own))
        left = (time.monotonic() - began) / number * (len(order) - number)
        print(
            f"{number} of {len(order)}: {_called(training)}, {answer.wall:.1f} s; "
            f"about {left / 60:.0f} min left",
            flush=True,
        )
    content["new_items"] = asking.new_items(plan)
    return content


def _called(training: Training) -> str:
    line = training.of
    if isinstance(line, Cell):
        line = f"{line.lengths}, batch {line.batch_size}, hidden {line.hidden_dim}"
    return f"{line}, {training.contestant}"


def students(
    plan: Plan, file: Path | None
) -> tuple[dict[str, Students], dict[str, dict[str, str]]]:
    """Return all students by what they are called in the plan; titles and digests for the page.

    Raises
    ------
    UserError
        If the file cannot be used.
    """
    groups = {
        lengths: random_students(
            n_students=plan.speed_students,
            length=plan.speed_length,
            n_items=plan.speed_items,
            spread=lengths == SPREAD,
            valid_fraction=plan.valid_fraction,
        )
        for lengths in (FULL, SPREAD)
    }
    groups[SIMULATED] = simulated(plan.students, plan.steps, plan.valid_fraction)
    titles = {SIMULATED: {"title": "simulated"}}
    path = file or DATA
    if file is not None or path.is_file():
        try:
            groups[RECORDED] = recorded(path, plan.length, plan.valid_fraction)
        except DataError as error:
            raise UserError(str(error)) from error
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        titles[RECORDED] = {"title": path.name, "sha256": content}
    return groups, titles


def described(own: Students) -> dict[str, Any]:
    """Return what the page says of students."""
    lengths = [len(each.items) for each in own.everyone]
    return {
        "students": len(own.everyone),
        "train": len(own.train),
        "valid": len(own.valid),
        "items": own.n_items,
        "steps": sum(lengths),
        "median_length": statistics.median(lengths),
    }


def task(training: Training, plan: Plan, own: Students) -> Task:
    """Return what a contestant is told."""
    cell = training.of if isinstance(training.of, Cell) else None
    return Task(
        n_items=own.n_items,
        length=own.length,
        valid_fraction=plan.valid_fraction,
        hidden_dim=cell.hidden_dim if cell else plan.hidden_dim,
        batch_size=cell.batch_size if cell else plan.batch_size,
        n_epochs=plan.speed_epochs if cell else plan.n_epochs,
        learning_rate=LEARNING_RATE,
        seed=training.number,
        every_step=training.contestant != LAST_ONLY,
        predicts=cell is None,
    )


def stored(training: Training, answer: Answer, own: Students) -> Mapping[str, Any]:
    """Return the facts of one training: scores in the place of probabilities."""
    line = training.of
    facts = {
        "of": asdict(line) if isinstance(line, Cell) else line,
        "contestant": training.contestant,
        "number": training.number,
        **asdict(answer),
    }
    for name in ("train", "valid", "probabilities"):
        del facts[name]
    if answer.probabilities:
        facts["scores"] = {
            epoch: [*scored(own.valid, each)]
            for epoch, each in answer.probabilities.items()
        }
    return facts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
