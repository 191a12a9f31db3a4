"""The tools that take a trial: our start-up, our ``compare``, and two of others."""

import ast
import itertools
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks import interleaved
from benchmarks.acceptance.plan import (
    COMPARE,
    CONTESTANTS,
    OURS,
    PEERS,
    SEQUENTIAL,
    Kind,
    Plan,
    Trial,
)
from benchmarks.categories.startup.jobs import Job
from benchmarks.copying import copy_row
from benchmarks.dialect import load as load_dialect
from benchmarks.errors import ProgramError
from benchmarks.registry import Adapter, find
from benchmarks.running import stamping
from benchmarks.texts import last_line
from configbench.errors import UnmeasuredError
from configbench.process import Command, Limits, run
from configbench.timing.measuring import fewest
from configbench.timing.rounds import Company, Start
from configbench.workplace import Workplace, workplace

Samples = dict[str, list[float]]

#: What is planted, into every contestant; the length is all that differs, so that compiling and
#: running the lines themselves cancels.  They wait by the wall clock and stay busy: a sleep ends
#: late by however long the scheduler takes, the more so under load, and work that is counted in CPU
#: time takes longer there; this way the planted difference is known in every trial.
BUSY = """\
import time as planted_time

planted_end = planted_time.perf_counter() + {seconds!r}
while planted_time.perf_counter() < planted_end:
    pass
"""

_TEST = """\
import subprocess

import pytest


@pytest.mark.parametrize("program", {programs!r})
def test_start(benchmark, program):
    benchmark.pedantic(
        subprocess.run,
        args=(["python", program],),
        kwargs={{"check": True, "stdout": subprocess.DEVNULL}},
        rounds={rounds},
        iterations=1,
        warmup_rounds={warm_ups},
    )
"""

#: A peer's whole trial; it takes seconds.
_LIMITS = Limits(seconds=600)


def present() -> tuple[str, ...]:
    """Return the tools that are there."""
    return tuple(
        tool
        for tool in (OURS, *PEERS)
        if tool in {OURS, COMPARE, SEQUENTIAL} or shutil.which(tool)
    )


def plant(source: str, seconds: float) -> str:
    """Return a program that is busy for so long just before it calls ``train()``.

    Last of all, since nothing is then left to run slower for it: what comes after a pause finds
    its caches cold, and 3 ms at the top of a program make it more than 3 ms later (decision 0011).

    Raises
    ------
    ProgramError
        If the program has no statement that calls ``train()``.
    """
    calls = [
        statement
        for statement in ast.walk(ast.parse(source))
        if isinstance(statement, ast.Assign | ast.Expr | ast.Return)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Name)
        and statement.value.func.id == "train"
    ]
    if not calls:
        raise ProgramError(
            "nothing can be planted: no statement of the program calls train()"
        )
    first = min(calls, key=lambda statement: statement.lineno)
    lines = source.splitlines(keepends=True)
    at = first.lineno - 1
    planted = textwrap.indent(BUSY.format(seconds=seconds), " " * first.col_offset)
    return "".join([*lines[:at], planted, *lines[at:]])


def planted_length(seconds: float, times: int = 20) -> dict[str, float]:
    """Measure how long the planted lines take: each time in a process of its own."""
    script = (
        "import time\nstarted = time.perf_counter()\n"
        + BUSY.format(seconds=seconds)
        + "print(time.perf_counter() - started)"
    )
    found = sorted(
        float(
            subprocess.run(  # noqa: S603  our own lines
                [sys.executable, "-c", script],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for _ in range(times)
    )
    return {"median": statistics.median(found), "least": found[0], "most": found[-1]}


class Load:
    """A load on all cores: one busy process each, from :meth:`begin` on."""

    def __init__(self) -> None:
        self._busy: list[subprocess.Popen[bytes]] = []

    def begin(self) -> None:
        """Start the load, once."""
        if not self._busy:
            command = [sys.executable, "-c", "while True: pass"]
            self._busy = [
                subprocess.Popen(command)  # noqa: S603  our own lines
                for _ in range(os.cpu_count() or 1)
            ]

    def end(self) -> None:
        """End it."""
        for process in self._busy:
            process.kill()
            process.wait()


def take(trial: Trial, plan: Plan, processes: int) -> Samples:
    """Take one trial; return seconds by contestant, round by round.

    A peer takes as many ``processes`` in all.

    Raises
    ------
    ProgramError, UnmeasuredError
        If a program could not be timed.
    """
    row = find(trial.kind.adapter)
    added = plan.added[trial.kind.name]
    load = Load()
    with tempfile.TemporaryDirectory(prefix="configbench-acceptance-") as name:
        folder = Path(name).resolve()
        programs = {
            "original": copy(row, folder / "original", 0.0),
            "twin": copy(row, folder / "twin", 0.0),
            "changed": copy(row, folder / "changed", added),
        }
        begin = load.begin if trial.kind.load else _nothing
        try:
            if trial.tool == OURS:
                return _ours(trial, programs, plan, begin)
            if trial.tool == COMPARE:
                return _compare(programs, processes // len(CONTESTANTS), begin)
            return _peer(trial.tool, programs, plan.warm_ups, processes // 2, begin)
        finally:
            load.end()


def _nothing() -> None:
    pass


def copy(row: Adapter, folder: Path, added: float) -> Path:
    """Copy a row with its configs, in their relative places; return the planted program."""
    program = copy_row(row, folder)
    source = program.read_text(encoding="utf-8")
    program.write_text(plant(source, added), encoding="utf-8")
    return program


def job(kind: Kind, program: Path) -> Job:
    """Return what is started of a program in trials of a kind."""
    row = find(kind.adapter)
    return Job(
        program,
        judged="after" if kind.imports else "stamp",
        saved=load_dialect(row).saved,
        binaries=row.binaries,
        imports=kind.imports,
    )


def _ours(
    trial: Trial, programs: dict[str, Path], plan: Plan, begin: Callable[[], None]
) -> Samples:
    jobs = {name: job(trial.kind, program) for name, program in programs.items()}
    half = len(CONTESTANTS) * (plan.warm_ups + plan.surely * plan.starts) // 2
    number = itertools.count()

    def start(name: str) -> Start:
        if next(number) >= half:
            begin()
        return jobs[name].start()

    found = interleaved.measure(
        CONTESTANTS,
        start,
        plan.timing(trial.kind, trial.number),
        lambda _: None,
        company=Company("original", {"twin": "original"}),
    )
    for name, samples in found.items():
        if samples.fault:
            raise (UnmeasuredError if samples.trouble else ProgramError)(
                f"{name}: {samples.fault}"
            )
    return {name: samples.wall for name, samples in found.items()}


def _compare(
    programs: dict[str, Path], rounds: int, begin: Callable[[], None]
) -> Samples:
    """Have the original, its copy and the changed program timed by ``configbench compare``."""
    pair = [shlex.join(["python", str(programs[n])]) for n in ("original", "changed")]
    rounds = max(rounds, fewest(len(CONTESTANTS)))
    half = len(CONTESTANTS) * (rounds + 1) // 2
    with workplace() as place:
        told = place.base / "told.json"
        argv = ("python", "-m", "configbench", "compare", *pair)
        argv = (*argv, "--runs", str(rounds), "--export-json", str(told))
        content = _told_by(COMPARE, argv, place, told, half, begin)
    samples = content["samples"]
    letters = {"original": "A", "twin": "copy", "changed": "B"}
    return {name: samples[letter]["wall"] for name, letter in letters.items()}


def _peer(
    tool: str,
    programs: dict[str, Path],
    warm_ups: int,
    runs: int,
    begin: Callable[[], None],
) -> Samples:
    pair = [str(programs[name]) for name in ("original", "changed")]
    with workplace() as place:
        told = place.base / "told.json"
        argv = (
            _pytest(pair, warm_ups, runs, place.base, told)
            if tool == SEQUENTIAL
            else _hyperfine(pair, warm_ups, runs, told)
        )
        content = _told_by(tool, argv, place, told, runs + warm_ups, begin)
    if tool == SEQUENTIAL:
        times = [each["stats"]["data"] for each in content["benchmarks"]]
    else:
        times = [each["times"] for each in content["results"]]
    return dict(zip(("original", "changed"), times, strict=True))


def _told_by(
    tool: str,
    argv: Sequence[str],
    place: Workplace,
    told: Path,
    half: int,
    begin: Callable[[], None],
) -> Any:
    """Return the JSON that a tool has written into ``told``; call ``begin`` after ``half`` starts.

    Raises
    ------
    ProgramError
        If it has failed.
    """
    clock = place.base / "clock.jsonl"
    with _when(clock, half, begin):
        command = Command(
            tuple(argv),
            place,
            environ=stamping(clock, place.base / "planted"),
            limits=_LIMITS,
        )
        finished = run(command)
    if finished.exit != 0 or not told.is_file():
        said = last_line(finished.stderr or finished.stdout)
        raise ProgramError(f"{tool}: {finished.ended}: {said}")
    return json.loads(told.read_text(encoding="utf-8"))


def _hyperfine(pair: list[str], warm_ups: int, runs: int, told: Path) -> list[str]:
    return [
        *("hyperfine", "--shell=none", "--style=none"),
        *("--runs", str(runs), "--warmup", str(warm_ups)),
        *("--export-json", str(told)),
        *(shlex.join(["python", program]) for program in pair),
    ]


def _pytest(
    pair: list[str], warm_ups: int, runs: int, folder: Path, told: Path
) -> list[str]:
    text = _TEST.format(programs=pair, rounds=runs, warm_ups=warm_ups)
    (folder / "test_start.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return [
        *("python", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("-c", str(folder / "pytest.ini"), f"--benchmark-json={told}"),
        str(folder / "test_start.py"),
    ]


@contextmanager
def _when(clock: Path, starts: int, begin: Callable[[], None]) -> Iterator[None]:
    """Call ``begin`` as soon as ``clock`` holds so many stamps, while the body runs."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            with suppress(FileNotFoundError):
                if clock.read_bytes().count(b"\n") >= starts:
                    begin()
                    return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
