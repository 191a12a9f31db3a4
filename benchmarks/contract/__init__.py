"""``python -m benchmarks check PATH``: whether a folder keeps the contract of an adapter.

Each check is one function and gives one verdict.  They run in the order of :data:`CHECKS`; where
the plainest run already fails, the rest would only repeat it and is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.cells import TROUBLES, troubled
from benchmarks.contract import files, runs, source
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.running import PROBE_LIMITS
from configbench.process import Limits

CHECKS: Mapping[str, Callable[[Subject], Verdict]] = {
    "blind": source.blind,
    "imports": source.imports,
    "marks": source.marks,
    "conversions": source.conversions,
    "files": files.files,
    "defaults": runs.defaults,
    "help": runs.help_text,
    "overrides": runs.overrides,
    "mistakes": runs.mistakes,
    "saves": runs.saves,
    "trains": runs.trains,
    "reruns": runs.reruns,
    "values": files.values,
    "gaps": files.gaps,
}

#: What a row from elsewhere must have shown, or it is published with a mark: that it does not look
#: for the look, and that a training without the look is the one that the look saw coming.
PROOFS = ("blind", "trains")


@dataclass(frozen=True)
class Finding:
    """The verdict of one check, with the check's name."""

    check: str
    outcome: Outcome | None
    detail: str

    @property
    def kept(self) -> bool:
        """Whether the contract is kept."""
        return self.outcome is Outcome.RIGHT

    def __str__(self) -> str:
        """Print a line; where a text alone shows the fault, nothing happened."""
        mark = "ok " if self.kept else "NOT"
        word = "" if self.kept or self.outcome is None else f" [{self.outcome}]"
        return f"{mark} {self.check:<10}{word} {self.detail}"


def check(row: Adapter, limits: Limits = PROBE_LIMITS) -> Iterator[Finding]:
    """Yield the finding of each check; stop after a default run that did not end well."""
    subject = Subject(row, limits)
    for finding in _findings(subject, CHECKS):
        yield finding
        if finding.check == "defaults" and not (
            len(subject.defaults.reached) == 1 and subject.defaults.finished.exit == 0
        ):
            return


def proofs(row: Adapter) -> dict[str, dict[str, Any]]:
    """Return by name of the check whether each of :data:`PROOFS` was given, and what was seen."""
    return {
        each.check: {"kept": each.kept, "detail": each.detail}
        for each in _findings(Subject(row), PROOFS)
    }


def _findings(subject: Subject, names: Iterable[str]) -> Iterator[Finding]:
    if missing := subject.row.missing():
        first = f"pip install {' '.join(missing)} comes first"
        yield Finding("installed", Outcome.UNMEASURED, first)
        return
    for name in names:
        yield Finding(name, *_examined(CHECKS[name], subject))


def _examined(examine: Callable[[Subject], Verdict], subject: Subject) -> Verdict:
    try:
        return examine(subject)
    except TROUBLES as trouble:
        judged = troubled(trouble)
        return Verdict(judged.outcome, judged.detail)
