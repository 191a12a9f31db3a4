"""A stored cell of a ``values.py`` is judged again: by the texts that are its evidence."""

import re
from ast import literal_eval
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from benchmarks import gaps, stored_facts
from benchmarks.categories.roundtrip import kinds_judging as judging
from benchmarks.category import Stored
from benchmarks.cells import Judgement
from benchmarks.gaps import Gap
from benchmarks.outcomes import Outcome
from benchmarks.stored_facts import Shown
from benchmarks.value_files.asking import Facts
from benchmarks.values import Typed

#: Facts that are evidence, as they are stored.
_EVIDENCE = ("file", "examples", "removed", "added")

_CAME = re.compile(
    r"(?P<used>.+) (?:came back (?:(?P<equal>equal)|as (?P<came>.+))|did not come back)",
    re.DOTALL,
)
_WRITTEN = "written as "
_TEXTS = re.compile(r"(?P<one>['\"].*['\"]) became (?P<two>['\"].*['\"])", re.DOTALL)
_ORDERS = re.compile(r"keys (?P<one>\[.*\]) came back as (?P<two>\[.*\])", re.DOTALL)
_EQUALITY = re.compile(
    r"equal configs are (not )?equal, (?:and )?another is (not|equal, too)"
)


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    question, cell = stored.case, stored.cell
    if "attempts" in cell and question.judge is not judging.judge_comments:
        yield from _lacking(question, cell)
        return
    seen: list[Judgement] = []
    for facts in _facts(question, cell):
        judged = question.judge(facts)
        if judged not in seen and stored_facts.said(judged, cell):
            seen.append(judged)
            yield judged
        if judged.outcome is Outcome.WRONG_VALUE and _unsure(facts):
            yield replace(judged, outcome=Outcome.TYPE_CHANGED)


def _facts(question: Any, cell: Mapping[str, Any]) -> Iterator[Facts]:
    """Yield the answers that a cell may be of."""
    judge, detail = question.judge, cell["detail"]
    evidence = {key: cell[key] for key in _EVIDENCE if key in cell}
    trial = _trial(detail, cell) | evidence
    if judge in {judging.judge_change, judging.judge_append}:
        yield evidence
    elif judge is judging.judge_comments:
        yield _commented(cell)
    elif stored_facts.bare(cell):
        if judge is judging.judge_search:
            yield {"examples": 0, "trial": None}
        elif question.name.startswith("objects/") and "trouble" not in cell:
            yield {"none": detail, "error": None}
    elif judge is judging.judge_search:
        yield _searched(detail, cell, trial, evidence)
    elif judge is judging.judge_kind:
        alone = cell.get("format_alone")
        yield {"trials": [trial], "format_alone": alone and _trial(alone["detail"], {})}
    elif judge is judging.judge_equality:
        told = _EQUALITY.fullmatch(detail)
        after = {"same": not told[1], "other": told[2] != "not"} if told else None
        yield trial | {"error": None if told else detail, "after": after}
    else:
        yield trial


def _trial(detail: str, cell: Mapping[str, Any]) -> Facts:
    """Return one value and what came back of it, by the evidence or by its sentence."""
    told = _CAME.fullmatch(detail)
    used: str | None = cell.get("used") or (told["used"] if told else None)
    came = cell.get("came_back")
    cut = used is not None and len(used) > judging.LONGEST
    if told and ((told["equal"] and cut) or not cell):
        # What is cut looks otherwise where its keys stand in another order.
        came = used if told["equal"] else told["came"]
    fine = told or detail.startswith(_WRITTEN)
    return {
        "before": _value(used) if used is not None else None,
        "after": _value(came) if came is not None else None,
        "error": None if fine or came is not None else detail,
    }


def _value(text: str) -> Typed:
    """Return a value as these judges show it: of an unknown type by its own words."""
    if len(text) > judging.LONGEST:  # cut, it would be cut again
        return {"t": "str", "v": Shown(text, stored_facts.UNKNOWN)}
    found = stored_facts.value(text)
    if judging.shown(found) == text:
        return found
    named = re.match(r"[\w.]+(?=\()", text)
    return {"t": named[0], "v": text} if named else {"t": "NoneType", "v": Shown(text)}


def _unsure(facts: Facts) -> bool:
    """Whether the texts of two values leave open whether they are equal, types aside."""
    (trial,) = facts.get("trials") or (facts.get("trial") or facts,)
    before, after = trial.get("before"), trial.get("after")
    if not before or not after or "t" not in before or "t" not in after:
        return False
    opaque = not stored_facts.known(before, after)
    texts = [isinstance(each.get("v"), str) for each in (before, after)]
    return opaque or (any(texts) and before["t"] != after["t"])


def _searched(
    detail: str, cell: Mapping[str, Any], trial: Facts, evidence: Facts
) -> Facts:
    """Return what a search for a counter-example has found."""
    found: Facts = {"examples": 1, **evidence, "trial": None}
    if "used" in cell:
        return found | {"trial": trial}
    for key, pattern in (("texts", _TEXTS), ("orders", _ORDERS)):
        if told := pattern.fullmatch(detail):
            with suppress(ValueError, SyntaxError):
                found[key] = [literal_eval(told["one"]), literal_eval(told["two"])]
    return found


def _commented(cell: Mapping[str, Any]) -> Facts:
    """Return what became of comments, or of the one that its format has."""
    tried = cell.get("attempts") or [{"done": "", "detail": cell["detail"]}]
    suffix = str(cell.get("unsupported", "")).partition(" ")[0]
    return {
        "format_has": "attempts" not in cell,
        "suffix": suffix,
        "comments": [{"line": each["done"], **_kept(each["detail"])} for each in tried],
    }


def _kept(detail: str) -> Facts:
    told = re.fullmatch(r"a comment is (still there|gone) after load and save", detail)
    kept = told is not None and told[1] != "gone"
    return {"kept": kept, "error": None if told else detail}


def _lacking(question: Any, cell: Mapping[str, Any]) -> Iterator[Judgement]:
    """Yield the judgement of a kind that is declared to have no way, by all that was tried."""
    for kind, outcome in gaps.KINDS.items():
        if kind in cell:
            reason, _, page = cell[kind].removesuffix(")").rpartition(" (")
            tried = [
                gaps.Tried(
                    {"done": each["done"]},
                    question.judge(
                        {"trials": [_trial(each["detail"], {})], "trial": None}
                        | _trial(each["detail"], {})
                        | {"examples": 1}
                    ),
                )
                for each in cell["attempts"]
            ]
            yield gaps.judge(Gap(outcome, reason, page), tried)
