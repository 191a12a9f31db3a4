"""Run the program that asks a ``values.py``: one process for all, and another after each crash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.errors import AbsentError, MissingError, RowError
from benchmarks.gaps import Gap, check_declared
from benchmarks.nursery import NURSERY
from benchmarks.outcomes import Outcome
from benchmarks.parties.callers import Handled, require, summed, taken, watching
from benchmarks.registry import Adapter
from benchmarks.running import recording
from benchmarks.texts import failure
from benchmarks.value_files import answers, child, samples, unicode
from configbench import foreign
from configbench.errors import nearest
from configbench.foreign import ForeignError
from configbench.process import Command, Finished, Limits, run
from configbench.workplace import Workplace, workplace

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
    unsupported
        The kinds that the library has no way for, and why.
    """

    facts: Facts
    crash: str
    unsupported: Mapping[str, Gap]


def needs_torch(question: str) -> bool:
    """Whether a question takes the import of torch."""
    name = question.rpartition("/")[2]
    return name in child.WITH_TORCH or samples.kind_of(name) in samples.TORCH


def ask(
    row: Adapter, questions: Sequence[str], limits: Limits | None = None
) -> dict[str, Answer | RowError | MissingError]:
    """Ask a row's ``values.py``; return by question an answer, or why there is none.

    That is what breaks the contract, or that the row's environment lacks torch.

    Raises
    ------
    RowError
        If the file is missing, cannot be loaded, or declares something wrong.
    """
    declared = read(row, limits)
    answers: dict[str, Answer | RowError | MissingError] = {}
    for torch in (False, True):
        left = [each for each in questions if needs_torch(each) is torch]
        if torch:
            try:
                row.environment.require_torch()
            except MissingError as missing:
                return answers | dict.fromkeys(left, missing)
        while left:
            _, told, ended = _process(row, left, limits, torch=torch)
            # It ended in the first question that has no answer.
            unanswered = [each for each in left if each not in told]
            told |= {each: {"crash": ended} for each in unanswered[:1]}
            answers |= {each: _answer(row, declared, told[each]) for each in told}
            left = unanswered[1:]
    return answers


def watched(row: Adapter) -> list[Handled]:
    """Return who writes and who reads the file of a row's ``values.py``.

    Raises
    ------
    RowError
        If the file is missing, or cannot be loaded.
    ProgramError
        If nobody was seen at it.
    """
    with workplace() as place:
        _asked(row, place, ("properties/stable",), None, environ=watching(place))
        found = summed(row, taken(place), place, ("written", "read"))
    require(found, "written", "read")
    return found


def read(row: Adapter, limits: Limits | None = None) -> Facts:
    """Return what a row's ``values.py`` declares.

    Raises
    ------
    RowError
        If the file is missing, cannot be loaded, or declares something wrong.
    """
    path = values_file(row)
    if not path.is_file():
        raise AbsentError(f"{path}: not found; an adapter needs a values.py")
    declared, _, _ = _process(row, (), limits)
    if wrong := faults(declared):
        raise RowError(f"{path}: {'; '.join(wrong)}")
    for kind, stated in declared["unsupported"].items():
        check_declared(path, stated, f"UNSUPPORTED[{kind!r}]")
    return declared


def values_file(row: Adapter) -> Path:
    """Return where a row's ``values.py`` is."""
    return row.file("values.py")


def _process(
    row: Adapter,
    questions: Sequence[str],
    limits: Limits | None,
    *,
    torch: bool = False,
) -> tuple[Facts, dict[str, Facts], str]:
    """Ask in one process; return what is declared, the facts by question, and how it ended.

    Raises
    ------
    RowError
        If it does not get as far as the questions.
    MissingError
        If our tools are not there.
    """
    with workplace() as place:
        finished = _asked(row, place, questions, limits, torch=torch)
        declared, told, fault = read_answers(
            place.base / _ANSWERS, questions, cut=not finished.ended_by_itself
        )
    ended = fault or failure(finished)
    if declared is None:
        raise RowError(f"{values_file(row)}: cannot be loaded: {ended}")
    return declared, told, ended


_ANSWERS = "answers.jsonl"


def _asked(
    row: Adapter,
    place: Workplace,
    questions: Sequence[str],
    limits: Limits | None,
    *,
    torch: bool = False,
    environ: Mapping[str, str] | None = None,
) -> Finished:
    tools = row.environment.tools
    tools.require()
    path, file = values_file(row), place.base / _ANSWERS
    argv = ("python", child.__file__, str(path), str(file), *questions)
    zygote = NURSERY.training(row) if torch else NURSERY.probing(row)
    if environ:
        # Watched: what keeps `open` where it is imported (Gin does) must keep the one that tells.
        zygote, environ = None, recording(place, environ)
    handed = unicode.hand_over(place.base / "hypothesis") if questions else {}
    command = Command(
        argv,
        place,
        environ={**handed, **(environ or {}), child.TOOLS: str(tools.site)},
        binaries=row.binaries,
        limits=limits or LIMITS,
    )
    return run(command, zygote)


def read_answers(
    file: Path, questions: Sequence[str], *, cut: bool = False
) -> tuple[Facts | None, dict[str, Facts], str]:
    """Return what is declared, the facts by question, and what is wrong with the file, if anything.

    The answer that has not its form is a crash, told in a sentence.  Behind a line that answers
    nothing that was asked, nothing is believed: whatever is missing then is asked again.
    """
    declared: Facts | None = None
    told: dict[str, Facts] = {}
    try:
        for where, line in foreign.objects(file, cut=cut):
            question = line.pop("question", None)
            if question == child.CONTRACT and declared is None:
                declared = answers.contract(line, where)
            elif question not in questions or question in told:
                asked = f'"question" is {foreign.quoted(question)}'
                return declared, told, f"{where}: {asked}; expected one that was asked"
            else:
                told[question] = _told(question, line, where)
    except ForeignError as error:
        return declared, told, str(error)
    return declared, told, ""


def _told(question: str, line: Facts, where: str) -> Facts:
    try:
        return answers.answer(question, line, where)
    except ForeignError as error:
        return {"crash": str(error)}


def _answer(row: Adapter, declared: Facts, facts: Facts) -> Answer | RowError:
    if "breach" in facts:
        return RowError(f"{values_file(row)}: {facts['breach']}")
    gaps = {
        kind: Gap(Outcome.UNSUPPORTED, stated["reason"], stated["page"])
        for kind, stated in declared["unsupported"].items()
    }
    return Answer(facts, facts.get("crash", ""), gaps)


def faults(declared: Facts) -> list[str]:
    """Return what is wrong with the declarations of a ``values.py``, in sentences; pure."""
    found = [f"has no {name}" for name in declared["missing"]]
    found += declared["malformed"]
    for table, name in (("hand", "BY_HAND"), ("unsupported", "UNSUPPORTED")):
        for kind in declared[table]:
            if kind not in samples.KINDS:
                hint = nearest(kind, samples.KINDS)
                found.append(f"{name}: there is no kind {kind!r}{hint}")
    for kind in sorted(declared["unsupported"].keys() & {*declared["hand"]}):
        found.append(f"{kind} is in BY_HAND and in UNSUPPORTED; expected one")
    if not declared["config"] and "https://" not in (declared["no_config"] or ""):
        found.append("has no config(), nor NO_CONFIG with a reason and its page")
    return found
