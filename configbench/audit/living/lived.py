"""Who accepts what of one program: comments first, then ``pyproject.toml``, then the baseline."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from configbench import project
from configbench.audit import fingerprints
from configbench.audit.living import days
from configbench.audit.living.baseline import Baseline, Entry
from configbench.audit.living.commented import Comments
from configbench.audit.living.ignores import Ignore
from configbench.audit.model import Audit, Finding


class Keeping(StrEnum):
    """What becomes of a baseline."""

    #: It is read.
    READ = "--baseline"
    #: What is found no longer is dropped.
    UPDATE = "--update-baseline"
    #: What is found is added, too.
    WRITE = "--write-baseline"


@dataclass(frozen=True)
class Acceptance:
    """Who accepts something, and why: as in :class:`configbench.audit.model.Accepted`."""

    by: str
    reason: str = ""


@dataclass(frozen=True)
class Lived:
    """What is accepted of one program.

    Attributes
    ----------
    program
        Its name; empty for the one of a command line.
    entries
        Of the baseline, this program's.
    baseline
        What a sentence calls its file; empty for none.
    ignores
        Of ``pyproject.toml``.
    today
        The day.
    keeping
        What becomes of the baseline: whoever writes one accepts what is not in it.
    comments
        In the program's source.
    """

    program: str
    entries: Mapping[fingerprints.Key, Entry]
    baseline: str
    ignores: tuple[Ignore, ...]
    today: date
    keeping: Keeping = Keeping.READ
    comments: Comments = field(default_factory=Comments, compare=False)

    def __call__(self, key: fingerprints.Key, name: str, where: str) -> str:
        """Return who accepts one setting of what is found; empty for nobody."""
        found = self.accepting(key, name, where)
        return found.by if found else ""

    def accepting(
        self, key: fingerprints.Key, name: str, where: str
    ) -> Acceptance | None:
        """Return who accepts one setting of what is found; None for nobody.

        Parameters
        ----------
        key
            By what it is known.
        name
            The setting's own name; empty for none.
        where
            ``/FILE:LINE`` of what does it.
        """
        rule, _, _ = key
        comment = self.comments.at(where, rule)
        if comment is not None:
            return Acceptance(*comment)
        for each in self.ignores:
            if each.covers(rule, name) and not self.is_over(each):
                return Acceptance(project.FILE, each.reason)
        return self._by_baseline(key)

    def _by_baseline(self, key: fingerprints.Key) -> Acceptance | None:
        entry = self.entries.get(key)
        if entry is None:
            writes = self.keeping is Keeping.WRITE
            return Acceptance(self.baseline) if writes else None
        return None if self.is_over(entry) else Acceptance(self.baseline, entry.reason)

    def is_over(self, each: Entry | Ignore) -> bool:
        """Whether one has expired."""
        return days.has_passed(each.expires, self.today)

    def divides(self, audit: Audit) -> bool:
        """Whether some settings of a finding are accepted, and others are not.

        What was found with another :class:`Lived` may be: its example may be one of the accepted.
        """
        return any(
            len({acceptance is None for acceptance, _ in self.parts(each)}) > 1
            for each in all_found(audit)
        )

    def parts(self, finding: Finding) -> Iterator[tuple[Acceptance | None, Finding]]:
        """Yield a finding by who accepts its settings, each part with these alone.

        What was found with this :class:`Lived` has one part, unless reasons differ.
        """
        named: dict[Acceptance | None, list[str]] = {}
        for name in finding.settings or ("",):
            key = fingerprints.of(finding, name)
            accepting = self.accepting(key, name, finding.where)
            named.setdefault(accepting, []).append(name)
        for acceptance, names in named.items():
            yield acceptance, _with(finding, names)


def all_found(audit: Audit) -> tuple[Finding, ...]:
    """Return all that an audit has found, whoever lives with it."""
    return (*audit.findings, *(each.finding for each in audit.accepted))


def _with(finding: Finding, names: Collection[str]) -> Finding:
    """Return a finding of some of its settings; shown by an example of theirs, if it has one."""
    settings = tuple(filter(None, names))
    drawn = tuple(name for name in finding.drawn if name in names)
    passed, of = finding.confirmed
    most = min(of, max(len(settings), 1))
    confirmed = min(passed, most), most
    examples = tuple(
        each
        for each in finding.examples
        if not each.settings or not {*each.settings}.isdisjoint(names)
    )
    own = replace(
        finding, settings=settings, drawn=drawn, confirmed=confirmed, examples=examples
    )
    if not examples or examples[0] == finding.examples[0]:
        return own
    return own.shown_by(examples[0])


@dataclass(frozen=True)
class Living:
    """What is accepted of all programs.

    Attributes
    ----------
    baseline
        None where there is none.
    ignores, today, keeping
        As in :class:`Lived`.
    """

    baseline: Baseline | None = None
    ignores: tuple[Ignore, ...] = ()
    today: date = field(default_factory=days.today)
    keeping: Keeping = Keeping.READ

    @property
    def name(self) -> str:
        """What a sentence calls the file of the baseline; empty for none."""
        return self.baseline.file.name if self.baseline is not None else ""

    def of(self, program: str) -> Lived:
        """Return what is accepted of one program; empty for the one of a command line."""
        entries = self.baseline.of(program) if self.baseline is not None else {}
        return Lived(
            program, entries, self.name, self.ignores, self.today, self.keeping
        )
