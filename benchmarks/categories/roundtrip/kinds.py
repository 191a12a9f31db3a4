"""Kinds of values, properties of saving, and config objects, through each row's ``values.py``.

Cases are ``kinds/KIND``, ``properties/PROPERTY`` and ``objects/WHAT``; what the file must hold
stands in ``benchmarks.value_files``.  A row's code runs in processes of its own: one asks
everything but torch, one asks what needs torch, and after a crash another goes on with the next
question.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks import gaps
from benchmarks.categories.roundtrip import kinds_judging as judging
from benchmarks.categories.roundtrip.kinds_again import again
from benchmarks.categories.roundtrip.part import Part
from benchmarks.category import attempt
from benchmarks.cells import Case, Judgement
from benchmarks.gaps import Tried
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.value_files import child, samples
from benchmarks.value_files.asking import Answer, Facts, ask, needs_torch, read

#: Properties that are asked of values of one kind each.
_SAME = (*samples.PLAIN, f"float{samples.OR_NONE}")
_READERS = tuple(name for parsers in child.PARSERS.values() for name in parsers)

#: Cases of which a row has those that the format of its files has: a parser that reads it.
OF_SOME_FORMATS = {f"properties/read_by_{reader}" for reader in _READERS}

_PROPERTIES = {
    "diff_change": judging.judge_change,
    "diff_append": judging.judge_append,
    "comments": judging.judge_comments,
}
_OBJECTS = {
    "equality": judging.judge_equality,
    "json": judging.judge_data,
    "yaml": judging.judge_data,
}


@dataclass(frozen=True, kw_only=True)
class Question(Case):
    """One question of a ``values.py``.

    Attributes
    ----------
    judge
        Pure: the facts of a trial in, a judgement out.
    of
        The kind of value that is asked of, if it is one kind.
    """

    judge: Callable[[Facts], Judgement] = field(compare=False)
    of: str = ""


def cases() -> dict[str, Question]:
    """Return all questions, in the order of the report."""
    return {question.name: question for question in _questions()}


def _questions() -> Iterator[Question]:
    further = (*samples.FURTHER, *samples.TORCH)
    for name in (*further, *(f"{kind}{samples.OR_NONE}" for kind in samples.KINDS)):
        kind = samples.kind_of(name)
        yield Question(f"kinds/{name}", judge=judging.judge_kind, of=kind)
    for key in _SAME:
        kind = samples.kind_of(key)
        yield Question(f"properties/same/{key}", judge=judging.judge_search, of=kind)
    for name in (*child.PROPERTIES, *(f"read_by_{reader}" for reader in _READERS)):
        judge = _PROPERTIES.get(name, judging.judge_search)
        yield Question(f"properties/{name}", judge=judge)
    for what in child.OBJECTS:
        judge = _OBJECTS.get(what, judging.judge_object)
        yield Question(f"objects/{what}", judge=judge)


def lacking(row: Adapter) -> list[str]:
    """Return the questions about kinds of which the row declares that there is no way."""
    unsupported = read(row)["unsupported"]
    return [name for name, question in cases().items() if question.of in unsupported]


def sample(questions: Sequence[Question]) -> list[Question]:
    """Return the questions that do not need torch."""
    return [each for each in questions if not needs_torch(each.name)]


def measure(
    row: Adapter, questions: Sequence[Question]
) -> Iterator[tuple[str, object]]:
    """Yield the answers; of a parser that does not fit the format of the files there is none."""
    names = [question.name for question in questions]
    answers = attempt(ask, row, names) if names else {}
    for name in names:
        answer = answers[name] if isinstance(answers, dict) else answers
        if not (isinstance(answer, Answer) and answer.facts.get("fits") is False):
            yield name, answer


def judge(question: Question, answer: Answer) -> Judgement:
    """Judge one answer; pure."""
    if answer.crash:
        return Judgement(Outcome.BROKEN, answer.crash)
    gap, made = answer.unsupported.get(question.of), answer.facts.get("attempts")
    if made is None:
        return question.judge(answer.facts)
    if gap is None:
        sentence = "attempts were made at what nobody says to have no way"
        return Judgement(Outcome.BROKEN, sentence)
    return gaps.judge(
        gap,
        [Tried({"done": each["done"]}, question.judge(each["facts"])) for each in made],
    )


PART = Part(cases=cases, measure=measure, judge=judge, again=again, sample=sample)
