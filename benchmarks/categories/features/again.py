"""A stored cell is judged again: each command line by what is stored that it did."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from benchmarks import stored_facts
from benchmarks.categories.features.cases import Asked, Feature
from benchmarks.categories.features.judging import judge_line, judge_way, judge_ways
from benchmarks.categories.features.trying import (
    Run,
    Tried,
    Way,
    programs,
    size,
    stated,
)
from benchmarks.category import Stored
from benchmarks.cells import Judgement
from benchmarks.gaps import Gap
from benchmarks.outcomes import Outcome
from benchmarks.paths import relative
from benchmarks.small import GAP, Line, Seen
from benchmarks.texts import SHOWN

_ARRIVED = "arrived "

#: Of a whole program, what its sentence begins with.
_WHOLE = re.compile(r"(?:its line does|all \d+ lines do) as asked")


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    feature, cell = stored.case, stored.cell
    if stored_facts.bare(cell):
        return
    gap, cause = _gap(cell), None
    if stored.row is not None and "cause" in cell:
        cause = stated(stored.row).get(feature.name, {}).get("cause")
    others = [_told(feature, each) for each in cell.get("ways", ())]
    runs = [
        [*_distinct(asked, _runs(asked, each))]
        for asked, each in itertools.zip_longest(feature.lines, cell["lines"])
    ]
    seen: list[Judgement] = []
    counted = _size(stored)
    for each in itertools.product(*runs):
        way = Way(cell["program"], each, *counted)
        judged = judge_way(feature, way)
        if judged not in seen and stored_facts.said(judged, cell):
            seen.append(judged)
            yield judge_ways([(way.program, judged), *others], Tried((), gap, cause))


def _size(stored: Stored) -> tuple[int, int]:
    """Return the lines and tokens of a program: counted again, if it is as it was."""
    cell = stored.cell
    if stored.row is not None and "total" in cell:
        for path in programs(stored.row, stored.case):
            if relative(path) == cell["program"]:
                return size(path, path.with_name(stored.case.name))
    return cell.get("total", 0), cell.get("tokens", 0)


def _gap(cell: Mapping[str, Any]) -> Gap | None:
    text = cell.get(str(Outcome.UNSUPPORTED))
    if text is None:
        return None
    reason, _, page = text.removesuffix(")").rpartition(" (")
    return Gap(Outcome.UNSUPPORTED, reason, page)


def _told(feature: Feature, way: Mapping[str, Any]) -> tuple[str, Judgement]:
    """Return what is told of a program that is not the cell's: right if all its lines are."""
    outcome = Outcome(way["outcome"])
    whole = bool(feature.told) or _WHOLE.fullmatch(way["detail"]) is not None
    if whole is not (outcome is Outcome.RIGHT):
        outcome = Outcome.RIGHT if whole else Outcome.UNMEASURED
    return way["program"], Judgement(outcome, way["detail"])


def _distinct(asked: Asked | None, runs: Iterable[Run]) -> Iterator[Run]:
    """Yield those of some runs of a line that are judged in different ways."""
    seen: list[Judgement] = []
    for run in runs:
        judged = judge_line(asked, run) if asked else None
        if judged is None or judged not in seen:
            yield run
        if judged is not None:
            seen.append(judged)


def _runs(asked: Asked | None, stored: Mapping[str, Any] | None) -> Iterator[Run]:
    """Yield what a line may have done that is told so."""
    if stored is None:
        return
    line, did = Line(stored["command"], (), {}), stored["did"]
    if did.startswith(_ARRIVED):
        text = did.removeprefix(_ARRIVED)
        fine = stored_facts.finished(0)
        for arrived, output in itertools.product(
            _arrived(asked, text), _outputs(asked, "")
        ):
            yield Run(line, Seen(arrived, 0, output), fine, "")
        return
    ended, _, said = did.partition(": ")
    if len(said) > SHOWN:  # cut, it would be cut again
        said = stored_facts.UNKNOWN
    done = stored_facts.ended(ended, said)
    if done is None:
        return
    for silent, output in itertools.product((False, True), _outputs(asked, said)):
        ending = replace(done, stderr="" if silent else done.stderr)
        code = done.exit if done.ended_by_itself else None
        yield Run(line, Seen((), code, output), ending, said)


def _arrived(asked: Asked | None, text: str) -> Iterator[tuple[str, ...]]:
    """Yield what may have arrived, one by one, that is told in one text."""
    yield (text,)
    if asked is not None and asked.wanted.each and " and " in text:
        yield (*text.split(" and "),)


def _outputs(asked: Asked | None, said: str) -> Sequence[str]:
    """Return outputs that begin as it is told: with and without what is looked for in them."""
    looked_for = (asked.wanted.prints, asked.wanted.lacks) if asked else ()
    found = [each.replace(GAP, " ") for each in looked_for if each]
    return ["", said, *found]
