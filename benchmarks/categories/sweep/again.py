"""A stored cell is judged again: by sweeps of which its sentence may tell."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from benchmarks import core, gaps, stored_facts
from benchmarks.categories.sweep.judging import (
    DRAWN,
    EFFECTS,
    answers,
    judge_sweep,
    overhead,
)
from benchmarks.categories.sweep.recipes import CASES, Recipe, recipes
from benchmarks.categories.sweep.sweeping import Sweep
from benchmarks.category import Stored
from benchmarks.cells import Judgement
from benchmarks.errors import RowError
from benchmarks.gaps import Gap
from benchmarks.judging import Effect
from benchmarks.outcomes import Outcome, Party
from benchmarks.running import Record
from benchmarks.values import parse

#: Seconds are stored with two digits: so far may what follows from two of them be off.
_ROUNDED = 0.011


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    cell = stored.cell
    if stored_facts.bare(cell):
        return
    case = stored.case.name.partition("/")[0]
    for judged in _lacking(case, cell) if "attempts" in cell else _plain(case, cell):
        yield _published(case, stored, judged)


def _plain(case: str, cell: Mapping[str, Any]) -> Iterator[Judgement]:
    known = (cell["exit"], cell["reached"], cell.get("disturbed", ""))
    yield from _judged(case, cell["detail"], *known)


def _lacking(case: str, cell: Mapping[str, Any]) -> Iterator[Judgement]:
    """Yield the judgement of what is declared to have no way, by all that was tried."""
    reason, _, page = (
        str(cell.get("unsupported", "")).removesuffix(")").rpartition(" (")
    )
    tried = []
    for each in cell["attempts"]:
        facts, shown = {"command": each["command"]}, each["detail"] == cell["detail"]
        known = (cell["exit"], cell["reached"]) if shown else ()
        judged = _first(case, each, *known)
        if judged is None:
            return
        tried.append(gaps.Tried(facts, replace(judged, facts=facts)))
    yield gaps.judge(Gap(Outcome.UNSUPPORTED, reason, page), tried)


def _first(case: str, told: Mapping[str, Any], *known: Any) -> Judgement | None:
    """Return the judgement of what is told that is as it is stored, if there is one."""
    allowed = _judged(case, told["detail"], *known)
    return next((each for each in allowed if each.outcome == told["outcome"]), None)


def _published(case: str, stored: Stored, judged: Judgement) -> Judgement:
    """Return a judgement with the facts that follow from others, and from the row's recipe."""
    cell = stored.cell
    facts: dict[str, Any] = {
        **judged.facts,
        "says": cell["says"] if cell["exit"] else "",
        "intent": CASES[case],
        "exit": cell["exit"],
        "reached": cell["reached"],
    }
    recipe = _recipe(stored)
    by = recipe.by if recipe else Party(cell["by"])
    for key in ("remedy", "without"):
        if told := cell.get(key):
            again_ = _first(case, told)
            facts[key] = told | {"outcome": str(again_ and again_.outcome)}
            if key == "without" and again_:
                by = answers(by, again_.outcome, judged.outcome)
    if case in {"grid", "random"} and cell["reached"]:
        facts["seconds"] = _seconds(cell)
    if recipe:
        facts |= {
            "command": recipe.script.strip(),
            "files": dict(recipe.files),
            "edit": dict(recipe.edits),
            "page": recipe.page,
        }
    return replace(judged, facts=facts, by=by)


def _recipe(stored: Stored) -> Recipe | None:
    if stored.row is None:
        return None
    if stored.name not in stored.worked:
        with suppress(RowError):
            stored.worked[stored.name] = recipes(stored.row)
    recipe: Recipe | None = stored.worked.get(stored.name, {}).get(stored.case.name)
    if recipe is None:
        return None
    # Of what has no way, the attempt that counts is shown.
    tried = {each.script.strip(): each for each in recipe.tried}
    return tried.get(stored.cell["command"], recipe)


def _seconds(cell: Mapping[str, Any]) -> Mapping[str, float]:
    """Return the seconds with those of each job computed again, where they are off."""
    told = cell.get("seconds", {})
    each = overhead(told["whole"], cell["reached"], told["single"]) if told else 0.0
    near = abs(each - told.get("per_job", 0.0)) <= _ROUNDED
    return told if near else {**told, "per_job": round(each, 2)}


# -- what a sweep may have done -------------------------------------------------------------------


def _judged(
    case: str,
    detail: str,
    code: int | None = None,
    reached: int | None = None,
    disturbed: str = "",
) -> Iterator[Judgement]:
    """Yield the judgements of sweeps that say what is stored."""
    seen = []
    for done, usual in _sweeps(case, detail, code, reached, disturbed):
        judged = Judgement(*judge_sweep(case, done, usual))
        if judged.detail == detail and judged not in seen:
            seen.append(judged)
            yield judged


def _sweeps(
    case: str, detail: str, code: int | None, reached: int | None, disturbed: str
) -> Iterator[tuple[Sweep, Record]]:
    told = stored_facts.ended(detail)
    usual = [stored_facts.finished(code or 0, "…")] if reached is not None else []
    endings = [*usual, *([told] if told else []), stored_facts.finished(0, "…")]
    if reached is not None:
        endings = [told] if told and told.exceeded else usual
    differing = stored_facts.differences(detail.removeprefix("one run too many: "))
    for ending, records in itertools.product(
        endings, _records(case, detail, reached, differing)
    ):
        made = [stored_facts.record(each) for each in records]
        defaults = stored_facts.record(
            {**differing.wanted, **records[0]} if records else {}
        )
        for saved in _saved(detail, made):
            yield (
                Sweep(ending, tuple(made), tuple(saved), _before(detail), disturbed),
                defaults,
            )


def _records(
    case: str, detail: str, reached: int | None, differing: stored_facts.Differences
) -> Iterator[list[dict[str, Any]]]:
    """Yield what may have arrived, by the counts of a sentence."""
    asked = EFFECTS.get(case) or _drawn(DRAWN)
    told = re.search(r"(\d+) of (\d+) combinations", detail)
    count = int(told[1]) if told else len(asked)
    for total in [reached] if reached is not None else _totals(detail, count):
        some = asked if case in EFFECTS else _drawn(total)
        if not some:
            yield []
            continue
        distinct = [*map(dict, some[: min(count, total)])]
        yield distinct + [dict(some[0])] * (total - len(distinct))
        if total and differing.got:
            odd = {**distinct[0], **differing.got}
            yield [*distinct[: total - 1], odd]
        # Of a sweep that is taken up again, each may have run twice.
        yield [dict(each) for each in itertools.islice(itertools.cycle(some), total)]


def _totals(detail: str, count: int) -> Iterator[int]:
    """Yield how many runs a sentence may tell of."""
    if more := re.match(r"(\d+) runs too many", detail):
        yield count + int(more[1])
    if other := re.match(r"(\d+) runs instead", detail):
        yield int(other[1])
    yield count


def _drawn(count: int) -> Sequence[Effect]:
    """Return combinations as a random search draws them."""
    size = parse(core.BATCHES[0])
    return [
        {core.RATE: parse(repr(core.LOWEST * (1 + number / 10))), core.BATCH: size}
        for number in range(count)
    ]


def _saved(detail: str, records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    told = re.search(r"(\d+) of them can be restored from (\d+) saved runs", detail)
    if told:
        some = records[: int(told[1])]
        yield [*some, *[*records[:1]] * (int(told[2]) - len(some))]
    else:
        yield records


def _before(detail: str) -> int:
    told = re.match(r"(\d+) runs before the interruption", detail)
    return int(told[1]) if told else 0
