"""One training in a process of its own."""

from collections.abc import Callable

from benchmarks import texts
from benchmarks.beside_pykt.plan import PYKT
from benchmarks.beside_pykt.students import Students, digest, our_csv, pykt_csv
from benchmarks.beside_pykt.task import ANSWER, ANSWERS, TASK, Answer, Task
from configbench.errors import UnmeasuredError
from configbench.process import MIB, Command, Limits, run
from configbench.workplace import workplace

_LIMITS = Limits(seconds=900, output=MIB)

#: Trains one contestant; replaced in tests by one with stated answers.
Ask = Callable[[str, Task, Students], Answer]


def ask(contestant: str, task: Task, students: Students) -> Answer:
    """Have a contestant train; return what came of it.

    Raises
    ------
    UnmeasuredError
        If it fails, or has read other students than it was given.
    """
    program, written = (
        ("pykt_side", pykt_csv) if contestant == PYKT else ("our_side", our_csv)
    )
    words = ("python", "-m", f"benchmarks.beside_pykt.programs.{program}")
    with workplace() as place:
        place.write({TASK: task.text(), ANSWERS: written(students)})
        finished = run(Command(words, place, limits=_LIMITS))
        left = place.work / ANSWER
        if finished.exit != 0 or not left.is_file():
            raise UnmeasuredError(
                f"{contestant}: {finished.ended}: {texts.last_line(finished.output)}"
            )
        answer = Answer.parse(left.read_text(encoding="utf-8"))
    for name in ("train", "valid"):
        if getattr(answer, name) != digest(getattr(students, name)):
            raise UnmeasuredError(
                f"{contestant}: has read other students ({name}) than were written"
            )
    return answer
