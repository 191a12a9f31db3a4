"""A saved run is carried to an empty folder and started again from there, alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks import core
from benchmarks.dialect import Dialect, load
from benchmarks.errors import ForeignInputError, ProgramError
from benchmarks.leftovers import taken_from
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.running import Metrics, Probe, Record, Training, probe, train
from benchmarks.texts import last_line
from benchmarks.values import equal, show
from configbench import foreign
from configbench.workplace import Workplace, workplace


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
    trained
        What the first training wrote about itself.
    """

    problem: str | None
    saved: tuple[str, ...] = ()
    restore: tuple[str, ...] = ()
    first: Record | None = None
    second: Record | None = None
    weights: tuple[str | None, str | None] = (None, None)
    trained: Metrics | None = None

    @property
    def differences(self) -> list[str]:
        """The settings that differ, as sentences; where it went belongs to the run alone."""
        if self.first is None or self.second is None:
            return []
        found = []
        for name, before in self.first.items():
            after = self.second.get(name)
            if name != core.FOLDER and not (after and equal(before, after)):
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


def rerun(row: Adapter, words: Sequence[str] = ()) -> Rerun:
    """Train with ``words``, carry the saved config to an empty folder, train from it there.

    Raises
    ------
    ForeignInputError
        If a run left something that cannot be used.
    """
    try:
        first = probe(row, words).once("the first run")
    except ForeignInputError:
        raise
    except ProgramError as error:
        return Rerun(str(error))
    dialect = load(row)
    with workplace() as one, workplace() as two, workplace() as three:
        trained = train(row, words, one)
        begun = Rerun(
            None, first=first, weights=(trained.weights, None), trained=trained.metrics
        )
        try:
            _require_weights(trained)
            saved = carry(dialect, one, two)
        except ForeignInputError:
            raise
        except ProgramError as error:
            return replace(begun, problem=str(error))
        again = dialect.restore(saved.path)
        begun = replace(begun, saved=saved.names, restore=tuple(again))
        try:
            second = probe(row, again, two).once("the saved config")
        except ForeignInputError:
            raise
        except ProgramError as error:
            return replace(begun, problem=str(error))
        weights = (trained.weights, train(row, again, three).weights)
        return replace(begun, second=second, weights=weights)


def _require_weights(trained: Training) -> None:
    if trained.weights is not None:
        return
    finished = trained.finished
    if finished.exit == 0:
        raise ProgramError(
            "the first run left no metrics.json below its working folder, or several: "
            f"rerun needs a relative {core.FOLDER}"
        )
    raise ProgramError(
        f"the first run did not finish training ({finished.ended}): "
        f"{last_line(finished.stderr)}"
    )


@dataclass(frozen=True)
class Saved:
    """A saved config that was carried away: where it lies now, and its files' relative names."""

    path: Path
    names: tuple[str, ...]

    def texts(self) -> dict[str, str]:
        """Return the content of its files by name, as text whatever it is."""
        return {name_in(self.path, path): text(path) for path in files_of(self.path)}


def name_in(saved: Path, file: Path) -> str:
    """Return how a file of a saved config is called: from the saved file or folder on."""
    return foreign.shown(file.relative_to(saved.parent))


def content(path: Path) -> bytes:
    """Return the content of a file that a run left.

    Raises
    ------
    ForeignInputError
        If it is no regular file, or too large.
    """
    with taken_from(path.parent):
        return foreign.read(path, foreign.SAVED)


def text(path: Path) -> str:
    """Return the content of a file as text, whatever it is; errors are those of :func:`content`."""
    return content(path).decode("utf-8", "backslashreplace")


def files_of(saved: Path) -> list[Path]:
    """Return the regular files of a saved config: itself, or all that its folder holds.

    Raises
    ------
    ForeignInputError
        If the folder holds too much to be listed.
    """
    with taken_from(saved.parent):
        return [entry.path for entry in foreign.regular_files(saved)]


def carry(dialect: Dialect, source: Workplace, target: Workplace) -> Saved:
    """Copy nothing but the saved config from one workplace to another.

    Raises
    ------
    ProgramError
        If there is not exactly one saved config; a ``ForeignInputError`` if it cannot be copied.
    """
    found = dialect.found_in(source.work)
    if len(found) != 1:
        raise ProgramError(
            f"{len(found)} places match {dialect.saved!r} after the run; "
            "expected one saved config",
            Outcome.REJECTED,
        )
    return copied(found[0], target)


def copied(saved: Path, target: Workplace) -> Saved:
    """Copy one saved config into a workplace, outside its working folder.

    Raises
    ------
    ForeignInputError
        If anything but folders and regular files is in it, or too much.
    """
    carried = target.base / "saved" / saved.name
    carried.parent.mkdir()
    with taken_from(saved.parent):
        foreign.copy(saved, carried)
    names = [name_in(carried, path) for path in files_of(carried)]
    return Saved(carried, tuple(sorted(names)))


@dataclass(frozen=True)
class Trip:
    """A saved run and its restoration elsewhere, without training.

    Attributes
    ----------
    first
        The run.
    files
        The texts of its saved files, by name.
    second
        The restoration, if there was something to restore.
    problem
        Why there was not, or ``None``.
    """

    first: Probe
    files: Mapping[str, str] = field(default_factory=dict)
    second: Probe | None = None
    problem: str | None = None


def trip(
    row: Adapter, words: Sequence[str], files: Mapping[str, str] | None = None
) -> Trip:
    """Run with ``words``, carry the saved config to an empty folder, start from it there.

    ``files`` are laid out for the first run, as the words name them.

    Raises
    ------
    ForeignInputError
        If a run left something that cannot be used.
    """
    dialect = load(row)
    with workplace() as one, workplace() as two:
        one.write(files or {})
        first = probe(row, words, one)
        try:
            first.once("the first run")
            saved = carry(dialect, one, two)
        except ForeignInputError:
            raise
        except ProgramError as error:
            return Trip(first, problem=str(error))
        texts = saved.texts()
        return Trip(first, texts, probe(row, dialect.restore(saved.path), two))
