"""Round trip: whether the saved run comes back, and trains to the same weights.

``run`` (the headline) really trains with every setting changed, carries nothing but the saved
config to an empty folder and trains from it there.  One further cell for each setting of
``train()`` tells whether its non-default value came back, with its type.
"""

import re
from collections.abc import Iterator
from typing import Any

from benchmarks import contract, runs
from benchmarks.axes import saved_faults, saved_runs, saved_values
from benchmarks.outcomes import EXPLAINED, Outcome, at, compare
from benchmarks.registry import Adapter, UnsupportedError
from benchmarks.runs import Record
from benchmarks.values import equal, same_value, show

#: Two runs that together give every setting a value that is not its default.  ``run_dir`` is left
#: out: it belongs to a run.
PROFILES: dict[str, dict[str, object]] = {
    "first": {
        "model": "bert",
        "model.hidden_dim": 32,
        "model.n_layers": 1,
        "model.head_dims": [16, 8],
        "model.n_heads": 4,
        "model.dropout": 0.125,
        "data.n_students": 80,
        "data.n_steps": 12,
        "data.max_seq_len": 10,
        "data.valid_fraction": 0.25,
        "data.shuffle": False,
        "loss": "l1",
        "loss.weights": {"right": 2.0, "wrong": 0.5},
        "optimizer": "adamw",
        "optimizer.lr": 3e-4,
        "optimizer.weight_decay": 1e-5,
        "optimizer.betas": (0.8, 0.99),
        "scheduler": "cosine",
        "scheduler.t_max": 5,
        "scheduler.eta_min": 1e-6,
        "n_epochs": 2,
        "batch_size": 16,
        "clip_grad": None,
        "precision": "BF16",
        "seed": 7,
        "tags": ["a", "second tag"],
        "run_name": "012",
    },
    "second": {
        "model": "lstm",
        "model.head_dims": [],
        "data": "csv",
        "data.data_dir": "some data",
        "data.file_name": "answers.csv.gz",
        "scheduler": "plateau",
        "scheduler.factor": 0.25,
        "scheduler.patience": 4,
        "clip_grad": 0.1,
    },
}


def measure_all(
    adapter: Adapter, *, fast: bool = False
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the headline cell, one cell for each setting, and those of the modules beside.

    ``fast`` takes a sample of the values; see ``saved_values``.
    """
    with saved_faults.earlier_run(adapter) as earlier:
        yield "run", measure_headline(adapter)
        for case in saved_runs.CASES:
            yield case, measure_saved_run(adapter, case)
        for profile in PROFILES:
            yield from measure_profile(adapter, profile)
        yield from saved_values.measure_all(adapter, fast=fast)
        for case, cell in saved_faults.measure_all(adapter):
            yield case, _with_commands(adapter, case, cell)
        case = saved_faults.CASES[-1]
        yield case, _with_commands(adapter, case, earlier.again())


def measure_fault(adapter: Adapter, case: str) -> dict[str, Any]:
    """Return a cell of ``saved_faults``."""
    return _with_commands(adapter, case, saved_faults.measure(adapter, case))


def measure_saved_run(adapter: Adapter, case: str) -> dict[str, Any]:
    """Return a cell of ``saved_runs``."""
    cell = saved_runs.measure(adapter, case, PROFILES["first"])
    return _with_commands(adapter, case, cell)


def measure_headline(adapter: Adapter) -> dict[str, Any]:
    """Return the cell ``run``."""
    return _with_commands(adapter, "run", measure_run(adapter))


def measure_profile(
    adapter: Adapter, profile: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a cell for each setting of one profile."""
    for case, cell in measure_settings(adapter, profile, PROFILES[profile]):
        yield case, _with_commands(adapter, case, cell)


def _with_commands(adapter: Adapter, case: str, cell: dict[str, Any]) -> dict[str, Any]:
    reproduce = f"python -m benchmarks reproduce roundtrip/{adapter.name}/{case}"
    cell = {**cell, "by": adapter.saved_by, "reproduce": reproduce}
    if Outcome(cell["outcome"]) in EXPLAINED:
        cell["cause"] = adapter.cause(f"roundtrip/{case}")
    return cell


def measure_run(adapter: Adapter) -> dict[str, Any]:
    """Train, carry the saved config away, train again; return the headline cell."""
    try:
        words = contract.spell_all(adapter.dialect(), PROFILES["first"])
    except UnsupportedError as error:
        return {"outcome": str(Outcome.UNSUPPORTED), "detail": str(error)}
    done = runs.rerun(adapter, words)
    return {
        "outcome": str(judge_run(done)),
        "detail": done.problem
        or "; ".join(done.differences)
        or "record and weights equal",
        "words": words,
        "restore": [re.sub(r"[^=]*/saved/", "saved/", word) for word in done.restore],
        "saved": list(done.saved),
        "weights": list(done.weights),
    }


def judge_run(done: runs.Rerun) -> Outcome:
    """Judge a rerun; pure."""
    if done.problem:
        return Outcome.LOUD
    if done.equal:
        return Outcome.RIGHT
    first, second = done.weights
    if second is None or done.first is None or done.second is None:
        return Outcome.LATE
    retyped = compare(done.second, done.first, set()).outcome is Outcome.RETYPED
    return Outcome.RETYPED if retyped and first == second else Outcome.SILENT


def measure_settings(
    adapter: Adapter, profile: str, settings: dict[str, object]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a cell for each setting of one profile, from one saved run and its restoration."""
    try:
        words = contract.spell_all(adapter.dialect(), settings)
    except UnsupportedError as error:
        for path in settings:
            yield (
                f"{profile}/{path}",
                {"outcome": str(Outcome.UNSUPPORTED), "detail": str(error)},
            )
        return
    first, second, problem = runs.restore(adapter, words)
    for path in settings:
        yield f"{profile}/{path}", judge_setting(path, first, second, problem)


def judge_setting(
    path: str, first: Record | None, second: Record | None, problem: str | None
) -> dict[str, Any]:
    """Judge one setting by the records of a run and of its restoration; pure."""
    before = at(first, path) if first else None
    after = at(second, path) if second else None
    cell = {
        "used": show(before) if before else None,
        "came_back": show(after) if after else None,
    }
    if problem or before is None:
        return {
            "outcome": str(Outcome.LOUD),
            "detail": problem or f"{path} did not reach the core",
            **cell,
        }
    if after is not None and equal(after, before):
        return {"outcome": str(Outcome.RIGHT), "detail": "came back equal", **cell}
    retyped = after is not None and same_value(before, after)
    outcome = Outcome.RETYPED if retyped else Outcome.SILENT
    return {
        "outcome": str(outcome),
        "detail": f"{cell['used']} came back as {cell['came_back']}",
        **cell,
    }
