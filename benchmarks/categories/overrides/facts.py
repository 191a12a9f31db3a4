"""What is asked of a row, and what was seen of it."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from benchmarks.categories.overrides.cases import Case
from benchmarks.categories.overrides.words import Words
from benchmarks.dialect import Dialect
from benchmarks.running import Manner, Probe, Record, Training
from configbench.workplace import Workplace


@dataclass(frozen=True)
class Trial:
    """A case in a row's words.

    Attributes
    ----------
    case, words
        What is asked, and how it is said.
    program
        What is typed to start the row.
    dialect
        How the row spells settings.
    defaults
        The row's own record without any words: what is not asked for must equal it.
    """

    case: Case
    words: Words
    program: str
    dialect: Dialect
    defaults: Record

    @property
    def tried(self) -> "list[Trial]":
        """All that is run.

        The plain line, and the documented spelling where that is another; or, where the program
        has no way, the attempts, and what shows how the library does it.
        """
        if gap := self.words.gap:
            return [replace(self, words=replace(each, gap=gap)) for each in gap.tried]
        if self.words.remedy is None:
            return [self]
        return [self, replace(self, words=self.words.remedied)]

    def lay_out(self, place: Workplace) -> Manner:
        """Write the files of the case and of the words; return how the row is started there."""
        place.write({**self.case.files, **self.words.files})
        script = place.work / self.words.script if self.words.script else None
        return Manner(environ=self.words.env, script=script)

    def typed(self, line: str) -> str:
        """Return a whole command line, as it is typed at the root of the repository."""
        return self.words.typed(self.program, line)


class Trained(NamedTuple):
    """Real trainings that settle what arrived: as it did, and as it was asked for.

    ``asked`` is ``None`` where nothing can be asked for: of a mistake.
    """

    arrived: Training
    asked: Training | None


@dataclass(frozen=True)
class Facts:
    """What was seen of a trial.

    Attributes
    ----------
    trial
        What was asked.
    place
        Where it ran; its folders are gone.
    probe
        What arrived, of the last line where there are several.
    trained
        What training did with it, where only that can tell.
    earlier
        The runs of the lines before.
    """

    trial: Trial
    place: Workplace
    probe: Probe
    trained: Trained | None = None
    earlier: tuple[Probe, ...] = ()
