"""A stored cell is judged again: by the judges that made it, of the facts that it tells."""

import itertools
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks import gaps, stored_facts
from benchmarks.categories.overrides.cases import Case
from benchmarks.categories.overrides.judging import (
    Printed,
    counted,
    judge_printed,
    observed,
)
from benchmarks.categories.overrides.words import words
from benchmarks.category import Stored
from benchmarks.cells import Judgement, troubled
from benchmarks.errors import NotApplicableError
from benchmarks.judging import (
    Comparison,
    by_training,
    judge_mistake,
    judge_request,
    judge_requests,
)
from benchmarks.outcomes import Kind, Outcome
from benchmarks.running import Record
from benchmarks.stored_facts import probe
from benchmarks.texts import Explained
from benchmarks.values import Typed, show
from configbench.errors import ConfigbenchError
from configbench.process import Finished

#: What a program without any output says, in a cell.
_SILENT = "(no output)"

#: What trainings tell, in a sentence: the weights of what arrived, and of what was asked for.
_WEIGHTS = {"same": ("a", "a"), "the same": ("a", "a"), "other": ("a", "b")}

_TRAINED = re.compile(
    r"; (?:(?P<weights>the same|same|other) weights|training fails: (?P<fails>.*))\Z",
    re.DOTALL,
)


_HOME = re.compile(r"(?:(?<=\s)|\A)~(?=/)")


@dataclass(frozen=True)
class Told:
    """What is stored of one line that was typed.

    Attributes
    ----------
    detail
        The sentence of its judgement.
    exit, reached, arrived, records, says
        As in a cell; ``None`` where only the sentence is stored.
    """

    detail: str
    exit: int | None = None
    reached: int | None = None
    arrived: Mapping[str, str] = field(default_factory=dict)
    records: Sequence[Mapping[str, str]] = ()
    says: str | None = None

    @classmethod
    def of(cls, cell: Mapping[str, Any], detail: str) -> "Told":
        """Return what a cell tells of the line that it shows."""
        return cls(
            detail,
            cell["exit"],
            cell["reached"],
            cell["arrived"],
            cell.get("records", ()),
            cell["says"],
        )


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    case, cell = stored.case, stored.cell
    if stored_facts.bare(cell):
        if stored.row and (why := words(stored.row, case).senseless):
            yield troubled(NotApplicableError(why))
        return
    for judged in _lacking(stored) if "attempts" in cell else _plain(case, cell):
        yield replace(judged, cause=_cause(stored))


def _cause(stored: Stored) -> str | None:
    """Return the cause that a row's own words name, if they do."""
    if stored.row is None or "cause" not in stored.cell:
        return None
    try:
        return words(stored.row, stored.case).cause
    except ConfigbenchError:
        return None


def _plain(case: Case, cell: Mapping[str, Any]) -> Iterator[Judgement]:
    """Yield the judgements of a line, with what became of a remedy."""
    facts = _published(case, cell)
    if tried := cell.get("remedy"):
        judged = _first(case, tried)
        if judged is None:
            return
        facts["remedy"] = gaps.Tried({"command": tried["command"]}, judged).told()
    for judged in line(case, Told.of(cell, cell["detail"])):
        yield replace(judged, facts={**facts, **_ergonomics(case, cell, judged)})


def _lacking(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements of what is declared to have no way, by all that was tried."""
    case, cell = stored.case, stored.cell
    for gap, detail in _gaps(cell):
        tried, more = [], {}
        for each in cell["attempts"]:
            shown = each["command"] == cell["command"] and each["detail"] == detail
            told = Told.of(cell, detail) if shown else Told(each["detail"])
            judged = _first(case, each, told)
            if judged is None:
                return
            facts = {"command": each["command"]}
            if shown:
                facts |= _published(case, cell) | _ergonomics(case, cell, judged)
            tried.append(gaps.Tried(facts, replace(judged, facts=facts)))
        if program := cell.get("program"):
            judged = _first(case, program)
            if judged is None or judged.outcome is not Outcome.RIGHT:
                return
            more["program"] = gaps.Tried({"command": program["command"]}, judged).told()
        short = [
            replace(each, done={"command": each.done["command"]}) for each in tried
        ]
        yield gaps.judge(gap, short, more)


def _gaps(cell: Mapping[str, Any]) -> Iterator[tuple[gaps.Gap, str]]:
    """Yield the gaps that a cell may be about, each with the sentence of what is shown."""
    for kind, outcome in gaps.KINDS.items():
        said = {"unsupported": "; there is no way: "}.get(
            kind, "; this program goes without: "
        )
        detail, found, text = cell["detail"], cell.get(kind), ""
        if found is None and said in detail:
            detail, _, text = detail.partition(said)
        if text := found or text:
            reason, _, page = text.removesuffix(")").rpartition(" (")
            yield gaps.Gap(outcome, reason, page), detail


def _first(
    case: Case, tried: Mapping[str, Any], told: Told | None = None
) -> Judgement | None:
    """Return the judgement of what was tried that is as it is stored, if there is one."""
    allowed = line(case, told or Told(tried["detail"]))
    return next((each for each in allowed if each.outcome == tried["outcome"]), None)


# -- one line -------------------------------------------------------------------------------------


def line(case: Case, told: Told) -> Iterator[Judgement]:
    """Yield the judgements of a line that its facts allow and that say what is stored of it."""
    seen = []
    for ending, count in itertools.product(_endings(told), _counts(case, told)):
        for judged in _by_value(case, told, ending, count):
            for settled in _settled(judged, told.detail):
                if settled.detail == told.detail and settled not in seen:
                    seen.append(settled)
                    yield replace(settled, facts={})


def _endings(told: Told) -> Iterator[Finished]:
    """Yield how the run may have ended."""
    silent = "without any message" in told.detail or told.says == _SILENT
    says = "" if silent else "…"
    found = stored_facts.ended(told.detail, says)
    if told.reached is None:  # of an attempt nothing but its sentence is stored
        yield from (found or stored_facts.finished(code, says) for code in (0, 1))
    elif found is not None and found.exceeded:
        yield replace(found, exit=told.exit)
    else:
        yield stored_facts.finished(told.exit, says)


def _counts(case: Case, told: Told) -> Iterator[int]:
    """Yield how often the core may have been reached."""
    if told.reached is not None:
        yield told.reached
        return
    if times := re.search(r"trained (\d+) times", told.detail):
        yield int(times[1])
    yield from dict.fromkeys((0, 1, len(case.effects)))


def _by_value(
    case: Case, told: Told, ending: Finished, count: int
) -> Iterator[Judgement]:
    """Yield how a line may have been judged before any training."""
    if case.kind is Kind.MISTAKE:
        seen = probe(ending, *[{}] * count)
        yield from (judge_mistake(seen, saved=saved) for saved in (False, True))
    elif case.kind is Kind.OBSERVATION:
        yield from _observed(case, told, ending, count)
    elif case.effects:
        usual = stored_facts.record(
            {path: each for effect in case.effects for path, each in effect.items()}
        )
        for records in _runs(case, told, count):
            yield judge_requests(probe(ending, *records), case.effects, usual)
    elif not case.trains:
        seen = probe(ending, *[{}] * count)
        yield judge_printed(case, [seen], _printed(told))
    else:
        wanted, came = _records(case, told)
        seen = probe(ending, *[came] * count)
        once = judge_request(seen, case.effect, wanted)
        yield once


def _observed(
    case: Case, told: Told, ending: Finished, count: int
) -> Iterator[Judgement]:
    """Yield what may have been told of an observation: with and without a word of the setting."""
    differing = stored_facts.differences(told.detail.partition(": ")[2])
    arrived = {
        path: None if text == "missing" else _arrived(text, case.told.get(path))
        for path, text in told.arrived.items()
    }
    usual = {
        path: each for effect in case.seen.values() for path, each in effect.items()
    }
    defaults = stored_facts.record({**usual, **differing.wanted})
    for effect in case.seen.values():
        came = stored_facts.record({**usual, **effect, **differing.got, **arrived})
        for output in ("", case.key):
            seen = probe(replace(ending, stdout=output), *[came] * count)
            yield Judgement(Outcome.RIGHT, observed(case, seen, defaults))


def _settled(judged: Judgement, detail: str) -> Iterator[Judgement]:
    """Yield a judgement, and what trainings that a sentence tells of make of it."""
    yield judged
    trained = _TRAINED.search(detail)
    if not trained or not isinstance(judged, Comparison) or not judged.candidate:
        return
    if trained["weights"]:
        yield by_training(judged, *_WEIGHTS[trained["weights"]], "")
    else:
        yield by_training(judged, None, None, trained["fails"])


def _records(case: Case, told: Told) -> tuple[Record, Record]:
    """Return the record without words, as far as it matters, and the one that arrived."""
    differing = stored_facts.differences(told.detail)
    wanted: dict[str, Typed | None] = {**differing.wanted}
    wanted |= case.effect
    came = {**wanted, **differing.got}
    came |= {
        path: None if text == "missing" else _arrived(text, wanted.get(path))
        for path, text in told.arrived.items()
    }
    return stored_facts.record(wanted), stored_facts.record(came)


def _arrived(text: str, wanted: Typed | None) -> Typed:
    """Return what arrived: what is shown as what was expected is that."""
    if wanted is not None and show(wanted) == text:
        return wanted
    return stored_facts.value(text)


# -- several runs ---------------------------------------------------------------------------------


def _runs(case: Case, told: Told, count: int) -> Iterator[list[Record]]:
    """Yield the records that may have reached the core where several were asked for."""
    effects = [stored_facts.record(effect) for effect in case.effects]
    if len(told.records) == count:
        yield [*map(stored_facts.record, _filled(case, told.records))]
    elif count <= len(effects):
        yield effects[:count]
    differing = stored_facts.differences(told.detail.partition(": ")[2])
    for effect in case.effects:
        yield [stored_facts.record({**effect, **differing.got})]


def _filled(
    case: Case, records: Sequence[Mapping[str, str]]
) -> Iterator[Mapping[str, Typed]]:
    """Yield records with what was asked for and is a default, which is not stored."""
    read = [
        {path: stored_facts.value(text) for path, text in each.items()}
        for each in records
    ]
    for each in read:
        usual = {
            path: effect[path]
            for effect in case.effects
            for path in effect
            if path not in each and effect[path] not in [r.get(path) for r in read]
        }
        yield {**each, **usual}


# -- outputs --------------------------------------------------------------------------------------


def _printed(told: Told) -> Printed:
    """Return what is told of an output: what a help explains, and what is lacking in it."""
    lacking = re.findall(r"'[^']*'|\"[^\"]*\"", told.detail)
    says_lacking = told.detail.startswith("nothing in the output matches ")
    return Printed(_explained(told.detail), [*lacking] if says_lacking else [])


def _explained(detail: str) -> Explained:
    """Return what a help text lacks, by its sentence; nothing where it tells of none."""
    counted = re.match(
        r"of (\d+) settings (\d+) are named, (\d+) with their default, (\d+) with a text",
        detail,
    )
    if counted is None:
        return Explained(1, ("?",), (), ())
    total, *right = map(int, counted.groups())
    known: list[str] = []
    lists = []
    for what, count in zip(
        ("not named", "without their default", "without a text"), right, strict=True
    ):
        told = re.search(rf"; {what}: ([^;]*)", detail)
        fresh = told[1].split(", ") if told else []
        # Each is named once, with the first that it lacks.
        lists.append((*known[: total - count - len(fresh)], *fresh))
        known += fresh
    return Explained(total, *lists)


# -- what is published ----------------------------------------------------------------------------


def _published(case: Case, cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a line that follow from others and from the case."""
    failed, once = cell["exit"] or None, cell["reached"] == 1
    return {
        "tag": case.tag,
        "command": cell["command"],
        "expected": {path: show(value) for path, value in case.told.items()},
        "arrived": {path: cell["arrived"].get(path, "") for path in case.told}
        if once
        else {},
        "says": cell["says"] if failed else "",
        "files": {**case.files, **cell["files"]},
    }


def _ergonomics(
    case: Case, cell: Mapping[str, Any], judged: Judgement
) -> dict[str, Any]:
    """Return what is typed beyond names and values, counted in the stored command."""
    if judged.outcome is not Outcome.RIGHT or not case.bare:
        return {}
    if "ergonomics" not in cell:
        return {"ergonomics": {}}
    typed = re.sub(r"\A(?:\w+=\S+ )*python \S+ ?", "", cell["command"])
    files = len(cell["files"]) - len(case.files)
    # The shell puts a home folder in the place of a tilde, before the program sees it.
    argv = shlex.split(_HOME.sub("", typed))
    return {"ergonomics": counted(case, typed, argv, files)}
