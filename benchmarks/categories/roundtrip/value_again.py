"""A stored cell of one value is judged again: by the texts of what arrived and what came back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from benchmarks import stored_facts
from benchmarks.categories.roundtrip.judging import trips
from benchmarks.categories.roundtrip.value_judging import (
    Ground,
    Refused,
    Travelled,
    judge,
)
from benchmarks.categories.roundtrip.values import Value
from benchmarks.category import Stored
from benchmarks.cells import Judgement
from benchmarks.rerun import Trip
from benchmarks.texts import short
from benchmarks.values import Typed, show

#: Between why a value has no spelling, and what was done all the same.
_UNSPELT, _TYPED = "; there is no spelling: ", "; typed all the same: "

#: What changed beside a value, on its way there and back.
_BESIDE = re.compile(r"([\w., ]+?) (changed as well|came back changed)")

#: Facts that tell what was typed.
_COMMAND = ("command", "command, its ends", "files")

_CHANGED = {"t": "NoneType", "v": stored_facts.UNKNOWN}


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    value, cell = stored.case, stored.cell
    if stored_facts.bare(cell):
        return
    command = {key: cell[key] for key in _COMMAND if key in cell}
    for facts in _facts(value, cell, command):
        judged = judge(value, facts)
        if stored_facts.said(judged, cell):
            kept = {key: told for key, told in judged.facts.items() if key != "bytes"}
            yield replace(judged, facts=kept)


def _facts(
    value: Value, cell: Mapping[str, Any], command: Mapping[str, object]
) -> Iterator[Travelled | Refused]:
    detail = cell["detail"]
    if "attempts" in cell:
        reason = detail.partition(_TYPED)[0]
        tried = []
        for each in cell["attempts"]:
            typed = {key: each[key] for key in _COMMAND if key in each}
            fine = stored_facts.finished(0)
            ended = stored_facts.ended(each["detail"]) or fine
            tried_in = Trip(stored_facts.probe(ended))
            tried.append(Travelled(tried_in, None, (value,), typed))
        yield Refused(reason, tuple(tried))
        return
    unspelt = detail.partition(_UNSPELT)[2] or None
    beside = {words: names for names, words in _BESIDE.findall(detail)}
    arrived = _typed(cell["arrived"], value.wanted)
    back = _typed(cell["came_back"], arrived)
    went = _also(beside.get("changed as well"))
    came = went | _also(beside.get("came back changed"))
    usual = dict.fromkeys(came, value.wanted)
    ground = Ground(stored_facts.record({**usual, value.setting: value.wanted}), {})
    first = {**usual, **went, value.setting: arrived} if arrived else {}
    second = {**usual, **came, value.setting: back} if back else {}
    for made in trips(detail, first, second):
        yield Travelled(made, ground, (value,), command, cell.get("spelling"), unspelt)


def _typed(text: str | None, like: Typed | None) -> Typed | None:
    """Return a value as it was shown: what looks like another is that, however long it is."""
    if text is None or like is None:
        return None if text is None else stored_facts.value(text)
    return like if short(show(like)) == text else stored_facts.value(text)


def _also(names: str | None) -> dict[str, Typed]:
    """Return what changed beside a value, with something else than it had."""
    return dict.fromkeys(names.split(", ") if names else (), _CHANGED)
