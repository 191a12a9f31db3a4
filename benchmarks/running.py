"""A row is run: up to the training core, to see what arrives there, or through a real training."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import core
from benchmarks.errors import ForeignInputError, ProgramError
from benchmarks.leftovers import taken_from
from benchmarks.nursery import NURSERY
from benchmarks.paths import CONTROL, REFERENCE
from benchmarks.registry import Adapter
from benchmarks.registry import control as the_control
from benchmarks.shell import command_line
from benchmarks.texts import last_line
from benchmarks.values import Typed
from benchmarks.workers import Memory
from configbench import foreign
from configbench.errors import UnmeasuredError
from configbench.foreign import Form
from configbench.looking import Look, Then, prepare
from configbench.process import Command, Finished, Limits, Watch, run
from configbench.records import NUMBER, SHA256, TEXT, TEXTS, hit
from configbench.workplace import Workplace, workplace, workplace_or
from configbench.zygote import Zygote

#: What reached the core in one call: typed settings by name.
Record = dict[str, Typed]

#: What a training wrote about itself; see :data:`METRICS`.
Metrics = dict[str, Any]

#: What the core's ``metrics.json`` holds.
METRICS: Mapping[str, Form] = {
    "run_name": TEXT,
    "tags": TEXTS,
    "auc": NUMBER,
    "accuracy": NUMBER,
    "loss": NUMBER,
    "weights_sha256": SHA256,
}

#: Bytes that a ``metrics.json`` may have.
_METRICS_SIZE = 1024 * 1024

#: A probe trains nothing; a minute is ample even for a slow library on a busy machine.
PROBE_LIMITS = Limits(seconds=60)
TRAIN_LIMITS = Limits(seconds=600)


@dataclass(frozen=True)
class Manner:
    """How a row is started, where that is not the usual way.

    Attributes
    ----------
    environ
        Further environment variables.
    script
        A Python file to run in the place of the program, which it can import as ``train``.
    fresh
        Start a new interpreter instead of forking a zygote.
    own_core
        Another training core lies beside the program, so that the zygote must not hold ours.
    limits
        What it may use, if it is not :data:`PROBE_LIMITS`.
    trains
        Really train, instead of ending at the core with a record of what arrived.
    """

    environ: Mapping[str, str] = field(default_factory=dict)
    script: Path | None = None
    fresh: bool = False
    own_core: bool = False
    limits: Limits = PROBE_LIMITS
    trains: bool = False

    def command(self, row: Adapter, words: Sequence[str], place: Workplace) -> Command:
        """Return what is run."""
        environ = dict(self.environ)
        if self.script:
            # Where the script finds the program.  A fork would not heed it.
            environ["PYTHONPATH"] = str(row.folder)
        argv = ("python", str(self.script or row.program), *words)
        if not self.trains:
            environ = recording(place, environ)
        return Command(
            argv, place, environ=environ, binaries=row.binaries, limits=self.limits
        )

    def zygote(self, row: Adapter) -> Zygote | None:
        """Return what is forked, or nothing for a fresh interpreter."""
        if self.fresh or self.script:
            return None
        return NURSERY.parent(row, trains=self.trains, own_core=self.own_core)


USUAL = Manner()


@dataclass(frozen=True)
class Probe:
    """What a row did with some words: the records that reached the core, and how it ended.

    ``files`` are the relative names of what it left in its working folder.
    """

    row: str
    words: tuple[str, ...]
    reached: tuple[Record, ...]
    finished: Finished
    files: tuple[str, ...]

    def once(self, which: str) -> Record:
        """Return the only record.

        Raises
        ------
        ProgramError
            If the core was reached another number of times; ``which`` says what was run.
        """
        if len(self.reached) != 1:
            raise ProgramError(
                f"{which} reached the core {len(self.reached)} times, not once "
                f"({self.finished.ended}): {last_line(self.finished.stderr)}"
            )
        return self.reached[0]

    def as_json(self) -> dict[str, object]:
        """Return the published form of a probe."""
        return {
            "adapter": self.row,
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
    metrics: Metrics | None

    @property
    def weights(self) -> str | None:
        """The hash of the trained weights, if training came to its end."""
        return str(self.metrics["weights_sha256"]) if self.metrics else None


def probe(
    row: Adapter,
    words: Sequence[str] = (),
    place: Workplace | None = None,
    manner: Manner = USUAL,
) -> Probe:
    """Run a row with ``words`` up to the training core and see what arrived there.

    ``place`` may hold files that the words name; by default it is new and empty.

    Raises
    ------
    ForeignInputError
        If it left a record that is none, or too many files to list.
    MissingError
        If it needs torch, where the row's environment has none.
    """
    with workplace_or(place) as here:
        finished = _run(row, words, here, manner)
        reached = records(here, finished)
        with taken_from(here.base):
            files = tuple(here.files())
        return Probe(row.address, tuple(words), reached, finished, files)


def train(
    row: Adapter,
    words: Sequence[str] = (),
    place: Workplace | None = None,
    manner: Manner = USUAL,
) -> Training:
    """Let a row really train; the parameters are those of :func:`probe`.

    Raises
    ------
    ForeignInputError
        If it left a ``metrics.json`` that is none.
    MissingError
        If the row's environment has no torch.
    """
    manner = replace(manner, trains=True, limits=TRAIN_LIMITS)
    with workplace_or(place) as here:
        return Training(_run(row, words, here, manner), metrics(here))


def _run(
    row: Adapter, words: Sequence[str], place: Workplace, manner: Manner
) -> Finished:
    if manner.trains:
        row.environment.require_torch()
    command = manner.command(row, words, place)
    zygote = manner.zygote(row)
    finished = run(command, zygote)
    if finished.exit and _NO_TORCH.search(finished.stderr):
        # No row of the tree needs any to reach the core; a stranger's may.
        row.environment.require_torch()
    return finished


#: How Python says that a program has looked for torch in vain.
_NO_TORCH = re.compile(
    r"^ModuleNotFoundError: No module named 'torch[.']", re.MULTILINE
)


def observe(
    command: Command, watch: Watch | None = None
) -> tuple[tuple[Record, ...], Finished]:
    """Run a command with the probe; return the records that reached the core, and how it ended.

    Raises
    ------
    ForeignInputError
        If it left a record that is none.
    """
    finished = run_recorded(command, watch)
    return records(command.place, finished), finished


def run_recorded(command: Command, watch: Watch | None = None) -> Finished:
    """Run a command with the probe, whose records are read from the place afterwards."""
    environ = recording(command.place, command.environ)
    return run(replace(command, environ=environ), watch=watch)


def record_file(place: Workplace) -> Path:
    """Return where the probe leaves a line for each time that a run reached the core."""
    # Outside the working folder: not one of the files that the program left behind.
    return place.base / "record.jsonl"


def recording(
    place: Workplace, beside: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Forget what was recorded in a place; return the variables that have a run recorded there.

    Those ``beside`` them are kept.

    Raises
    ------
    ForeignInputError
        If a run before has removed the place.
    """
    with taken_from(place.base):
        file = foreign.emptied(record_file(place))
    return core.recorded(file).environ(beside)


def stamping(
    file: Path | str, planted: Path | None = None, then: Then = Then.CLOCK
) -> dict[str, str]:
    """Return the variables that have a run stamp the clocks into a file, and end at the core.

    Where ``planted`` may be written, the run need not compile the place that is looked at.
    """
    look = Look(core.PLACE, file, then)
    if planted is None:
        return look.environ()
    return look.environ(prepare(core.PLACE, core.SOURCE, planted))


def records(place: Workplace, finished: Finished) -> tuple[Record, ...]:
    """Return what reached the core in the last run in a place, which ended as ``finished`` tells.

    Raises
    ------
    ForeignInputError
        If a record is none; the sentence names the line, the key and what is expected there.
    """
    # Whoever is killed may be in the middle of a line.
    return records_in(record_file(place), cut=not finished.ended_by_itself)


def records_in(file: Path, *, cut: bool) -> tuple[Record, ...]:
    """Return the records in a file; ``cut`` tells that its last line may be half.

    Raises
    ------
    ForeignInputError
        As :func:`records`.
    """
    with taken_from(file.parent):
        lines = foreign.objects(file, cut=cut)
        return tuple(hit(content, where).values for where, content in lines)


def metrics_files(place: Workplace) -> list[Path]:
    """Return all that is called ``metrics.json`` below the working folder, sorted.

    Raises
    ------
    ForeignInputError
        If the folder holds too much to be searched.
    """
    with taken_from(place.base):
        return foreign.matching(place.work, "**/metrics.json")


def metrics_in(file: Path) -> Metrics:
    """Return what a ``metrics.json`` of the core holds.

    Raises
    ------
    ForeignInputError
        If it is none; the sentence names the key and what is expected there.
    """
    with taken_from(file.parent):
        content = foreign.parse(foreign.read(file, _METRICS_SIZE), file.name)
        found: Metrics = foreign.check(content, file.name, METRICS, others=True)
        return found


def metrics(place: Workplace) -> Metrics | None:
    """Return the only ``metrics.json`` below the working folder, else nothing.

    Raises
    ------
    ForeignInputError
        If it is none.
    """
    found = metrics_files(place)
    return metrics_in(found[0]) if len(found) == 1 else None


def control() -> Record:
    """Return the record of the control: all settings at their defaults, as literals.

    Raises
    ------
    UnmeasuredError
        If the control itself does not run; then nothing can be compared.
    """
    try:
        with workplace() as place:
            bare = the_control().binaries
            command = Command(("python", str(CONTROL)), place, binaries=bare)
            reached, finished = observe(command)
    except ForeignInputError as error:
        raise UnmeasuredError(f"the control {CONTROL}: {error}") from error
    if len(reached) != 1 or finished.exit != 0:
        raise UnmeasuredError(
            f"the control {CONTROL} did not reach the core ({finished.ended}): "
            f"{last_line(finished.stderr)}"
        )
    return reached[0]


def defaults(row: Adapter) -> Record:
    """Return the record of a row without any words.

    Raises
    ------
    ProgramError
        If it does not reach the core exactly once.
    """
    return probe(row).once(f"{row.name} without words")


def train_reference(record: Record) -> Training:
    """Really train with the settings of ``record``, without any configuration manager.

    The same settings give the same bits, so each is trained once.

    Raises
    ------
    UnmeasuredError
        If the reference does not end by itself: then nothing can be compared with it.
    """
    # Where the run was is no part of how it trains, and this one must stay in its own workplace.
    record = record | {core.FOLDER: core.SOMEWHERE}
    key = json.dumps(record)
    return _REFERENCES.get(key, lambda: _trained(key))


_REFERENCES = Memory[str, Training]()


def _trained(settings: str) -> Training:
    with workplace() as place:
        file = place.base / "settings.json"
        file.write_text(settings, encoding="utf-8")
        argv = ("python", str(REFERENCE), str(file))
        bare = the_control().binaries
        command = Command(argv, place, binaries=bare, limits=TRAIN_LIMITS)
        finished = run(command, NURSERY.training(None))
        try:
            trained = Training(finished, metrics(place))
        except ForeignInputError as error:
            raise UnmeasuredError(f"the reference: {error}") from error
    if not trained.finished.ended_by_itself:
        raise UnmeasuredError(f"the reference: {trained.finished.ended}")
    return trained


def typed_command(row: Adapter, words: Sequence[str]) -> str:
    """Return what is typed to start a row with some words, as the report shows it."""
    return command_line([*row.started, *words])
