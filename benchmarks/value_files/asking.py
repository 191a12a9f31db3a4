"""Run the program that asks a ``values.py``: one process for all, and another after each crash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.errors import AbsentError, RowError, nearest
from benchmarks.nursery import NURSERY
from benchmarks.outcomes import Party
from benchmarks.process import Command, Finished, Limits, run
from benchmarks.registry import Adapter
from benchmarks.texts import last_line
from benchmarks.value_files import child, samples
from benchmarks.workplace import read_lines, workplace

Facts = dict[str, Any]

#: One process answers some fifty questions; a library that hangs on one loses that one.
LIMITS = Limits(seconds=120)


@dataclass(frozen=True)
class Answer:
    """What a ``values.py`` did with one question.

    Attributes
    ----------
    facts
        As ``child`` tells them; none where it crashed.
    crash
        How the process ended in this question, if it did.
    by
        Who writes and reads the files.
    by_hand
        The kinds that are converted by hand all the same.
    unsupported
        The reasons for the kinds that have no writer or no type.
    """

    facts: Facts
    crash: str
    by: Party
    by_hand: tuple[str, ...]
    unsupported: Mapping[str, str]


def needs_torch(question: str) -> bool:
    """Whether a question takes the import of torch."""
    name = question.rpartition("/")[2]
    return name in child.WITH_TORCH or samples.kind_of(name) in samples.TORCH


def ask(
    row: Adapter, questions: Sequence[str], limits: Limits = LIMITS
) -> dict[str, Answer | RowError]:
    """Ask a row's ``values.py``; return an answer, or what breaks the contract, by question.

    Raises
    ------
    RowError
        If the file is missing, cannot be loaded, or declares something wrong.
    """
    path = row.folder / "values.py"
    if not path.is_file():
        raise AbsentError(f"{path}: not found; an adapter needs a values.py")
    answers: dict[str, Answer | RowError] = {}
    for torch in (False, True):
        left = [each for each in questions if needs_torch(each) is torch]
        while left:
            lines, finished = _process(row, path, left, limits, torch=torch)
            answers |= _answers(path, left, lines, finished)
            left = [each for each in left if each not in answers]
    return answers


def declared(row: Adapter) -> Mapping[str, str]:
    """Return the kinds that a row's ``values.py`` declares unsupported, with the reasons.

    Raises
    ------
    RowError
        If the file is missing or breaks the contract.
    """
    (answer,) = ask(row, ["kinds/int_or_none"]).values()
    if isinstance(answer, RowError):
        raise answer
    return answer.unsupported


def _process(
    row: Adapter, path: Path, questions: Sequence[str], limits: Limits, *, torch: bool
) -> tuple[list[Facts], Finished]:
    """Ask in one process; return its lines, and how it ended."""
    with workplace() as place:
        file = place.base / "answers.jsonl"
        argv = ("python", child.__file__, str(path), str(file), *questions)
        zygote = NURSERY.training(row) if torch else NURSERY.probing(row)
        finished = run(Command(argv, place, limits=limits), zygote)
        return read_lines(file), finished


def _answers(
    path: Path, questions: Sequence[str], lines: Sequence[Facts], finished: Finished
) -> dict[str, Answer | RowError]:
    """Return what one process answered; the question in which it ended is one of them; pure.

    Raises
    ------
    RowError
        If it did not get as far as the questions, or the file declares something wrong.
    """
    ended = f"{finished.ended}: {last_line(finished.stderr)}"
    told = {line["question"]: line for line in lines if "question" in line}
    declared = told.pop("contract", None)
    if declared is None:
        raise RowError(f"{path}: cannot be loaded: {ended}")
    if wrong := faults(declared):
        raise RowError(f"{path}: {'; '.join(wrong)}")
    unanswered = [each for each in questions if each not in told]
    told |= {each: {"crash": ended} for each in unanswered[:1]}
    return {
        question: RowError(f"{path}: {facts['breach']}")
        if "breach" in facts
        else Answer(
            facts,
            facts.get("crash", ""),
            Party(declared["saved_by"]),
            tuple(declared["hand"]),
            declared["unsupported"],
        )
        for question in questions
        if (facts := told.get(question)) is not None
    }


def faults(declared: Facts) -> list[str]:
    """Return what is wrong with the declarations of a ``values.py``, in sentences; pure."""
    found = [f"has no {name}" for name in declared["missing"]]
    found += declared["malformed"]
    known = (*samples.PLAIN, *samples.FURTHER, *samples.TORCH)
    for table in ("hand", "unsupported"):
        for kind in declared[table]:
            if kind not in known:
                hint = nearest(kind, known)
                found.append(f"{table.upper()}: there is no kind {kind!r}{hint}")
    for kind, reason in declared["unsupported"].items():
        if "https://" not in reason:
            found.append(f"UNSUPPORTED: the reason for {kind} names no page")
    if not declared["config"] and "https://" not in (declared["no_config"] or ""):
        found.append("has no config(), nor NO_CONFIG with a reason and its page")
    return found
