"""A stored cell is judged again: each check by the sentence that is stored of it."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks import core, stored_facts
from benchmarks.categories.change.changes import Check
from benchmarks.categories.change.judging import judge_check, judge_checks
from benchmarks.category import Stored
from benchmarks.cells import Judgement
from benchmarks.paths import relative
from benchmarks.running import Probe, Record

#: What a change costs, as it is stored.
_COST = ("added", "removed", "files", "roles", "patch", "core_patch")


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    change, cell = stored.case, stored.cell
    if stored_facts.bare(cell):
        return
    cost = {key: cell[key] for key in _COST}
    cost["core_patch"] = relative(change.core) if change.core else None
    if stored.row is not None:
        patch = change.patch(stored.row)
        cost["patch"] = relative(patch) if patch.is_file() else ""
    checks = {
        check.name: [*_judged(check, cell["checks"][check.name])]
        for check in change.checks
    }
    commands = {name: cell["checks"][name]["command"] for name in checks}
    for each in itertools.product(*checks.values()):
        yield judge_checks(change, dict(zip(checks, each, strict=True)), commands, cost)


def _judged(check: Check, stored: Mapping[str, Any]) -> Iterator[Judgement]:
    """Yield the judgements of a check that say what is stored of it."""
    seen: list[Judgement] = []
    for probe, defaults in _runs(check, stored["detail"]):
        judged = judge_check(check, probe, defaults)
        if judged.detail == stored["detail"] and judged not in seen:
            seen.append(judged)
            yield judged


def _runs(check: Check, detail: str) -> Iterator[tuple[Probe, Record]]:
    """Yield the runs of which a sentence may tell, each with what is not asked for."""
    differing = stored_facts.differences(detail)
    arrived = {**differing.wanted, **check.effect, **differing.got}
    if check.observe:
        came = detail.partition(f" {core.OPTIMIZER} ")[2].partition(", then ")[0]
        arrived = {core.OPTIMIZER: stored_facts.value(came)}
    usual = stored_facts.record({**differing.wanted, **check.effect})
    named = " ".join(filter(None, [check.refused, *(check.old_run or ()), check.help]))
    told = stored_facts.ended(detail)
    endings = [stored_facts.finished(0, says) for says in ("", named)]
    if told is not None:
        endings += [stored_facts.ended(detail, says) or told for says in ("…", named)]
    for ending, count in itertools.product(endings, (0, 1)):
        records = [stored_facts.record(arrived)] * count
        yield stored_facts.probe(ending, *records), usual
