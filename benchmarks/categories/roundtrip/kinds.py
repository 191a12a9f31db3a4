"""Kinds of values and config objects, through each adapter's ``values.py``: a part of round trip.

The contract of ``values.py`` (*fixed*; ``benchmarks.asked`` is what asks it):

``save(values, folder)``, ``load(folder)``
    Write a dictionary into one file of a folder; give the dictionary back, with the library's own
    declarations of types.  A key tells what its value is: ``date_value`` is a date,
    ``date_or_none`` a date or None; ``benchmarks.asked.samples`` lists the kinds.  Any set of keys
    may come, and only those that were saved come back.
``Nested``
    A dataclass with ``rate: float`` and ``sizes: list[int]``, for the kind ``nested``.
``SAVED_BY``
    ``library``, or ``hand`` where the file is written or read by lines of one's own.
``HAND``
    Of a library that saves: the kinds that are converted by hand all the same, with how.
``UNSUPPORTED``
    Kinds without a writer or a type, with the reason and the page; they are tried all the same.
``config(n_epochs=5)``, or ``NO_CONFIG``
    A new small config object of the library, nested where it can be, with ``n_epochs``, the
    ``tags`` a and b, and ``lr`` 0.01; or the reason why there is none, with the page.

Cases are ``kinds/KIND``, ``properties/PROPERTY`` and ``objects/WHAT``.  An adapter's code runs in
processes of its own: one asks everything but torch, one asks what needs torch, and after a crash
another goes on with the next question.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks import runs
from benchmarks.asked import child, samples
from benchmarks.errors import BenchError, nearest
from benchmarks.outcomes import EXPLAINED, Judgement, Outcome
from benchmarks.process import Limits, run
from benchmarks.registry import Adapter
from benchmarks.values import Typed, equal, same_value, show

Facts = dict[str, Any]
Cell = dict[str, Any]

PROGRAM = child.__file__

#: One process answers some fifty questions; a library that hangs on one loses that one.
LIMITS = Limits(seconds=120)

#: Properties that are asked of values of one kind each.
SAME = (*samples.PLAIN, f"float{samples.OR_NONE}")
READERS = tuple(name for parsers in child.PARSERS.values() for name in parsers)

#: The word in every value of ``child.BASE`` that no change concerns.
_UNTOUCHED = "untouched"

#: Lines that one value in a list may take: its own, and the comma behind the one before (JSON).
_APPENDED = (1, 2)


def cases() -> tuple[str, ...]:
    """Return all cases, in the order of the report."""
    kinds = (*samples.FURTHER, *samples.TORCH)
    every = (*samples.PLAIN, *kinds)
    return (
        *(f"kinds/{kind}" for kind in kinds),
        *(f"kinds/{kind}{samples.OR_NONE}" for kind in every),
        *(f"properties/same/{key}" for key in SAME),
        *(f"properties/{name}" for name in child.PROPERTIES),
        *(f"properties/read_by_{name}" for name in READERS),
        *(f"objects/{what}" for what in child.OBJECTS),
    )


def needs_torch(case: str) -> bool:
    """Whether a question takes the import of torch."""
    name = case.rpartition("/")[2]
    return (
        name in {"checkpoint", "worker"}
        or name.removesuffix(samples.OR_NONE) in samples.TORCH
    )


# -- facts
def ask(
    adapter: Adapter, questions: Sequence[str], limits: Limits = LIMITS
) -> tuple[Facts, dict[str, Facts]]:
    """Ask the adapter's ``values.py``; return what it declares, and the facts by question.

    A question that ended its process has ``{"broken": how}`` for facts.
    """
    contract: Facts = {}
    answers: dict[str, Facts] = {}
    for torch in (False, True):
        left = [each for each in questions if needs_torch(each) is torch]
        while left:
            said, ended = _process(adapter, left, limits, torch=torch)
            told = {each.pop("question"): each for each in said if "question" in each}
            declared = told.pop("contract", None)
            contract = declared or contract
            answers |= told
            left = [each for each in left if each not in answers]
            if not left:
                break
            # It ended in the next question; or before the first, so that all are lost.
            lost = left[:1] if declared else left
            answers |= {each: {"broken": ended} for each in lost}
            left = left[len(lost) :]
    return contract, answers


def _process(
    adapter: Adapter, questions: Sequence[str], limits: Limits, *, torch: bool
) -> tuple[list[Facts], str]:
    """Ask in one process; return its lines, and how it ended."""
    with runs.workplace() as place:
        file = place.base / "answers.jsonl"
        values = str(adapter.folder / "values.py")
        nursery = runs.NURSERY
        done = run(
            ["python", PROGRAM, values, str(file), *questions],
            cwd=place.work,
            home=place.home,
            limits=limits,
            zygote=nursery.training(adapter) if torch else nursery.probing(adapter),
        )
        said = runs.last_line(done.stderr)
        return runs.read_lines(file), f"{done.ended}: {said}" if said else done.ended


def faults(contract: Facts) -> list[str]:
    """Return what is wrong with the declarations of a ``values.py``, in sentences; pure."""
    found = [f"has no {name}" for name in contract["missing"]]
    if contract["saved_by"] not in {"library", "hand", None}:
        found.append(f"SAVED_BY is {contract['saved_by']!r}: expected library or hand")
    known = (*samples.PLAIN, *samples.FURTHER, *samples.TORCH)
    for table in ("hand", "unsupported"):
        for kind in contract[table]:
            if kind not in known:
                hint = nearest(kind, known)
                found.append(f"{table.upper()}: there is no kind {kind!r}{hint}")
    for kind, reason in contract["unsupported"].items():
        if "https://" not in reason:
            found.append(f"UNSUPPORTED: the reason for {kind} names no page")
    if not contract["config"] and "https://" not in (contract["no_config"] or ""):
        found.append("has no config(), nor NO_CONFIG with a reason and its page")
    return found


# -- judgements
def came_back(trial: Facts) -> Judgement:
    """Judge one value by what came back; pure."""
    before, after = trial["before"], trial["after"]
    if trial["error"]:
        return Judgement(Outcome.LOUD, trial["error"])
    if after is None:
        return Judgement(Outcome.SILENT, f"{shown(before)} did not come back")
    if equal(after, before):
        return Judgement(Outcome.RIGHT, f"{shown(before)} came back equal")
    outcome = Outcome.RETYPED if alike(before, after) else Outcome.SILENT
    return Judgement(outcome, f"{shown(before)} came back as {shown(after)}")


def shown(value: Typed) -> str:
    """Print a typed value as people write it; what the core knows by its repr is just that."""
    body = value.get("v")
    known = {"str", "float", "pathlib.PosixPath", "shared_model.Precision"}
    return body if isinstance(body, str) and value["t"] not in known else show(value)


def alike(one: Typed, other: Typed) -> bool:
    """Whether two values are equal, types aside: a section may be a dataclass or a mapping."""
    return same_value(_as_mapping(one), _as_mapping(other))


def _as_mapping(value: Typed) -> Typed:
    if "args" not in value:
        return value
    pairs = [[{"t": "str", "v": key}, item] for key, item in value["args"].items()]
    return {"t": "dict", "v": pairs}


#: From the worst.
_WORST = (Outcome.SILENT, Outcome.RETYPED, Outcome.LOUD, Outcome.RIGHT)


def judge_kind(facts: Facts) -> tuple[Judgement, Facts]:
    """Judge all trials of one kind by the worst; return that trial, too; pure."""
    judged = [(came_back(trial), trial) for trial in facts["trials"]]
    return min(judged, key=lambda pair: _WORST.index(pair[0].outcome))


def judge_property(name: str, facts: Facts) -> Judgement:
    """Judge one property; pure."""
    if name.startswith("diff_"):
        return judge_diff(name, facts["removed"], facts["added"])
    if name == "comments":
        return _judge_comments(facts)
    examples = f"{facts['examples']} examples"
    if not facts["examples"]:
        return Judgement(Outcome.LOUD, "no example could be saved and loaded")
    if facts.get("trial"):
        judged = came_back(facts["trial"])
        if judged.outcome is not Outcome.RIGHT:
            return judged
    if facts.get("texts"):
        first, second = facts["texts"]
        return Judgement(Outcome.SILENT, f"{first!r} became {second!r}")
    if facts.get("orders"):
        first, second = facts["orders"]
        return Judgement(Outcome.SILENT, f"keys {first} came back as {second}")
    return Judgement(Outcome.RIGHT, f"no counter-example in {examples}")


def judge_diff(name: str, removed: Sequence[str], added: Sequence[str]) -> Judgement:
    """Judge the lines that one changed value changes: its own and no other; pure."""
    said = f"+{len(added)} -{len(removed)} lines"
    if any(_UNTOUCHED in line for line in (*removed, *added)):
        return Judgement(Outcome.SILENT, f"{said}, some of another setting")
    if name == "diff_change":
        fits = len(removed) == len(added) == 1
    else:
        fits = len(removed) <= _APPENDED[0] and 1 <= len(added) <= _APPENDED[1]
    return Judgement(Outcome.RIGHT if fits else Outcome.SILENT, said)


def _judge_comments(facts: Facts) -> Judgement:
    if facts.get("error"):
        return Judgement(Outcome.LOUD, facts["error"])
    if facts["kept"]:
        return Judgement(Outcome.RIGHT, "a comment is still there after load and save")
    return Judgement(Outcome.SILENT, "a comment is gone after load and save")


def judge_object(what: str, facts: Facts) -> Judgement:
    """Judge what became of a config object; pure."""
    if facts["error"]:
        return Judgement(Outcome.LOUD, facts["error"])
    if what == "equality":
        same, other = facts["after"]["same"], facts["after"]["other"]
        said = "equal configs are equal" if same else "equal configs are not equal"
        said += ", and another is equal, too" if other else ", another is not"
        right = same and not other
        return Judgement(Outcome.RIGHT if right else Outcome.SILENT, said)
    judged = came_back(facts)
    if what in {"json", "yaml"} and judged.outcome is Outcome.RETYPED:
        # Data is what these formats are for: a dictionary with the same content is right.
        return Judgement(Outcome.RIGHT, f"written as {shown(facts['after'])}")
    return judged


# -- cells
def measure_all(adapter: Adapter, *, fast: bool = False) -> Iterator[tuple[str, Cell]]:
    """Yield a cell for each case that fits the row; ``fast`` leaves out what needs torch."""
    wanted = [case for case in cases() if not (fast and needs_torch(case))]
    yield from measure(adapter, wanted)


def measure(adapter: Adapter, wanted: Sequence[str]) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of some cases; a parser that does not fit the row's format has none.

    Raises
    ------
    BenchError
        For a case that there is not, and if there is no ``values.py``.
    """
    known = cases()
    for case in wanted:
        if case not in known:
            raise BenchError(
                f"there is no round-trip cell {case!r}{nearest(case, known)}"
            )
    path = adapter.folder / "values.py"
    if not path.is_file():
        raise BenchError(f"{path}: not found; an adapter needs a values.py")
    contract, answers = ask(adapter, wanted)
    for case in wanted:
        cell = judge(case, contract, answers[case])
        if cell is None:
            continue
        if Outcome(cell["outcome"]) in EXPLAINED:
            cell["cause"] = adapter.causes.get(f"roundtrip/{case}", "unexplained")
        reproduce = f"python -m benchmarks reproduce roundtrip/{adapter.name}/{case}"
        yield case, {**cell, "reproduce": reproduce}


def judge(case: str, contract: Facts, facts: Facts) -> Cell | None:
    """Return the cell of one case, or None where it does not fit the row; pure."""
    group, _, name = case.partition("/")
    kind = samples.kind_of(samples.key_of(name)) if group == "kinds" else ""
    cell: Cell = {"by": _by(group, kind, contract)}
    if "broken" in facts:
        return {**cell, "outcome": str(Outcome.BROKEN), "detail": facts["broken"]}
    if not facts.get("fits", True):
        return None
    reason: str | None = None
    evidence: Facts = facts.get("trial") or facts
    if group == "kinds":
        judged, evidence = judge_kind(facts)
        reason = contract["unsupported"].get(kind)
        if facts.get("format_alone"):
            alone = came_back(facts["format_alone"])
            cell["format_alone"] = {
                "outcome": str(alone.outcome),
                "detail": alone.detail,
            }
    elif group == "properties":
        judged = judge_property(name, facts)
        if not facts.get("format_has", True):
            reason = f"{facts['suffix']} files have no comments"
            if facts["suffix"] == ".json":
                reason += ": https://www.rfc-editor.org/rfc/rfc8259"
    elif "none" in facts:
        reason = facts["none"] or "values.py has neither config nor NO_CONFIG"
        return {**cell, "outcome": str(Outcome.UNSUPPORTED), "detail": reason}
    else:
        judged = judge_object(name, facts)
    cell |= _evidence(evidence)
    cell["detail"] = judged.detail
    outcome = judged.outcome
    if reason:
        cell["unsupported"] = reason
        cell["attempt_outcome"] = str(outcome)
        # A declared gap that turns out to work is a false declaration: the cell tells the truth.
        if outcome is Outcome.RIGHT:
            cell["false_declaration"] = True
        else:
            outcome = Outcome.UNSUPPORTED
    return {"outcome": str(outcome), **cell}


def _by(group: str, kind: str, contract: Mapping[str, Any]) -> str:
    if group == "objects":
        return "library"
    by_hand = contract.get("saved_by") == "hand" or kind in contract.get("hand", {})
    return "hand" if by_hand else "library"


def _evidence(facts: Facts) -> Facts:
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
