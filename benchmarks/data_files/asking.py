"""Ask a Python file of a row: a process for some questions, and what it said is remembered."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data_files import child
from benchmarks.errors import AbsentError, RowError, UnsupportedError
from benchmarks.nursery import NURSERY
from configbench import foreign
from configbench.errors import UnmeasuredError
from configbench.foreign import ForeignError
from configbench.process import MIB, Command, Finished, Limits, run
from configbench.workplace import workplace

#: A spelling takes microseconds, ten thousand settings a tenth of a second.
LIMITS = Limits(seconds=5, output=MIB, memory=512 * MIB, file_size=16 * MIB)

#: Bytes that a Python file of a row may have.
_SOURCE = MIB

#: How much of the arguments stands in a sentence, in characters.
_SHOWN = 100


class Odd:
    """A value that is none of Python's plain ones; it shows itself as it did where it was."""

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def __repr__(self) -> str:
        return self._shown


@dataclass(frozen=True)
class Question:
    """What a file is asked: what a function gives, or without arguments the value of a name.

    The arguments are plain values (:func:`benchmarks.data_files.child.packed`).
    """

    name: str
    arguments: tuple[object, ...] | None = None

    def __str__(self) -> str:
        if self.arguments is None:
            return self.name
        return f"{self.name}({', '.join(map(repr, self.arguments))[:_SHOWN]})"

    @property
    def form(self) -> str:
        """It as JSON."""
        arguments = self.arguments
        packed = None if arguments is None else [*map(child.packed, arguments)]
        return json.dumps({"name": self.name, "arguments": packed})


@dataclass(frozen=True)
class Answer:
    """What came of a question: a value, or why there is none."""

    value: Any = None
    fails: str | None = None
    unsupported: str | None = None


@dataclass
class _Memory:
    """What one file, as it was, has said."""

    refusal: str | None = None
    has: frozenset[str] | None = None
    answers: dict[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class PythonFile:
    """A Python file of a row.

    Attributes
    ----------
    path
        Where it is.
    needed
        The names that it must have.
    sha256
        Of its content when it was found: another content is asked anew.
    optional
        The names that it may have.
    """

    path: Path
    needed: tuple[str, ...]
    sha256: str
    optional: tuple[str, ...] = ()

    @classmethod
    def find(
        cls, path: Path, *needed: str, optional: tuple[str, ...] = ()
    ) -> "PythonFile":
        """Find a file, which is not loaded before it is asked.

        Raises
        ------
        AbsentError
            If it is not there.
        RowError
            If it is no file that could be read.
        """
        if not path.is_file():
            raise AbsentError(f"{path}: not found; an adapter needs a {path.name}")
        try:
            content = foreign.read(path.resolve(), _SOURCE)
        except ForeignError as error:
            raise RowError(f"{path}: cannot be loaded: {error}") from error
        return cls(path, needed, hashlib.sha256(content).hexdigest(), optional)

    def has(self) -> frozenset[str]:
        """Return which of the optional names it has.

        Raises
        ------
        RowError
            If the file cannot be loaded, or lacks a needed name.
        """
        if self._memory.has is None:
            self._ask([])
        return self._loaded().has or frozenset()

    def ask(self, question: Question) -> Any:
        """Return the answer to one question: a plain value, or something :class:`Odd`.

        Raises
        ------
        UnsupportedError
            If the file raises its own ``Unsupported``.
        RowError
            If the file cannot be loaded, lacks a name, raises anything else, or does not answer.
        """
        form = question.form
        if form not in self._memory.answers:
            self.ahead([question])
        answer = self._loaded().answers[form]
        if answer.unsupported is not None:
            raise UnsupportedError(answer.unsupported)
        if answer.fails is not None:
            raise RowError(f"{self.path}: {question}: {answer.fails}")
        return answer.value

    def ahead(self, questions: Sequence[Question]) -> None:
        """Ask many questions in one process, so that their answers are at hand.

        What is wrong is told where it is asked.  What no longer came to its turn is asked then.

        Raises
        ------
        UnmeasuredError
            If the machine could not.
        """
        known = self._memory.answers
        left = [form for each in questions if (form := each.form) not in known]
        if left:
            self._ask(left)

    def _loaded(self) -> _Memory:
        """Return what the file has said, if it is as it must be."""
        memory = self._memory
        if memory.refusal is not None:
            raise RowError(f"{self.path}: {memory.refusal}")
        return memory

    def _ask(self, left: Sequence[str]) -> None:
        """Ask what was not asked yet, unless the file is known to be of no use."""
        memory = self._memory
        if memory.refusal is not None:
            return
        (first, *answers), finished = self._process(left)
        ended = f"the process ended ({finished.ended}) without an answer"
        memory.refusal = self._refusal(first, ended)
        if memory.refusal is not None:
            return
        memory.has = frozenset(_names(first))
        memory.answers |= zip(left, map(_answer, answers), strict=False)
        if len(answers) < len(left):
            memory.answers[left[len(answers)]] = Answer(fails=ended)

    @property
    def _memory(self) -> _Memory:
        return _MEMORIES.setdefault(self, _Memory())

    def _process(self, forms: Sequence[str]) -> tuple[list[Any], Finished]:
        """Ask in one process; return the lines that it left, at least one, and how it ended."""
        needed, optional = json.dumps(self.needed), json.dumps(self.optional)
        with workplace() as place:
            questions, answers = place.base / "questions.json", place.base / "answers"
            names = f'"needed": {needed}, "optional": {optional}'
            text = f'{{{names}, "questions": [{", ".join(forms)}]}}'
            questions.write_text(text, encoding="utf-8")
            files = (str(self.path), str(questions), str(answers))
            command = Command(("python", child.__file__, *files), place, limits=LIMITS)
            finished = run(command, NURSERY.asking())
            lines = [*_lines(answers)]
        if finished.exit is None:
            raise UnmeasuredError(f"no process for {self.path}: {finished.stderr}")
        return lines or [None], finished

    def _refusal(self, first: Any, ended: str) -> str | None:
        """Return what is wrong with the file as a whole, from the first line; pure."""
        match first:
            case {"cannot": str(text)}:
                return f"cannot be loaded: {text}"
            case {"lacks": str(name)}:
                return f"has no {name!r}; expected {', '.join(self.needed)}"
            case {"odd": str(text)}:
                return f"Unsupported is {text}; expected an exception"
            case {}:
                return None
        return f"cannot be loaded: {ended}"


_MEMORIES: dict[PythonFile, _Memory] = {}


def _names(first: Any) -> Iterator[str]:
    """Yield the optional names that a first line says are there, whoever wrote it."""
    match first:
        case {"has": [*names]}:
            yield from (name for name in names if isinstance(name, str))


def _answer(line: Any) -> Answer:
    match line:
        case {"unsupported": str(text)}:
            return Answer(unsupported=text)
        case {"fails": str(text)}:
            return Answer(fails=text)
        case {"odd": str(text)}:
            return Answer(Odd(text))
        case {"value": form}:
            try:
                return Answer(child.unpacked(form))
            except (ValueError, RecursionError):
                pass
    return Answer(fails="the answer cannot be read")


def _lines(answers: Path) -> Iterator[Any]:
    """Yield what stands in each whole line of a file that a row's code could write to.

    None for a line that is no JSON, and nothing where there is no file that can be read.
    """
    try:
        content = foreign.read(answers, LIMITS.file_size or 0)
    except ForeignError:
        return
    for line in content.split(b"\n")[:-1]:
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            yield None
