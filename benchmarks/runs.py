"""What the harness does with an adapter: probe it, let it train, train again from what it saved."""

import atexit
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import process
from benchmarks.errors import BenchError
from benchmarks.paths import CONTROL, REFERENCE
from benchmarks.process import Finished, Limits, environment, run
from benchmarks.registry import Adapter
from benchmarks.values import Typed, equal, parse, show
from benchmarks.zygote import Zygote

Record = dict[str, Typed]

#: A probe trains nothing; a minute is ample even for a slow library on a busy machine.
PROBE_LIMITS = Limits(seconds=60)
TRAIN_LIMITS = Limits(seconds=600)


@dataclass(frozen=True)
class Workplace:
    """Folders of one run: ``work`` is its working folder, ``home`` an empty home."""

    base: Path

    @property
    def work(self) -> Path:
        """The working folder."""
        return self.base / "work"

    @property
    def home(self) -> Path:
        """The empty home folder, which also marks the run's processes."""
        return self.base / "home"

    def files(self) -> list[str]:
        """Return the relative names of all files in the working folder, sorted."""
        return sorted(
            str(path.relative_to(self.work))
            for path in self.work.rglob("*")
            if path.is_file()
        )

    def write(self, files: Mapping[str, str]) -> None:
        """Lay files out in the working folder, or with ``~/`` in the home folder."""
        for name, text in files.items():
            at_home = name.startswith("~/")
            path = self.home / name[2:] if at_home else self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


@contextmanager
def workplace() -> Iterator[Workplace]:
    """Make the folders of one run, and remove them afterwards."""
    with tempfile.TemporaryDirectory(
        prefix="configbench-", ignore_cleanup_errors=True
    ) as name:
        place = Workplace(Path(name).resolve())
        place.work.mkdir()
        place.home.mkdir()
        yield place


@contextmanager
def _at(place: Workplace | None) -> Iterator[Workplace]:
    """Use the given place, or a new one that is removed afterwards."""
    if place is not None:
        yield place
        return
    with workplace() as new:
        yield new


def command_line(adapter: Adapter, words: Sequence[str]) -> str:
    """Return what is typed to start an adapter with some words, as the report shows it."""
    return process.command_line([*adapter.command.split(), *words])


@dataclass(frozen=True)
class Probe:
    """What an adapter did with some words: the records that reached the core, and how it ended."""

    adapter: str
    words: tuple[str, ...]
    reached: tuple[Record, ...]
    finished: Finished
    files: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the published form of a probe."""
        return {
            "adapter": self.adapter,
            "argv": list(self.finished.argv),
            "exit": self.finished.exit,
            "ended": self.finished.ended,
            "reached": list(self.reached),
            "stdout": self.finished.stdout,
            "stderr": self.finished.stderr,
            "files": list(self.files),
            "seconds": self.finished.seconds,
        }


@dataclass(frozen=True)
class Training:
    """A real training: how it ended, and what the core wrote into the folder of the run.

    ``metrics`` is the content of the only ``metrics.json`` below the working folder, else ``None``.
    """

    finished: Finished
    metrics: dict[str, float | str] | None

    @property
    def weights(self) -> str | None:
        """The hash of the trained weights, if training came to its end."""
        return str(self.metrics["weights_sha256"]) if self.metrics else None


def probe(
    adapter: Adapter,
    words: Sequence[str] = (),
    *,
    place: Workplace | None = None,
    limits: Limits = PROBE_LIMITS,
    environ: Mapping[str, str] | None = None,
    script: Path | None = None,
    fresh: bool = False,
    own_core: bool = False,
) -> Probe:
    """Run ``adapter`` with ``words`` up to the training core and see what arrived there.

    Parameters
    ----------
    adapter, words, limits
        What is run.
    place
        May hold files that the words name; by default it is new and empty.
    environ
        Further environment variables.
    script
        A Python file to run in the place of the program, which it can import as ``train``.
    fresh
        Start a new interpreter instead of forking a zygote.
    own_core
        Another training core lies beside the program, so that the zygote must not hold ours.
    """
    variables = _with_path(adapter, environ, script)
    fork = not (fresh or script)
    zygote = NURSERY.probing(adapter, own_core=own_core) if fork else None
    program = script or adapter.program
    with _at(place) as here:
        seen = _observe(program, words, here, limits, zygote, variables)
    return Probe(adapter.address, tuple(words), *seen)


def _observe(
    program: Path,
    words: Sequence[str],
    place: Workplace,
    limits: Limits,
    zygote: Zygote | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[tuple[Record, ...], Finished, tuple[str, ...]]:
    # Outside the working folder: not one of the files that the adapter left behind.
    file = place.base / "record.jsonl"
    file.unlink(missing_ok=True)
    finished = run(
        ["python", str(program), *words],
        cwd=place.work,
        home=place.home,
        probe=f"record:{file}",
        environ=environ,
        limits=limits,
        zygote=zygote,
    )
    return tuple(read_lines(file)), finished, tuple(place.files())


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Return the JSON objects that the probe left, a line each; none if there is no file.

    What is not a JSON object was not written by the probe and does not count.
    """
    found = []
    for line in file.read_bytes().splitlines() if file.is_file() else []:
        with suppress(ValueError):
            content = json.loads(line)
            if isinstance(content, dict):
                found.append(content)
    return found


def control() -> Record:
    """Return the record of the control: all settings at their defaults, as literals.

    Raises
    ------
    BenchError
        If the control itself does not run; then nothing can be compared.
    """
    with workplace() as place:
        reached, finished, _ = _observe(CONTROL, (), place, PROBE_LIMITS)
    if len(reached) != 1 or finished.exit != 0:
        raise BenchError(
            f"the control {CONTROL} did not reach the core ({finished.ended}): "
            f"{last_line(finished.stderr)}"
        )
    return reached[0]


def defaults(adapter: Adapter) -> Record:
    """Return the record of ``adapter`` without any words.

    Raises
    ------
    BenchError
        If it does not reach the core exactly once.
    """
    seen = probe(adapter)
    if len(seen.reached) != 1:
        raise BenchError(_not_once(f"{adapter.name} without words", seen))
    return seen.reached[0]


#: What choosing each model by name must bring: the design's defaults.
MODELS: dict[str, Typed] = {
    "lstm": parse("LSTM(hidden_dim=64, n_layers=2, head_dims=[32])"),
    "lstmattn": parse(
        "LSTMATTN(hidden_dim=64, n_layers=2, head_dims=[32], n_heads=2, dropout=0.2)"
    ),
    "bert": parse(
        "BERT(hidden_dim=64, n_layers=2, head_dims=[32], n_heads=2, dropout=0.2)"
    ),
}


def train(
    adapter: Adapter,
    words: Sequence[str] = (),
    *,
    place: Workplace | None = None,
    limits: Limits = TRAIN_LIMITS,
    environ: Mapping[str, str] | None = None,
    script: Path | None = None,
    fresh: bool = False,
) -> Training:
    """Let ``adapter`` really train; the parameters are those of :func:`probe`."""
    zygote = None if fresh or script else NURSERY.training(adapter)
    variables = _with_path(adapter, environ, script)
    program = script or adapter.program
    with _at(place) as here:
        return _train(program, words, here, limits, zygote, variables)


def _with_path(
    adapter: Adapter, environ: Mapping[str, str] | None, script: Path | None
) -> dict[str, str]:
    """Add to the environment where a script finds the program.  A fork would not heed it."""
    path = {"PYTHONPATH": str(adapter.folder)} if script else {}
    return {**(environ or {}), **path}


def train_reference(record: Record, *, limits: Limits = TRAIN_LIMITS) -> Training:
    """Really train with the settings of ``record``, without any configuration manager.

    The same settings give the same bits, so each is trained once.
    """
    # Where the run was is no part of how it trains, and this one must stay in its own workplace.
    record = record | {"run_dir": parse("Path('outputs/run')")}
    key = json.dumps(record)
    if key not in _REFERENCES:
        with workplace() as place:
            file = place.base / "settings.json"
            file.write_text(json.dumps(record), encoding="utf-8")
            zygote = NURSERY.training(None)
            _REFERENCES[key] = _train(REFERENCE, [str(file)], place, limits, zygote)
    return _REFERENCES[key]


_REFERENCES: dict[str, Training] = {}


def _train(
    program: Path,
    words: Sequence[str],
    place: Workplace,
    limits: Limits,
    zygote: Zygote | None,
    environ: Mapping[str, str] | None = None,
) -> Training:
    finished = run(
        ["python", str(program), *words],
        cwd=place.work,
        home=place.home,
        environ=environ,
        limits=limits,
        zygote=zygote,
    )
    found = list(place.work.rglob("metrics.json"))
    metrics = (
        json.loads(found[0].read_text(encoding="utf-8")) if len(found) == 1 else None
    )
    return Training(finished, metrics)


class Nursery:
    """The zygotes: for probes and for trainings, of each set of distributions.

    Programs with the same distributions share one; that more is imported than a program asks for
    does not show in what arrives.
    """

    def __init__(self) -> None:
        self._zygotes: dict[tuple[str, tuple[str, ...]], Zygote] = {}
        self._modules: dict[tuple[str, ...], list[str]] = {}
        self.enabled = sys.platform == "linux"

    def probing(self, adapter: Adapter, *, own_core: bool = False) -> Zygote | None:
        """Return the zygote for probes of ``adapter``; without our core if it has its own."""
        kind = "libraries" if own_core else "probes"
        return self._get(kind, adapter.distributions, adapter.program)

    def training(self, adapter: Adapter | None) -> Zygote | None:
        """Return the zygote for trainings of ``adapter``, or of the core alone."""
        if adapter is None:
            return self._get("trainings", (), CONTROL)
        return self._get("trainings", adapter.distributions, adapter.program)

    def _get(
        self, kind: str, distributions: tuple[str, ...], program: Path
    ) -> Zygote | None:
        if not self.enabled:
            return None
        if not self._zygotes:
            atexit.register(self.close)
        key = (kind, distributions)
        zygote = self._zygotes.pop(key, None)
        if zygote is not None and zygote.ended:
            zygote.close()
            zygote = None
        # Put back as the last: the order is that of use.
        self._zygotes[key] = zygote or self._make(kind, distributions, program)
        self._forget_trainings()
        return self._zygotes[key]

    def _make(self, kind: str, distributions: tuple[str, ...], program: Path) -> Zygote:
        if distributions not in self._modules:
            self._modules[distributions] = _learn(program)
        modules = self._modules[distributions]
        if kind == "libraries":
            ours = "shared_model"
            modules = [name for name in modules if name.partition(".")[0] != ours]
        elif kind == "trainings":
            modules = [*modules, *TRAINING_MODULES]
        return Zygote(modules, environment(Path("/nonexistent")))

    def _forget_trainings(self) -> None:
        # Each holds torch, some 300 MiB.
        held = [key for key in self._zygotes if key[0] == "trainings"]
        for key in held[:-_TRAININGS_HELD]:
            self._zygotes.pop(key).close()

    def close(self) -> None:
        """End all zygotes."""
        while self._zygotes:
            self._zygotes.popitem()[1].close()


#: How many zygotes with torch are kept: the core alone, a row, and its neighbour.
_TRAININGS_HELD = 3

#: What the core imports to train: no torch operation runs before the fork.
TRAINING_MODULES = [
    "torch",
    "torch._dynamo",
    "torch._inductor.config",
    "sklearn.metrics",
]

NURSERY = Nursery()


def _learn(program: Path) -> list[str]:
    """Run ``program`` once in a fork of an empty zygote; return the modules that it imported."""
    zygote = Zygote([], environment(Path("/nonexistent")))
    try:
        with workplace() as place:
            names = place.base / "modules"
            run(
                ["python", str(program)],
                cwd=place.work,
                home=place.home,
                probe=f"record:{place.base / 'record'}",
                limits=PROBE_LIMITS,
                zygote=zygote,
                learn=names,
            )
            text = names.read_text(encoding="utf-8") if names.is_file() else ""
    finally:
        zygote.close()
    return [name for name in text.splitlines() if name != "__main__"]


@dataclass(frozen=True)
class Rerun:
    """A run and its repetition from nothing but the saved config.

    Attributes
    ----------
    problem
        Why there is no comparison, in one sentence, or ``None``.
    saved
        Relative names of the saved files.
    restore
        The words that started the repetition.
    first, second
        The records of the two runs.
    weights
        The hashes of the trained weights of the two runs.
    """

    problem: str | None
    saved: tuple[str, ...] = ()
    restore: tuple[str, ...] = ()
    first: Record | None = None
    second: Record | None = None
    weights: tuple[str | None, str | None] = (None, None)

    @property
    def differences(self) -> list[str]:
        """The settings that differ, as sentences; ``run_dir`` belongs to the run alone."""
        if self.first is None or self.second is None:
            return []
        found = []
        for name, before in self.first.items():
            after = self.second.get(name)
            if name != "run_dir" and not (after and equal(before, after)):
                came = show(after) if after else "nothing"
                found.append(f"{name}: {show(before)} came back as {came}")
        return found

    @property
    def equal(self) -> bool:
        """Whether record and weights came back equal."""
        first, second = self.weights
        return (
            self.problem is None
            and not self.differences
            and first is not None
            and first == second
        )


def rerun(adapter: Adapter, words: Sequence[str] = ()) -> Rerun:
    """Train with ``words``, carry the saved config to an empty folder, train from it there."""
    observed = probe(adapter, words)
    if len(observed.reached) != 1:
        return Rerun(_not_once("the first run", observed))
    (first,) = observed.reached
    with workplace() as one, workplace() as two, workplace() as three:
        training = train(adapter, words, place=one)
        if training.weights is None:
            problem = (
                "the first run left no metrics.json below its working folder, or several: "
                "rerun needs a relative run_dir"
                if training.finished.exit == 0
                else f"the first run did not finish training ({training.finished.ended}): "
                f"{last_line(training.finished.stderr)}"
            )
            return Rerun(problem, first=first)
        try:
            carried, saved = carry(adapter, one, two)
        except BenchError as error:
            return Rerun(str(error), first=first, weights=(training.weights, None))
        words = adapter.dialect().restore(str(carried))
        done = Rerun(
            None,
            saved=tuple(saved),
            restore=tuple(words),
            first=first,
            weights=(training.weights, None),
        )
        again = probe(adapter, words, place=two)
        if len(again.reached) != 1:
            return replace(done, problem=_not_once("the saved config", again))
        return replace(
            done,
            second=again.reached[0],
            weights=(training.weights, train(adapter, words, place=three).weights),
        )


def restore(
    adapter: Adapter, words: Sequence[str]
) -> tuple[Record | None, Record | None, str | None]:
    """Return the records of a run and of its restoration elsewhere, without training.

    The third value is the reason, in one sentence, why a record is missing.
    """
    with workplace() as one, workplace() as two:
        observed = probe(adapter, words, place=one)
        if len(observed.reached) != 1:
            return None, None, _not_once("the first run", observed)
        try:
            carried, _ = carry(adapter, one, two)
        except BenchError as error:
            return observed.reached[0], None, str(error)
        again = probe(adapter, adapter.dialect().restore(str(carried)), place=two)
        if len(again.reached) != 1:
            return observed.reached[0], None, _not_once("the saved config", again)
        return observed.reached[0], again.reached[0], None


def carry(
    adapter: Adapter, source: Workplace, target: Workplace
) -> tuple[Path, list[str]]:
    """Copy nothing but the saved config from one workplace to another.

    Returns
    -------
    tuple
        Where it lies now, and the relative names of its files.

    Raises
    ------
    BenchError
        If there is not exactly one saved config.
    """
    pattern = adapter.dialect().saved
    found = sorted(source.work.glob(pattern))
    if len(found) != 1:
        raise BenchError(
            f"{len(found)} places match {pattern!r} after the run; expected one saved config"
        )
    carried = target.base / "saved" / found[0].name
    carried.parent.mkdir()
    if found[0].is_dir():
        shutil.copytree(found[0], carried)
    else:
        shutil.copy(found[0], carried)
    paths = [carried, *carried.rglob("*")]
    names = [str(path.relative_to(carried.parent)) for path in paths if path.is_file()]
    return carried, sorted(names)


def _not_once(which: str, seen: Probe) -> str:
    return (
        f"{which} reached the core {len(seen.reached)} times, not once "
        f"({seen.finished.ended}): {last_line(seen.finished.stderr)}"
    )


def last_line(text: str) -> str:
    """Return the line that says what went wrong, for a sentence that quotes an output.

    The last line with an error in it, for some libraries end with advice; else the first that is
    no warning, for what went wrong is said before what may be done about it.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # Not HYDRA_FULL_ERROR=1, which is advice.
    form = re.compile(r"(?<!_)(?:error|exception)\b", re.IGNORECASE)
    if errors := [line for line in lines if form.search(line)]:
        return errors[-1]
    said = [line for line in lines if "warning" not in line.lower()]
    return (said or lines or ["(no output)"])[0]
