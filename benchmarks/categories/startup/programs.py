"""The programs that are started: made ready, started, judged start by start."""

import importlib.util
import pkgutil
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import contract, process, runs
from benchmarks.axes import overrides
from benchmarks.axes.startup.cases import CASES, FIVE, MISTAKE, Judged
from benchmarks.axes.startup.rounds import Start, Starter
from benchmarks.errors import BenchError
from benchmarks.outcomes import (
    EXPLAINED,
    Judgement,
    Outcome,
    compare,
    judge_mistake,
    judge_task,
)
from benchmarks.paths import CONTROL
from benchmarks.process import Finished, Limits
from benchmarks.registry import Adapter, UnsupportedError

CONTROL_NAME = "control"
#: The contestant of ``with_torch`` that imports torch and does nothing else.
IMPORT_NAME = "import torch"
TWIN = "+twin"
#: Rows that are copied to know what a program differs from itself: a light one and a heavy one.
TWINNED = ("argparse", "hydra")

LIMITS = Limits(seconds=30)

PEAK = CONTROL.parent / "peak.py"
AFTER = CONTROL.parent / "after.py"

#: The clocks of a process and of its reaping tick differently: a jiffy, in seconds.
_JIFFY = 0.01

Cell = dict[str, Any]


class Refused(BenchError):  # noqa: N818  an answer, not a fault
    """Start-up times are not published from this environment."""


@dataclass(frozen=True)
class Job:
    """What is started, again and again.

    Attributes
    ----------
    program, words
        The command line, behind ``python``.
    judged
        How a start is judged.
    saved
        What must lie below the working folder at the stamp, as a pattern.
    files
        Laid out in the working folder before.
    """

    program: Path
    words: tuple[str, ...] = ()
    judged: Judged = "stamp"
    saved: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """The facts of one start.

    Attributes
    ----------
    finished
        How it ended.
    stamps
        What the probe left.
    saved
        Whether a saved config lies there.
    marks
        The clocks that ``after.py`` left, as pairs of wall and CPU time.
    memory
        Peak in MiB, where it was looked at.
    """

    finished: Finished
    stamps: Sequence[Mapping[str, Any]] = ()
    saved: bool = True
    marks: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    memory: float | None = None


def judge(judged: Judged, seen: Seen) -> Start:
    """Judge one start by its facts; pure."""
    start = _JUDGES[judged](seen)
    if start.fault is not None:
        return start
    return Start(start.wall, start.cpu, start.torch, memory=seen.memory)


def judge_start(
    finished: Finished, stamps: Sequence[Mapping[str, Any]], *, saved: bool
) -> Start:
    """Judge one start: exactly one stamp, inside the run, exit 0, the config saved; pure."""
    if finished.exceeded or finished.exit != 0:
        return _fault(finished)
    if len(stamps) != 1:
        return Start(fault=f"{len(stamps)} stamps instead of one")
    wall = float(stamps[0].get("monotonic", 0)) - finished.started
    cpu = float(stamps[0].get("cpu", 0))
    if not 0 < wall <= finished.seconds or not 0 < cpu <= finished.cpu + _JIFFY:
        return Start(fault="a stamp from outside the run")
    if not saved:
        return Start(fault="reported ready before the config was saved")
    return Start(wall, cpu, torch=bool(stamps[0].get("torch")))


def _stamp(seen: Seen) -> Start:
    return judge_start(seen.finished, seen.stamps, saved=seen.saved)


def _whole(seen: Seen) -> Start:
    start = _stamp(seen)
    finished = seen.finished
    return start if start.fault else Start(finished.seconds, finished.cpu)


def _help(seen: Seen) -> Start:
    finished = seen.finished
    if finished.exceeded or finished.exit != 0:
        return _fault(finished)
    if seen.stamps:
        return Start(fault="reached the core instead of helping")
    if not (finished.stdout.strip() or finished.stderr.strip()):
        return Start(fault="helped without a word")
    return Start(finished.seconds, finished.cpu)


def _mistake(seen: Seen) -> Start:
    finished = seen.finished
    if finished.exceeded or finished.exit is None or finished.exit < 0:
        return _fault(finished)
    if seen.stamps:
        return Start(fault="the mistake reached the core")
    if finished.exit == 0:
        return Start(fault="exit 0 for a mistake")
    return Start(finished.seconds, finished.cpu)


def _after(seen: Seen) -> Start:
    start = _stamp(seen)
    if start.fault:
        return start
    if "ready" not in seen.marks:
        return Start(fault="torch was not imported before")
    wall, cpu = seen.marks["ready"]
    ready = seen.finished.started + start.wall
    if not seen.finished.started < wall < ready or not 0 < cpu < start.cpu:
        return Start(fault="a mark from outside the run")
    return Start(ready - wall, start.cpu - cpu)


def _import(seen: Seen) -> Start:
    finished = seen.finished
    if finished.exceeded or finished.exit != 0 or "after" not in seen.marks:
        return _fault(finished)
    (before, cpu_before), (after, cpu_after) = seen.marks["before"], seen.marks["after"]
    return Start(after - before, cpu_after - cpu_before, torch=True)


_JUDGES: Mapping[Judged, Callable[[Seen], Start]] = {
    "stamp": _stamp,
    "whole": _whole,
    "help": _help,
    "mistake": _mistake,
    "after": _after,
    "import": _import,
}


def _fault(finished: Finished) -> Start:
    return Start(fault=f"{finished.ended}: {runs.last_line(finished.stderr)}")


def twinned(adapters: Sequence[Adapter]) -> list[str]:
    """Return the names of the rows that get a twin: a light and a heavy one, or else the last."""
    names = [adapter.name for adapter in adapters]
    return [name for name in names if name in TWINNED] or names[-1:]


class Contestants:
    """The programs that are started, by name.

    Attributes
    ----------
    twins
        The original of each twin.
    children
        Seconds that started programs took so far, from spawn to reaped.
    """

    def __init__(
        self, adapters: Sequence[Adapter], folder: Path, limits: Limits = LIMITS
    ) -> None:
        refuse_plugins()
        self._limits = limits
        self._folder = folder
        self._adapters = {adapter.name: adapter for adapter in adapters}
        self.children = 0.0
        self.twins: dict[str, str] = {}
        self._jobs: dict[str, dict[str, Job]] = {
            "default": {CONTROL_NAME: Job(CONTROL)}
        }
        self._first: dict[str, runs.Record] = {}
        self._carried: dict[str, Path] = {}
        for adapter in adapters:
            self._add(adapter.name, adapter.program, adapter)
        for original in twinned(adapters):
            adapter, name = self._adapters[original], original + TWIN
            self._add(name, copy(adapter, folder / "twins"), adapter)
            self.twins[name] = adapter.name

    def _add(self, name: str, program: Path, adapter: Adapter) -> None:
        jobs = self._jobs["default"]
        if name in jobs:
            raise BenchError(f"two contestants are called {name!r}; rename a folder")
        jobs[name] = Job(program, saved=adapter.dialect().saved)

    @property
    def names(self) -> list[str]:
        """The names of all contestants."""
        return self.lineup("default")

    def lineup(self, case: str) -> list[str]:
        """Return the names of the contestants of a case that is ready."""
        return list(self._jobs[case])

    def start(self, name: str) -> Start:
        """Start one contestant once, with nothing changed."""
        return self.starter("default")(name)

    def starter(self, case: str, *, peak: bool = False) -> Starter:
        """Return what starts the contestants of a case; with ``peak`` it looks at their memory.

        A start with ``peak`` goes through another process, so its times are not to be used.
        """
        return lambda name: self._start(self._jobs[case][name], peak=peak)

    def _start(self, job: Job, *, peak: bool) -> Start:
        with runs.workplace() as place:
            place.write(job.files)
            clock, marks, memory = (
                place.base / name for name in ("clock.jsonl", "marks", "memory")
            )
            argv = ["python", str(job.program), *job.words]
            if job.judged == "after":
                argv = ["python", str(AFTER), "torch", str(marks), *argv[1:]]
            elif job.judged == "import":
                argv = ["python", str(AFTER), "torch", str(marks)]
            if peak:
                argv = ["python", "-I", "-S", str(PEAK), str(memory), *argv]
            finished = self._run(argv, place, f"clock:{clock}")
            seen = Seen(
                finished=finished,
                stamps=runs.read_lines(clock),
                saved=job.saved is None or any(place.work.glob(job.saved)),
                marks=next(iter(runs.read_lines(marks)), {}),
                memory=_mib(memory) if peak else None,
            )
        return judge(job.judged, seen)

    def _run(self, argv: Sequence[str], place: runs.Workplace, probe: str) -> Finished:
        finished = process.run(
            argv, cwd=place.work, home=place.home, probe=probe, limits=self._limits
        )
        self.children += finished.seconds
        return finished

    def prepare(self, name: str) -> dict[str, Cell]:
        """Make a case ready; return the cells of rows that do not do its job, and so get no time.

        What a program does is looked at before it is timed: a fast wrong answer is none.
        """
        case = CASES[name]
        if name == "default":
            return {}
        jobs = {CONTROL_NAME: Job(CONTROL, judged=case.control)}
        if case.row == "after":
            jobs[IMPORT_NAME] = Job(AFTER, judged="import")
        faulty: dict[str, Cell] = {}
        for adapter in self._adapters.values():
            try:
                found = self._ready(name, adapter)
            except BenchError as error:
                found = {"outcome": str(Outcome.BROKEN), "detail": str(error)}
            if isinstance(found, Job):
                jobs[adapter.name] = found
            else:
                faulty[adapter.name] = found
        self._jobs[name] = jobs
        return faulty

    def _ready(self, name: str, adapter: Adapter) -> Job | Cell:
        row, saved = CASES[name].row, adapter.dialect().saved
        if name == "five_overrides":
            return self._five(adapter)
        if name == "mistake":
            return self._mistaken(adapter)
        if name == "rerun":
            return self._rerun(adapter)
        if row == "help":
            return Job(adapter.program, ("--help",), row)
        return Job(adapter.program, (), row, saved)

    def _probe(
        self, adapter: Adapter, words: Sequence[str], place: runs.Workplace
    ) -> runs.Probe:
        # Fresh: a zygote that idles beside the timed programs would be a load of ours.
        seen = runs.probe(adapter, words, place=place, fresh=True, limits=self._limits)
        self.children += seen.finished.seconds
        return seen

    def _defaults(self, adapter: Adapter) -> runs.Record:
        """Run once with nothing changed; keep the record, and the saved config in our folder."""
        if adapter.name not in self._first:
            with runs.workplace() as place:
                seen = self._probe(adapter, (), place)
                if len(seen.reached) != 1:
                    raise BenchError(
                        f"reached the core {len(seen.reached)} times without words "
                        f"({seen.finished.ended}): {runs.last_line(seen.finished.stderr)}"
                    )
                target = runs.Workplace(self._folder / "saved" / adapter.name)
                target.base.mkdir(parents=True)
                self._carried[adapter.name] = runs.carry(adapter, place, target)[0]
                self._first[adapter.name] = seen.reached[0]
        return self._first[adapter.name]

    def _five(self, adapter: Adapter) -> Job | Cell:
        try:
            words = contract.spell_all(adapter.dialect(), dict(FIVE))
        except UnsupportedError as error:
            return {"outcome": str(Outcome.UNSUPPORTED), "detail": str(error)}
        effect = {path: contract.literal(value) for path, value in FIVE.items()}
        with runs.workplace() as place:
            seen = self._probe(adapter, words, place)
        judged = judge_task(seen, effect, self._defaults(adapter))
        return _timed(judged) or Job(
            adapter.program, tuple(words), saved=adapter.dialect().saved
        )

    def _rerun(self, adapter: Adapter) -> Job | Cell:
        first = self._defaults(adapter)
        words = adapter.dialect().restore(str(self._carried[adapter.name]))
        with runs.workplace() as place:
            seen = self._probe(adapter, words, place)
        if len(seen.reached) != 1:
            judged = judge_task(seen, {}, first)
        else:
            judged = compare(seen.reached[0], first, set())
        return _timed(judged) or Job(
            adapter.program, tuple(words), saved=adapter.dialect().saved
        )

    def _mistaken(self, adapter: Adapter) -> Job | Cell:
        said = overrides.words(adapter)[MISTAKE]
        with runs.workplace() as place:
            place.write(said.files)
            try:
                words = process.words(said.line, cwd=place.work, home=place.home)
            except ValueError as error:
                raise BenchError(str(error)) from error
            seen = self._probe(adapter, words, place)
        if said.unsupported:
            return {
                "outcome": str(Outcome.UNSUPPORTED),
                "detail": f"declared unsupported: {said.unsupported}",
            }
        judged = judge_mistake(seen, adapter.dialect().left_in(seen.files))
        return _timed(judged, said.cause) or Job(
            adapter.program, tuple(words), "mistake", files=said.files
        )

    def words(self, case: str, name: str) -> str | None:
        """Return the command line of a row as the report shows it; the saved run is *SAVED*."""
        job, adapter = self._jobs[case].get(name), self._adapters.get(name)
        if job is None or adapter is None:
            return None
        carried = str(self._carried.get(name, ""))
        words = [
            word.replace(carried, "SAVED") if carried else word for word in job.words
        ]
        return runs.command_line(adapter, words)

    def line(self, case: str, name: str) -> str | None:
        """Return the one command line that a contestant is started by, to be pasted into a shell.

        It starts in a new folder, with the environment of the measurement, and prints the stamp.
        """
        job = self._jobs[case].get(name)
        return None if job is None else _line(job, self._carried.get(name))


def _timed(judged: Judgement, cause: str | None = None) -> Cell | None:
    """Return the cell of a row that does something else than asked; ``None`` if it is to be timed.

    An equal value of another type is no other job.
    """
    if judged.outcome in {Outcome.RIGHT, Outcome.RETYPED}:
        return None
    cell: Cell = {
        "outcome": str(judged.outcome),
        "detail": f"not timed: {judged.detail}",
    }
    if judged.outcome in EXPLAINED:
        cell["cause"] = cause or "unexplained"
    return cell


def _line(job: Job, carried: Path | None) -> str:
    environ = process.environment(Path("$PWD"), probe="clock:/dev/stdout")
    settings = [
        f"{key}={shlex.quote(value)}" for key, value in environ.items() if key != "HOME"
    ]
    start = ["env", "-i", 'HOME="$PWD"', *settings, "python"]
    program = shlex.quote(str(job.program))
    steps = ['cd "$(mktemp -d)"']
    for name, text in job.files.items():
        steps.append(f"printf %s {shlex.quote(text)} > {shlex.quote(name)}")
    words = [shlex.quote(word) for word in job.words]
    if carried is not None and any(str(carried) in word for word in job.words):
        # The saved run of the measurement will be gone; one more run makes one.
        steps.append(f"{' '.join([*start, program])} > /dev/null")
        found = f'"$(find "$PWD" -name {shlex.quote(carried.name)})"'
        words = [
            found.join(
                shlex.quote(part) if part else "" for part in word.split(str(carried))
            )
            for word in job.words
        ]
    argv = start
    if job.judged in {"after", "import"}:
        argv = [*start, shlex.quote(str(AFTER)), "torch", "/dev/stdout"]
    if job.judged != "import":
        argv = [*argv, program]
    return " && ".join([*steps, f"time {' '.join([*argv, *words])}"])


def _mib(file: Path) -> float | None:
    try:
        return int(file.read_text(encoding="ascii")) / 1024
    except (OSError, ValueError):
        return None


def copy(adapter: Adapter, folder: Path) -> Path:
    """Copy an adapter with its configs, in their relative places; return the program."""
    target = folder / "adapters" / adapter.name
    shutil.copytree(adapter.folder, target)
    if adapter.configs:
        shutil.copytree(adapter.configs, folder / "configs" / adapter.name)
    return target / adapter.program.name


def refuse_plugins() -> None:
    """Refuse to publish start-up times where plugins of Hydra slow it without being used.

    Raises
    ------
    Refused
        Naming the plugins.
    """
    spec = importlib.util.find_spec("hydra_plugins")
    if spec is None or spec.submodule_search_locations is None:
        return
    found = [
        module.name for module in pkgutil.iter_modules(spec.submodule_search_locations)
    ]
    if found:
        raise Refused(
            f"start-up is not measured here: hydra_plugins holds {', '.join(sorted(found))}, "
            "which Hydra imports at every start; uninstall them or use a fresh environment"
        )
