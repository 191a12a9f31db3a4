"""The students that both libraries get, and the two files that they get them in."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from shared_model import data
from shared_model.reading import REQUIRED, read_csv
from shared_model.students import Student, simulate

#: pykt's preparation leaves shorter sequences out (``min_seq_len``).
SHORTEST = 3

#: Lengths "as real data have them": log-normal, of this median and this standard deviation of the
#: logarithm, rounded and clipped to SHORTEST and the greatest length.
MEDIAN_LENGTH, SIGMA = 50, 1.0
_SEED = 15

#: In pykt's file: behind the end of a sequence, and the folds that train and validate.
PADDING = -1
TRAIN_FOLD, VALID_FOLD = 0, 1


class History(NamedTuple):
    """A student's answers in order of time: items, counted from 0, and 1 for a right one."""

    items: tuple[int, ...]
    answers: tuple[int, ...]


class Students(NamedTuple):
    """All students in one order; those that train and those that validate, in the split's order."""

    everyone: list[History]
    train: list[History]
    valid: list[History]
    n_items: int
    length: int


def simulated(n_students: int, n_steps: int, valid_fraction: float) -> Students:
    """Return ``shared_model``'s simulated students."""
    return _students(simulate(n_students, n_steps), n_steps, valid_fraction)


def recorded(path: Path, length: int, valid_fraction: float) -> Students:
    """Return the students of a file of recorded answers.

    Of each the last ``length`` answers are used; students with fewer than three are left out.

    Raises
    ------
    DataError
        If the file cannot be used.
    """
    return _students(read_csv(path), length, valid_fraction)


def _students(read: Iterable[Student], length: int, valid_fraction: float) -> Students:
    read = list(read)
    names = sorted({item for student in read for item in student.items})
    numbers = {name: number for number, name in enumerate(names)}
    everyone = [
        History(
            tuple(numbers[item] for item in student.items[-length:]),
            tuple(student.answers[-length:]),
        )
        for student in read
    ]
    return _divided(everyone, len(names), valid_fraction)


def random_students(
    *, n_students: int, length: int, n_items: int, spread: bool, valid_fraction: float
) -> Students:
    """Return students who answer at random, all ``length`` times or as real ones do.

    Nothing can be learnt from them: they are for the clock.
    """
    rng = np.random.default_rng(_SEED)
    lengths = np.full(n_students, length)
    if spread:
        drawn = rng.lognormal(np.log(MEDIAN_LENGTH), SIGMA, n_students)
        lengths = drawn.round().astype(int).clip(SHORTEST, length)
    everyone = [
        History(
            tuple(rng.integers(n_items, size=steps).tolist()),
            tuple(rng.integers(2, size=steps).tolist()),
        )
        for steps in lengths
    ]
    return _divided(everyone, n_items, valid_fraction)


def _divided(everyone: list[History], n_items: int, valid_fraction: float) -> Students:
    everyone = [each for each in everyone if len(each.items) >= SHORTEST]
    train, valid = data.split(everyone, valid_fraction, "these students")
    length = max(len(each.items) for each in everyone)
    return Students(everyone, train, valid, n_items, length)


def item_name(number: int) -> str:
    """Return an item as our file names it: sorted as text, names are in the order of numbers."""
    return f"I{number:06}"


def digest(histories: Iterable[History]) -> str:
    """Return a SHA-256 of students in their order: what was read is what was written."""
    text = json.dumps([[list(each.items), list(each.answers)] for each in histories])
    return hashlib.sha256(text.encode()).hexdigest()


def our_csv(students: Students) -> str:
    """Return students, items and answers, and no tests and tags.

    The item is all that either library knows of an exercise; the order of the rows is that of time.
    """
    rows = [
        (f"{number:06}", item_name(item), answer)
        for number, history in enumerate(students.everyone)
        for item, answer in zip(*history, strict=True)
    ]
    return _csv(REQUIRED, rows)


def pykt_csv(students: Students) -> str:
    """Return what pykt's ``KTDataset`` reads: a row a student, padded behind; items as concepts."""
    rows: list[Sequence[object]] = []
    for fold, chosen in ((TRAIN_FOLD, students.train), (VALID_FOLD, students.valid)):
        for items, answers in chosen:
            padding = [PADDING] * (students.length - len(items))
            columns = (items, answers, [1] * len(items))
            rows.append(
                (fold, len(rows), *(_joined([*each, *padding]) for each in columns))
            )
    return _csv(("fold", "uid", "concepts", "responses", "selectmasks"), rows)


def _joined(values: Sequence[int]) -> str:
    return ",".join(map(str, values))


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
