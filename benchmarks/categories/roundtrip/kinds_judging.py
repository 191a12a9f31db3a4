"""Judging what a ``values.py`` did with kinds of values and config objects; pure functions."""

from dataclasses import replace

from benchmarks import gaps
from benchmarks.cells import Judgement
from benchmarks.gaps import Gap, Tried
from benchmarks.outcomes import Outcome
from benchmarks.texts import short
from benchmarks.value_files.asking import Facts
from benchmarks.values import Typed, equal, same_value, show

#: The word in every value of ``child.BASE`` that no change concerns.
_UNTOUCHED = "untouched"

#: Of a value that is printed as evidence, so many characters.
LONGEST = 400

#: Lines that one value in a list may take: its own, and the comma behind the one before (JSON).
_APPENDED = (1, 2)

#: From the worst.
_WORST = (Outcome.WRONG_VALUE, Outcome.TYPE_CHANGED, Outcome.REJECTED, Outcome.RIGHT)


def came_back(trial: Facts) -> Judgement:
    """Judge one value by what came back."""
    before, after = trial["before"], trial["after"]
    if trial["error"]:
        outcome, detail = Outcome.REJECTED, trial["error"]
    elif after is None:
        outcome, detail = Outcome.WRONG_VALUE, f"{shown(before)} did not come back"
    elif equal(after, before):
        outcome, detail = Outcome.RIGHT, f"{shown(before)} came back equal"
    else:
        other_type = alike(before, after)
        outcome = Outcome.TYPE_CHANGED if other_type else Outcome.WRONG_VALUE
        detail = f"{shown(before)} came back as {shown(after)}"
    return Judgement(outcome, detail, evidence(trial))


def shown(value: Typed) -> str:
    """Print a typed value as people write it, shortened; what the core knows by its repr is that.

    An object may hold its whole parser.
    """
    body = value.get("v")
    known = {"str", "float", "pathlib.PosixPath", "shared_model.Precision"}
    text = body if isinstance(body, str) and value["t"] not in known else show(value)
    return short(text, LONGEST)


def alike(one: Typed, other: Typed) -> bool:
    """Whether two values are equal, types aside: a section may be a dataclass or a mapping."""
    return same_value(_as_mapping(one), _as_mapping(other))


def _as_mapping(value: Typed) -> Typed:
    if "args" not in value:
        return value
    pairs = [[{"t": "str", "v": key}, item] for key, item in value["args"].items()]
    return {"t": "dict", "v": pairs}


def evidence(facts: Facts) -> Facts:
    """Return what a reader wants to see: the value, what came back, the bytes on disk."""
    found: Facts = {}
    if facts.get("before") and "t" in facts["before"]:
        found["used"] = shown(facts["before"])
    if facts.get("after") and "t" in facts["after"]:
        found["came_back"] = shown(facts["after"])
    for key in ("file", "examples", "removed", "added"):
        if facts.get(key) is not None:
            found[key] = facts[key]
    return found


# -- kinds ----------------------------------------------------------------------------------------


def judge_kind(facts: Facts) -> Judgement:
    """Judge all trials of one kind by the worst."""
    judged = map(came_back, facts["trials"])
    worst = min(judged, key=lambda each: _WORST.index(each.outcome))
    if not facts.get("format_alone"):
        return worst
    alone = came_back(facts["format_alone"])
    told = {"outcome": str(alone.outcome), "detail": alone.detail}
    return replace(worst, facts={"format_alone": told, **worst.facts})


# -- properties -----------------------------------------------------------------------------------


def judge_search(facts: Facts) -> Judgement:
    """Judge a property by its counter-example."""
    if not facts["examples"]:
        nothing = "no example could be saved and loaded"
        return Judgement(Outcome.REJECTED, nothing, evidence(facts))
    if facts.get("trial"):
        judged = came_back(facts["trial"])
        if judged.outcome is not Outcome.RIGHT:
            return judged
    outcome, detail = _compared(facts)
    return Judgement(outcome, detail, evidence(facts.get("trial") or facts))


def _compared(facts: Facts) -> tuple[Outcome, str]:
    if facts.get("texts"):
        first, second = facts["texts"]
        return Outcome.WRONG_VALUE, f"{first!r} became {second!r}"
    if facts.get("orders"):
        first, second = facts["orders"]
        return Outcome.WRONG_VALUE, f"keys {first} came back as {second}"
    return Outcome.RIGHT, f"no counter-example in {facts['examples']} examples"


def judge_change(facts: Facts) -> Judgement:
    """Judge the lines that one changed value changes: its own and no other."""
    removed, added = facts["removed"], facts["added"]
    return _judge_diff(facts, fits=len(removed) == len(added) == 1)


def judge_append(facts: Facts) -> Judgement:
    """Judge the lines that one more value in a list takes: its own and no other."""
    removed, added = facts["removed"], facts["added"]
    fits = len(removed) <= _APPENDED[0] and 1 <= len(added) <= _APPENDED[1]
    return _judge_diff(facts, fits=fits)


def _judge_diff(facts: Facts, *, fits: bool) -> Judgement:
    lines = (*facts["removed"], *facts["added"])
    detail = f"+{len(facts['added'])} -{len(facts['removed'])} lines"
    if any(_UNTOUCHED in line for line in lines):
        fits, detail = False, f"{detail}, some of another setting"
    outcome = Outcome.RIGHT if fits else Outcome.WRONG_VALUE
    return Judgement(outcome, detail, evidence(facts))


#: Of formats that have no comments, the page that says so.
_NO_COMMENTS = {".json": "https://www.rfc-editor.org/rfc/rfc8259"}


def judge_comments(facts: Facts) -> Judgement:
    """Judge what became of a comment on top of the file; a format may have none."""
    judged = [_commented(each) for each in facts["comments"]]
    page = _NO_COMMENTS.get(facts["suffix"])
    if facts["format_has"] or page is None:
        return judged[0]
    reason = f"{facts['suffix']} files have no comments"
    tried = [
        Tried({"done": each["line"]}, made)
        for each, made in zip(facts["comments"], judged, strict=True)
    ]
    return gaps.judge(Gap(Outcome.UNSUPPORTED, reason, page), tried)


def _commented(facts: Facts) -> Judgement:
    if facts.get("error"):
        return Judgement(Outcome.REJECTED, facts["error"])
    outcome = Outcome.RIGHT if facts["kept"] else Outcome.WRONG_VALUE
    where = "still there" if facts["kept"] else "gone"
    return Judgement(outcome, f"a comment is {where} after load and save")


# -- objects --------------------------------------------------------------------------------------


def judge_object(facts: Facts) -> Judgement:
    """Judge what became of a config object; who has none has nothing that could be asked."""
    if "none" in facts:
        return Judgement(Outcome.NOT_APPLICABLE, facts["none"])
    return came_back(facts)


def judge_data(facts: Facts) -> Judgement:
    """Judge an object that became data: a dictionary with the same content is right."""
    judged = judge_object(facts)
    if judged.outcome is not Outcome.TYPE_CHANGED:
        return judged
    written = f"written as {shown(facts['after'])}"
    return replace(judged, outcome=Outcome.RIGHT, detail=written)


def judge_equality(facts: Facts) -> Judgement:
    """Judge whether equal configs are equal and others are not."""
    if "none" in facts or facts["error"]:
        return judge_object(facts)
    same, other = facts["after"]["same"], facts["after"]["other"]
    detail = "equal configs are equal" if same else "equal configs are not equal"
    detail += ", and another is equal, too" if other else ", another is not"
    outcome = Outcome.RIGHT if same and not other else Outcome.WRONG_VALUE
    return Judgement(outcome, detail, evidence(facts))
