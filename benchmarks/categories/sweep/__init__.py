"""Sweeps: one program run with many settings, each row in its own way, on an existing engine.

What counts is what reached the training core: every combination once, with the right record, and
each saved where no other run is saved.  A saved run is read back by the program itself.  The jobs
train nothing, so that what is left of the time is the engine's.

Everything happens in a copy of the repository that holds the row's program and config files
alone; temporary files lie beside it, and whatever was started is ended with the run.
"""

import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks import process, runs
from benchmarks.beyond.recipes import CASES, Recipe, recipes
from benchmarks.errors import BenchError, nearest
from benchmarks.outcomes import (
    EXPLAINED,
    Judgement,
    Outcome,
    at,
    broken,
    compare,
    expected_record,
)
from benchmarks.process import Finished, Limits, Look
from benchmarks.registry import Adapter
from benchmarks.runs import Record, Workplace
from benchmarks.values import Typed, parse

#: A cluster of one machine takes seconds to start, and more on a busy one.
LIMITS = Limits(seconds=240)

_LR, _SIZE = "optimizer.lr", "batch_size"
_SIZES = ("16", "32", "64")
Effect = dict[str, Typed]


def _effects(rates: Sequence[str], sizes: Sequence[str]) -> tuple[Effect, ...]:
    return tuple(
        {_LR: parse(rate), _SIZE: parse(size)} for rate, size in product(rates, sizes)
    )


#: The combinations that must reach the core, case by case; ``random`` draws its own.
EFFECTS: Mapping[str, tuple[Effect, ...]] = {
    "grid": _effects(("0.001", "0.0003"), _SIZES),
    "failing": _effects(("0.001", "0.0003"), ("16",)),
    "resume": _effects(("0.001", "0.0003"), _SIZES),
    "killed": _effects(("0.001", "0.0003"), _SIZES),
    "cluster": _effects(("0.001", "0.0003"), _SIZES),
}
#: Of ``random``: how many, and between which learning rates.
DRAWN, LOWEST, HIGHEST = 4, 1e-4, 1e-2

#: Of a sweep that was to be disturbed, and had ended before.
OVER = "nothing"

#: A sweep is interrupted after so many runs; so many more may be under way and be run again.
_BEFORE, _UNDER_WAY = 3, 2


@dataclass(frozen=True)
class Sweep:
    """What a sweep did.

    Attributes
    ----------
    finished
        How its command ended; of an interrupted sweep, how the second one did.
    reached
        The records that reached the core, the second sweep's behind the first one's.
    saved
        The record that each saved run brings back; ``None`` where it is refused.
    before
        How many of ``reached`` are of a first sweep that was interrupted.
    disturbed
        What was done to it, in words; ``OVER`` if it had ended before.
    """

    finished: Finished
    reached: tuple[Record, ...]
    saved: tuple[Record | None, ...] = ()
    before: int = 0
    disturbed: str = ""


@dataclass(frozen=True)
class Tally:
    """The records of a sweep, sorted by the combinations that were asked for."""

    worst: Judgement
    times: tuple[int, ...]
    stray: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How many combinations did not arrive."""
        return self.times.count(0)

    @property
    def again(self) -> int:
        """How many runs were repetitions."""
        return sum(max(0, count - 1) for count in self.times)


#: What comparing can say, from good to bad.
_SEVERITY = {Outcome.RIGHT: 0, Outcome.RETYPED: 1, Outcome.SILENT: 2}


def tally(
    records: Sequence[Record], effects: Sequence[Effect], defaults: Record
) -> Tally:
    """Sort records by the combinations that were asked for; pure."""
    times = [0] * len(effects)
    worst = Judgement(Outcome.RIGHT, "each as asked")
    stray = []
    for record in records:
        found = [
            compare(record, expected_record(defaults, effect), set(effect))
            for effect in effects
        ]
        best = min(range(len(found)), key=lambda i: _SEVERITY[found[i].outcome])
        if found[best].outcome is Outcome.SILENT:
            stray.append(found[best].detail)
            continue
        times[best] += 1
        worst = max(worst, found[best], key=lambda each: _SEVERITY[each.outcome])
    return Tally(worst, tuple(times), tuple(stray))


def judge(case: str, done: Sweep, defaults: Record) -> Judgement:
    """Judge what a sweep did; pure.

    In this order: a run that nobody asked for, or one too many, is *silent*; a combination that
    never arrived is *loud* if the exit code tells, else *silent*; all arrived and then a failure is
    *late*; runs that are not saved one by one are *silent*.

    A refused job must not end the others, so ``failing`` may end with any exit code.  Jobs that
    were under way at an interruption may have run twice.  A job is killed before it reaches the
    core: ``killed`` is *right* only where it was run again.
    """
    if reason := broken(done.finished):
        return Judgement(Outcome.BROKEN, reason)
    ended = done.finished.ended
    if done.disturbed == OVER:
        outcome = Outcome.BROKEN if done.finished.exit == 0 else Outcome.LOUD
        return Judgement(outcome, f"over before it was disturbed: {ended}")
    effects = EFFECTS.get(case) or drawn(done.reached)
    if case == "random" and (fault := judge_draw(effects)):
        return Judgement(Outcome.SILENT, fault)
    if case == "random" and len(effects) != DRAWN:
        told = len(effects) < DRAWN and done.finished.exit != 0
        count = f"{len(effects)} runs instead of {DRAWN}; {ended}"
        return Judgement(Outcome.LOUD if told else Outcome.SILENT, count)
    found = tally(done.reached, effects, defaults)
    count = f"{len(effects) - found.missing} of {len(effects)} combinations arrived"
    if found.again and case == "resume":
        count += f", {found.again} of them twice"
    if found.stray:
        return Judgement(Outcome.SILENT, f"one run too many: {found.stray[0]}")
    if found.again > (_UNDER_WAY if case == "resume" else 0):
        return Judgement(Outcome.SILENT, f"{found.again} runs too many; {count}")
    if found.missing:
        told = done.finished.exit != 0
        outcome = Outcome.LOUD if told else Outcome.SILENT
        return Judgement(outcome, f"{count}; {ended}")
    if done.finished.exit != 0 and case != "failing":
        return Judgement(Outcome.LATE, f"{count}, then {ended}")
    if unsaved := judge_saved(done, effects, defaults):
        return Judgement(Outcome.SILENT, unsaved)
    if found.worst.outcome is not Outcome.RIGHT:
        return Judgement(found.worst.outcome, found.worst.detail)
    if case == "resume":
        more = len(done.reached) - done.before
        count = f"{done.before} runs before the interruption and {more} after; {count}"
    if case == "failing":
        count += f" beside the refused one; {ended}"
    return Judgement(Outcome.RIGHT, f"{count}, each saved on its own")


def judge_saved(done: Sweep, effects: Sequence[Effect], defaults: Record) -> str | None:
    """Tell what is wrong with the saved runs: each combination once, by what it brings back."""
    # What is brought back may have another type: that is the round trip's to tell, not ours.
    brought = [record for record in done.saved if record is not None]
    found = tally(brought, effects, defaults)
    lost = [
        effect for effect, times in zip(effects, found.times, strict=True) if not times
    ]
    if lost or found.stray:
        return (
            f"{len(effects)} combinations ran, and {len(effects) - len(lost)} of them can be "
            f"restored from {len(brought)} saved runs"
        )
    return None


def drawn(records: Sequence[Record]) -> tuple[Effect, ...]:
    """Return the combinations that a random search has drawn, as its records have them."""
    found = []
    for record in records:
        rate, size = at(record, _LR), at(record, _SIZE)
        if rate is not None and size is not None:
            found.append({_LR: rate, _SIZE: size})
    return tuple(found)


def judge_draw(effects: Sequence[Effect]) -> str | None:
    """Tell what is wrong with what a random search drew, or ``None``; pure."""
    rates = [effect[_LR] for effect in effects]
    sizes = [effect[_SIZE] for effect in effects]
    for rate in rates:
        if rate["t"] != "float" or not LOWEST <= float(rate["v"]) <= HIGHEST:
            return (
                f"a learning rate of {rate.get('v')} ({rate['t']}) was not to be drawn"
            )
    for size in sizes:
        if size not in [parse(allowed) for allowed in _SIZES]:
            return f"a batch size of {size.get('v')} ({size['t']}) was not to be drawn"
    if len({rate["v"] for rate in rates}) != len(rates):
        return "the same learning rate was drawn twice"
    return None


class Gate:
    """Holds the jobs of a running sweep in the training core, and does something to it once.

    The probe appends to a file.  Where a pipe without a reader stands in its place, opening it
    blocks: so a job that trains nothing can be met in its middle.

    Parameters
    ----------
    file
        Where the probe leaves a line for each run.
    after
        After how many lines the gate closes.
    act
        Is given the process id of the sweep once jobs have been held; returns what it did, or
        nothing to be called again.  Then the gate opens.

    Attributes
    ----------
    did
        What was done, in words; empty if the sweep was over before.
    """

    def __init__(self, file: Path, after: int, act: Callable[[int], str]) -> None:
        self.did = ""
        self._file, self._after, self._act = file, after, act
        self._pipe: int | None = None
        self._looks = 0
        file.touch()

    def __call__(self, pid: int) -> None:
        """Look; close, act and open when it is time."""
        if self.did:
            self._drain()
        elif self._looks:
            self._looks += 1
            if self._looks > _HELD:
                self.did = self._act(pid)
            if self.did:
                self._open()
        elif len(runs.read_lines(self._file)) >= self._after:
            self._looks = 1
            # Never without a file at this place: a job would make one.
            self._passed.hardlink_to(self._file)
            pipe = self._file.with_suffix(".pipe")
            os.mkfifo(pipe)
            pipe.replace(self._file)

    @property
    def _passed(self) -> Path:
        return self._file.with_suffix(".passed")

    def _open(self) -> None:
        # With a reader, the blocked jobs go on; whoever comes later finds a file again.
        self._pipe = os.open(self._file, os.O_RDONLY | os.O_NONBLOCK)
        self._passed.rename(self._file)

    def _drain(self) -> None:
        if self._pipe is None:
            return
        with suppress(BlockingIOError):
            while text := os.read(self._pipe, 65536):
                with self._file.open("ab") as end:
                    end.write(text)

    def close(self) -> tuple[Record, ...]:
        """Return the records of all runs that reached the core."""
        if self._pipe is not None:
            self._drain()
            os.close(self._pipe)
        elif self._looks:
            self._passed.rename(self._file)
        return tuple(runs.read_lines(self._file))


#: Looks of 50 ms for which a gate stays closed: long enough for a job to come up to it.
_HELD = 40


def interrupt(pid: int) -> str:
    """Do what Ctrl-C does: SIGINT for the whole group in the foreground."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGINT)
    return "interrupted by SIGINT"


def kill_worker(home: Path, title: str) -> str:
    """Kill one process of the run whose title begins so; return what was killed, if any."""
    for pid in process.marked(home):
        with suppress(OSError):
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
            shown = line.decode("utf-8", "replace").strip()
            if title in shown:
                os.kill(pid, signal.SIGKILL)
                return f"killed a process of {title}"
    return ""


def run(adapter: Adapter, recipe: Recipe, script: str | None = None) -> Sweep:
    """Do one case in a fresh place and see what happened.

    Parameters
    ----------
    adapter, recipe
        What is run.
    script
        Instead of the recipe's own.
    """
    script = script or recipe.script
    with runs.workplace() as place:
        prepare(adapter, recipe, place)
        gate = None
        if recipe.case == "resume":
            gate = Gate(place.base / "first.jsonl", _BEFORE, interrupt)
        elif recipe.case == "killed":
            kill = partial(kill_worker, place.home, recipe.worker)
            gate = Gate(place.base / "first.jsonl", 0, lambda _: kill())
        before: tuple[Record, ...] = ()
        if gate is not None:
            finished = _observe(script, place, place.base / "first.jsonl", gate)
            before = gate.close()
            if not gate.did or recipe.case == "killed":
                saved = tuple(_restored(adapter, place))
                return Sweep(finished, before, saved, 0, gate.did or OVER)
        file = place.base / "record.jsonl"
        finished = _observe(script, place, file)
        return Sweep(
            finished,
            (*before, *runs.read_lines(file)),
            tuple(_restored(adapter, place)),
            len(before),
            gate.did if gate else "",
        )


def prepare(adapter: Adapter, recipe: Recipe, place: Workplace) -> None:
    """Lay out the row's program and config files, and what the recipe writes and changes.

    Raises
    ------
    BenchError
        If a text that the recipe changes does not stand in the program exactly once.
    """
    folders = [adapter.folder, *([adapter.configs] if adapter.configs else [])]
    for folder in folders:
        name = "adapters" if folder == adapter.folder else "configs"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(folder, place.work / name / adapter.name, ignore=ignored)
    program = place.work / "adapters" / adapter.name / adapter.program.name
    text = program.read_text(encoding="utf-8")
    for old, new in recipe.edit.items():
        if text.count(old) != 1:
            raise BenchError(
                f"{adapter.folder}/sweeps.toml: {recipe.engine}.edit: {old!r} stands "
                f"{text.count(old)} times in {adapter.program.name}, expected once"
            )
        text = text.replace(old, new)
    program.write_text(text, encoding="utf-8")
    place.write(recipe.files)
    temporary(place).mkdir()


def temporary(place: Workplace) -> Path:
    """Return the folder for the temporary files of a run: removed with the run."""
    return place.base / "tmp"


def _observe(
    script: str, place: Workplace, file: Path, look: Look | None = None
) -> Finished:
    finished = process.run(
        ["bash", "-c", script],
        cwd=place.work,
        home=place.home,
        probe=f"record:{file}",
        environ={"TMPDIR": str(temporary(place))},
        limits=LIMITS,
        look=look,
    )
    return replace(
        finished,
        stdout=finished.stdout.replace(str(place.work), "$PWD"),
        stderr=finished.stderr.replace(str(place.work), "$PWD"),
    )


def _restored(adapter: Adapter, place: Workplace) -> Iterator[Record | None]:
    """Yield the record that each saved run below the working folder brings back."""
    dialect = adapter.dialect()
    ours = {place.work / "adapters", place.work / "configs"}
    for saved in sorted(place.work.glob(dialect.saved)):
        if not ours & set(saved.parents):
            seen = runs.probe(adapter, dialect.restore(str(saved)))
            yield seen.reached[0] if len(seen.reached) == 1 else None


def measure(adapter: Adapter, recipe: Recipe, single: float) -> dict[str, Any]:
    """Do one case with one engine and return its cell.

    ``single`` is the wall time of one run of the program without a sweep, in seconds.
    """
    address = f"sweep/{adapter.name}/{recipe.name}"
    facts: dict[str, Any] = {
        "by": recipe.by,
        "reproduce": f"python -m benchmarks reproduce {address}",
        "intent": CASES[recipe.case],
        "command": recipe.script.strip(),
        "files": dict(recipe.files),
        "edit": dict(recipe.edit),
        "lines": recipe.lines(),
        "page": recipe.page,
    }
    if missing := recipe.missing():
        return {
            "outcome": str(Outcome.SKIPPED),
            "detail": f"{', '.join(missing)} is not installed; "
            "pip install -e '.[beyond]', or make benchmark-beyond",
            **facts,
        }
    defaults = runs.defaults(adapter)
    done = run(adapter, recipe)
    judged = judge(recipe.case, done, defaults)
    outcome = judged.outcome
    if recipe.reason is not None:
        facts |= {"reason": recipe.reason, "attempt_outcome": str(outcome)}
        outcome = Outcome.UNSUPPORTED
    elif recipe.remedy is not None:
        again = judge(recipe.case, run(adapter, recipe, recipe.remedy), defaults)
        facts["remedy"] = {
            "command": recipe.remedy.strip(),
            "outcome": str(again.outcome),
            "detail": again.detail,
        }
    if outcome in EXPLAINED:
        facts["cause"] = adapter.causes.get(f"sweep/{recipe.name}", "unexplained")
    jobs = len(done.reached)
    if recipe.case in {"grid", "random"} and jobs:
        seconds = {
            "whole": done.finished.seconds,
            "single": single,
            "per_job": overhead(done.finished.seconds, jobs, single),
        }
        # One start each: more digits would say more than was measured.
        facts["seconds"] = {key: round(value, 2) for key, value in seconds.items()}
    if done.disturbed:
        facts["disturbed"] = done.disturbed
    return {
        "outcome": str(outcome),
        "detail": judged.detail,
        "exit": done.finished.exit,
        "reached": jobs,
        "says": runs.last_line(done.finished.stderr or done.finished.stdout)
        if done.finished.exit
        else "",
        **facts,
    }


def overhead(whole: float, jobs: int, single: float) -> float:
    """Return the seconds that each job takes beyond a single run; below 0 where it takes less.

    >>> overhead(12.0, 6, 0.5)
    1.5
    """
    return whole / jobs - single


def single_run(adapter: Adapter) -> float:
    """Return the wall time of one run without a sweep, in seconds: the median of three."""
    return sorted(runs.probe(adapter, fresh=True).finished.seconds for _ in range(3))[1]


def measure_all(adapter: Adapter) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each case's name and cell, engine by engine."""
    single = single_run(adapter)
    for name, recipe in recipes(adapter).items():
        yield name, _whole(adapter, recipe, single)


def measure_case(adapter: Adapter, case: str) -> dict[str, Any]:
    """Return one cell.

    Raises
    ------
    BenchError
        If the row has no such case.
    """
    found = recipes(adapter)
    if case not in found:
        raise BenchError(f"there is no sweep {case!r}{nearest(case, found)}")
    return measure(adapter, found[case], single_run(adapter))


def _whole(adapter: Adapter, recipe: Recipe, single: float) -> dict[str, Any]:
    """Return a cell also where the case could not be measured: it is broken, and says why."""
    try:
        return measure(adapter, recipe, single)
    except BenchError as error:
        return {
            "outcome": str(Outcome.BROKEN),
            "by": recipe.by,
            "cause": "unexplained",
            "detail": str(error),
            "reproduce": f"python -m benchmarks reproduce sweep/{adapter.name}/{recipe.name}",
        }
