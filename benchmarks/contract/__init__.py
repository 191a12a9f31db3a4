"""``python -m benchmarks check PATH``: whether a folder keeps the contract of an adapter.

Each check is one function and gives one verdict.  They run in the order of :data:`CHECKS`: what a
text alone shows, then runs.  Where a file is no Python, the plainest run already fails, or nobody
has said how settings are spelt, the rest would only repeat it and is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.cells import TROUBLES, troubled
from benchmarks.contract import files, memory, runs, source, style
from benchmarks.contract.looking_twice import otherwise
from benchmarks.contract.memory import Memory
from benchmarks.contract.reading import SPELLING
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.running import PROBE_LIMITS
from configbench.process import Limits

__all__ = [
    "CHECKS",
    "PROOFS",
    "Finding",
    "check",
    "examine",
    "found",
    "otherwise",
    "proofs",
]

CHECKS: Mapping[str, Callable[[Subject], Verdict]] = {
    "filled": files.filled,
    "layout": style.layout,
    "lint": style.lint,
    "types": style.types,
    "blind": source.blind,
    "imports": source.imports,
    "marks": source.marks,
    "conversions": source.conversions,
    "files": files.files,
    "defaults": runs.defaults,
    "pieces": runs.taken_apart,
    "help": runs.help_text,
    "overrides": runs.overrides,
    "together": runs.together,
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


#: What would say again what another check has found.
_REPEATS = {"together": "overrides"}


@dataclass(frozen=True)
class Finding:
    """The verdict of one check, with the check's name; ``remembered`` from an earlier time."""

    check: str
    outcome: Outcome | None
    detail: str
    remembered: bool = False

    @property
    def kept(self) -> bool:
        """Whether the contract is kept."""
        return self.outcome is Outcome.RIGHT

    def __str__(self) -> str:
        """Print a line; where a text alone shows the fault, nothing happened."""
        mark = "ok " if self.kept else "NOT"
        word = "" if self.kept or self.outcome is None else f" [{self.outcome}]"
        since = " (remembered)" if self.remembered else ""
        return f"{mark} {self.check:<11}{word} {self.detail}{since}"


def check(row: Adapter, limits: Limits = PROBE_LIMITS) -> Iterator[Finding]:
    """Yield the finding of each check; stop after a default run that did not end well."""
    yield from examine(Subject(row, limits))


def examine(subject: Subject, known: Memory | None = None) -> Iterator[Finding]:
    """Yield the findings of a subject as :func:`check` does; what is known is not run again."""
    if subject.lacking:
        yield Finding("installed", Outcome.UNMEASURED, subject.lacking)
        return
    failed = set()
    keys = memory.keys(subject.row) if known else {}
    for name in CHECKS:
        if _REPEATS.get(name) in failed:
            continue
        finding = found(name, subject, known, keys.get(name))
        yield finding
        if not finding.kept:
            failed.add(name)
        if name == "defaults" and not finding.kept and not subject.ran:
            return
        if name == "layout" and finding.outcome is Outcome.BROKEN:
            return
        if name == "overrides" and SPELLING in subject.reading.absent:
            return


def found(
    name: str, subject: Subject, known: Memory | None = None, key: str | None = None
) -> Finding:
    """Return the finding of one check: from memory, if it was kept when all was as it is."""
    if known and key and (sentence := known.recall(key)) is not None:
        return Finding(name, Outcome.RIGHT, sentence, remembered=True)
    finding = Finding(name, *_examined(CHECKS[name], subject))
    if known and key and finding.kept:
        known.keep(key, finding.detail)
    return finding


def proofs(row: Adapter) -> dict[str, dict[str, Any]]:
    """Return by name of the check whether each of :data:`PROOFS` was given, and what was seen."""
    subject = Subject(row)
    if subject.lacking:
        seen = {"installed": Verdict(Outcome.UNMEASURED, subject.lacking)}
    else:
        seen = {name: _examined(CHECKS[name], subject) for name in PROOFS}
    return {
        name: {"kept": each.outcome is Outcome.RIGHT, "detail": each.detail}
        for name, each in seen.items()
    }


def _examined(examine: Callable[[Subject], Verdict], subject: Subject) -> Verdict:
    try:
        return examine(subject)
    except TROUBLES as trouble:
        judged = troubled(trouble)
        return Verdict(judged.outcome, judged.detail)
