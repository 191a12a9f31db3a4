"""What the harness does with an adapter: probe it, let it train, train again from what it saved."""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchError
from benchmarks.paths import CONTROL
from benchmarks.process import Finished, Limits, run
from benchmarks.registry import Adapter
from benchmarks.values import Typed, parse, show

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
        """Lay files out in the working folder."""
        for name, text in files.items():
            path = self.work / name
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
) -> Probe:
    """Run ``adapter`` with ``words`` up to the training core and see what arrived there.

    ``place`` may hold files that the words name; by default it is fresh and empty.
    """
    if place is None:
        with workplace() as fresh:
            return probe(adapter, words, place=fresh, limits=limits)
    return Probe(
        adapter.address, tuple(words), *_observe(adapter.program, words, place, limits)
    )


def _observe(
    program: Path, words: Sequence[str], place: Workplace, limits: Limits
) -> tuple[tuple[Record, ...], Finished, tuple[str, ...]]:
    # Outside the working folder: not one of the files that the adapter left behind.
    file = place.base / "record.jsonl"
    file.unlink(missing_ok=True)
    finished = run(
        ["python", str(program), *words],
        cwd=place.work,
        home=place.home,
        probe=f"record:{file}",
        limits=limits,
    )
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return tuple(json.loads(line) for line in lines), finished, tuple(place.files())


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
) -> Training:
    """Let ``adapter`` really train."""
    return _train([str(adapter.program), *words], place, limits)


def train_reference(record: Record, *, limits: Limits = TRAIN_LIMITS) -> Training:
    """Really train with the settings of ``record``, without any configuration manager."""
    with workplace() as place:
        file = place.base / "settings.json"
        file.write_text(json.dumps(record), encoding="utf-8")
        return _train(["-m", "benchmarks.reference", str(file)], place, limits)


def _train(words: Sequence[str], place: Workplace | None, limits: Limits) -> Training:
    if place is None:
        with workplace() as fresh:
            return _train(words, fresh, limits)
    finished = run(["python", *words], cwd=place.work, home=place.home, limits=limits)
    found = list(place.work.rglob("metrics.json"))
    metrics = (
        json.loads(found[0].read_text(encoding="utf-8")) if len(found) == 1 else None
    )
    return Training(finished, metrics)


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
        return [
            f"{name}: {show(self.first[name])} came back as {show(self.second[name])}"
            for name in self.first
            if name != "run_dir" and self.first[name] != self.second.get(name)
        ]

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
    dialect = adapter.dialect()
    with workplace() as one, workplace() as two:
        observed = probe(adapter, words)
        if len(observed.reached) != 1:
            return Rerun(
                f"the first run reached the core {len(observed.reached)} times "
                f"({observed.finished.ended}): {last_line(observed.finished.stderr)}"
            )
        (first,) = observed.reached
        training = train(adapter, words, place=one)
        if training.weights is None:
            return Rerun(
                f"the first run did not finish training ({training.finished.ended}): "
                f"{last_line(training.finished.stderr)}",
                first=first,
            )
        found = sorted(one.work.glob(dialect.saved))
        if len(found) != 1:
            return Rerun(
                f"{len(found)} places match {dialect.saved!r} after the first run; "
                "expected one saved config",
                first=first,
            )
        target = two.base / "saved" / found[0].name
        if found[0].is_dir():
            shutil.copytree(found[0], target)
            saved = sorted(str(p.relative_to(target.parent)) for p in target.rglob("*"))
        else:
            target.parent.mkdir()
            shutil.copy(found[0], target)
            saved = [target.name]
        restore = dialect.restore(str(target))
        again = probe(adapter, restore, place=two)
        if len(again.reached) != 1:
            return Rerun(
                f"the saved config did not start a run ({again.finished.ended}): "
                f"{last_line(again.finished.stderr)}",
                saved=tuple(saved),
                restore=tuple(restore),
                first=first,
                weights=(training.weights, None),
            )
        (second,) = again.reached
        with workplace() as three:
            repeated = train(adapter, restore, place=three)
        return Rerun(
            None,
            saved=tuple(saved),
            restore=tuple(restore),
            first=first,
            second=second,
            weights=(training.weights, repeated.weights),
        )


def last_line(text: str) -> str:
    """Return the line that says what went wrong, for a sentence that quotes an output.

    The last line with an error in it, for some libraries end with advice; else the last line.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [
        line for line in lines if re.search(r"error\b|exception\b", line, re.IGNORECASE)
    ]
    return (errors or lines or ["(no output)"])[-1]
