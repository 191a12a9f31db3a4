"""Simulated or recorded answers as padded sequences, encoded as in the boostcamp DKT baseline.

One step of a student is (test, item, tag, answer).  Four stages, in the order of this file:
``students`` simulates or reads them, ``split`` sets validation students aside, ``Labels`` numbers
the names that training students met, ``sequences`` cuts, pads and shifts.  ``load`` is all four.

=====  =============================================================================
index  meaning, for tests, items and tags alike
=====  =============================================================================
0      padding
1…n    the names met by training students, sorted as strings
n+1    unknown: met by validation students only
=====  =============================================================================

The ``interaction`` of a step is the answer before it plus one: 1 was wrong, 2 was right.  The first
step of a sequence has none: 0.  Sequences are padded in front, so the step to predict is the last.
The baseline's source is bcaitech1/p4-dkt-freshtomato (2021) with the first-step rule of
boostcampaitech6/level2-dkt-recsys-06 (2024).
"""

import csv
import difflib
import gzip
import re
import reprlib
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared_model.errors import DataError
from shared_model.parts import CsvFile, Simulated

COLUMNS = (
    "userID",
    "assessmentItemID",
    "testId",
    "answerCode",
    "Timestamp",
    "KnowledgeTag",
)
#: Both data sources and the split are the same for every ``seed``: a seed varies the training.
SIMULATION_SEED = 2
SPLIT_SEED = 0
#: Simulated exercises form tests of so many.
TEST_LENGTH = 10
#: A simulated training student yields one sequence for every so many steps, see ``load``.
STEPS_PER_SEQUENCE = 10


class Student(NamedTuple):
    """One student's ``T`` answers in order of time, a list for each column."""

    tests: list[str]
    items: list[str]
    tags: list[str]
    answers: list[int]


class Sizes(NamedTuple):
    """What a network must know about the data: ``network = model(sizes)``.

    ``tests``, ``items`` and ``tags`` are the rows of each embedding, padding and unknown included;
    ``steps`` is the length ``L`` of every sequence.
    """

    tests: int
    items: int
    tags: int
    steps: int


class Sequences(NamedTuple):
    """``N`` sequences of ``L`` steps.  A network is called with the first five, by position."""

    tests: NDArray[np.int64]  # (N, L)
    items: NDArray[np.int64]  # (N, L)
    tags: NDArray[np.int64]  # (N, L)
    interactions: NDArray[np.int64]  # (N, L), 0 to 2
    mask: NDArray[np.bool_]  # (N, L), True on real steps; the last step always is
    answers: NDArray[np.float32]  # (N,), 0 or 1: the answer to the last step


class Dataset(NamedTuple):
    """Training sequences, one sequence for each validation student, and their sizes."""

    train: Sequences
    valid: Sequences
    sizes: Sizes


def load(part: Simulated | CsvFile) -> Dataset:
    """Return the sequences that a data part describes.

    The baseline takes one sequence from each student: the last ``max_seq_len`` steps.  ``CsvFile``
    keeps that rule.  ``Simulated`` keeps it for validation, but 420 training students would be 21
    optimizer steps in three epochs, too few for any model; its training students yield a sequence
    ending at every ``STEPS_PER_SEQUENCE``-th step, counted back from the last.

    Raises
    ------
    DataError
        If a file cannot be used (see ``read_csv``), if there are too few students to split, or if
        all validation answers are alike, which leaves the AUC undefined.
    """
    source = describe(part)
    train, valid = split(students(part), float(part.valid_fraction), source)
    every = STEPS_PER_SEQUENCE if isinstance(part, Simulated) else None
    labels = (Labels(train, "tests"), Labels(train, "items"), Labels(train, "tags"))
    length = int(part.max_seq_len)
    dataset = Dataset(
        sequences(train, labels, length, every),
        sequences(valid, labels, length),
        Sizes(labels[0].rows, labels[1].rows, labels[2].rows, length),
    )
    answers = dataset.valid.answers
    if answers.min() == answers.max():
        raise DataError(
            f"{source}: all {len(answers)} validation students answered their last step "
            f"{'right' if answers[0] else 'wrong'}, which leaves the AUC undefined"
        )
    return dataset


def describe(part: Simulated | CsvFile) -> str:
    """Return how messages call the source: the file's path, or ``Simulated``."""
    if isinstance(part, CsvFile):
        return str(Path(part.data_dir) / part.file_name)
    return "Simulated"


# -- students -------------------------------------------------------------------------------------


def students(part: Simulated | CsvFile) -> list[Student]:
    """Return all students of a data part, in an order that does not depend on ``seed``."""
    if isinstance(part, CsvFile):
        return read_csv(Path(part.data_dir) / part.file_name)
    return simulate(int(part.n_students), int(part.n_steps))


def simulate(n_students: int, n_steps: int) -> list[Student]:
    """Simulate students as Piech et al. (2015), "Synthetic-5", each with an order of their own.

    An exercise has one of five concepts and a difficulty b; a student has a skill a in each
    concept; p(right) = c + (1 - c) / (1 + exp(b - a)) with c = 0.25.  Answering raises the skill in
    the exercise's concept by 0.6.  The paper gives neither distributions nor gain; b ~ N(0, 4²),
    a ~ N(-3, 10²) and the gain reproduce what it released: 0.61 of the answers are right there and
    here, the AUC of the item means is 0.63 there and 0.64 here.

    There are 50 exercises, or ``n_steps`` if that is more; a student answers ``n_steps`` different
    ones.  Exercises are numbered by concept and ten in a row form a test, so that a test has one
    concept, or two where they meet.  The concept is the tag.

    In the paper all students share one order, and the last step would be one exercise for all.
    Here everyone takes the tests in an order of their own, and the exercises within each test.
    With all exercises interleaved, the answers that matter would be scattered: the same training
    then ends at the AUC of the item means, and ten times as much still below what it reaches here.
    """
    rng = np.random.default_rng(SIMULATION_SEED)
    n_items = max(50, n_steps)
    guess, gain = 0.25, 0.6
    concept = np.sort(rng.integers(5, size=n_items))  # (items,)
    difficulty = rng.normal(0, 4, size=n_items)  # (items,)
    skill = rng.normal(-3, 10, size=(n_students, 5))  # (S, concepts)
    orders = _orders(rng, n_students, n_items)[:, :n_steps]  # (S, T)
    answers = np.empty((n_students, n_steps), dtype=np.int64)  # (S, T)
    everyone = np.arange(n_students)
    for step in range(n_steps):
        item = orders[:, step]  # (S,)
        ability = skill[everyone, concept[item]] - difficulty[item]  # (S,)
        p_right = guess + (1 - guess) / (1 + np.exp(-ability))
        answers[:, step] = rng.random(n_students) < p_right
        skill[everyone, concept[item]] += gain
    return [
        Student(
            tests=[f"A{item // TEST_LENGTH:06}" for item in order],
            items=[f"I{item:06}" for item in order],
            tags=[str(concept[item]) for item in order],
            answers=right.tolist(),
        )
        for order, right in zip(orders, answers, strict=True)
    ]


def _orders(
    rng: np.random.Generator, n_students: int, n_items: int
) -> NDArray[np.intp]:
    """Return (S, items): for each student the tests shuffled, and the exercises in each test."""
    test = np.arange(n_items) // TEST_LENGTH  # (items,)
    places = np.tile(np.arange(test[-1] + 1), (n_students, 1))  # (S, tests)
    places = rng.permuted(places, axis=1)
    # The whole part orders the tests, the fraction the exercises within one.
    keys = places[:, test] + rng.random((n_students, n_items))  # (S, items)
    return keys.argsort(axis=1)


def read_csv(path: Path) -> list[Student]:
    """Read recorded answers, one a row, gzipped if the name ends in ``.gz``.

    The header names the six ``COLUMNS`` in any order; further columns and blank lines are ignored.
    ``answerCode`` is 0 or 1; rows with -1, the ones to predict in the baseline's test file, are
    skipped.  ``Timestamp`` is like ``2020-01-31 23:59:59`` and only sorts a student's rows; it is
    not converted to seconds, which would depend on the time zone.  Rows with equal times stay in
    their order.  Everything else is text: student ``1`` is not student ``01``.

    Raises
    ------
    DataError
        If the file cannot be opened, is not gzip although its name says so, is not UTF-8, is no
        CSV, has no header, lacks a column or has it twice, has no answers, or a row has another
        number of fields than the header, another ``answerCode`` or another form of ``Timestamp``.
    """
    rows = _rows(path)
    _, header = next(rows, (0, None))
    if not header:
        raise DataError(
            f"{path}: the file does not begin with a header; "
            f"one with {', '.join(COLUMNS)} is expected"
        )
    places = _places(path, header)
    #: student → rows of (time, test, item, tag, answer)
    histories: dict[str, list[tuple[str, str, str, str, int]]] = {}
    for line, row in rows:
        if not row:
            continue
        where = f"{path}, line {line}"
        if len(row) != len(header):
            raise DataError(
                f"{where}: {len(row)} field(s), where the header has {len(header)}"
            )
        student, item, test, answer, time, tag = (row[place] for place in places)
        if answer not in {"0", "1", "-1"}:
            raise DataError(
                f"{where}, column answerCode: {_short(answer)} is not 0, 1 or -1 (to predict)"
            )
        if not _is_time(time):
            raise DataError(
                f"{where}, column Timestamp: {_short(time)} is not a time "
                "like 2020-01-31 23:59:59"
            )
        if answer != "-1":
            step = (time, test, item, tag, int(answer))
            histories.setdefault(student, []).append(step)
    if not histories:
        raise DataError(f"{path}: no row below the header has an answer of 0 or 1")
    return [_student(histories[student]) for student in sorted(histories)]


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of the line it ends in."""
    reader = csv.reader(_lines(path), strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: not CSV: {error}") from error


def _lines(path: Path) -> Iterator[str]:
    """Yield the decoded lines, so that an error knows which line it is in."""
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                # A spreadsheet may put a byte order mark in front of the header.
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}, line {number}: the text is not UTF-8") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DataError(
            f"{path}, line {number + 1}: not readable as gzip, which its name promises: {error}"
        ) from error
    # ValueError: a null character in the name.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{path}: the file cannot be read: {reason}") from error


def _places(path: Path, header: list[str]) -> list[int]:
    """Return where each of ``COLUMNS`` stands in the header."""
    lacking = []
    for column in COLUMNS:
        if header.count(column) > 1:
            raise DataError(f"{path}, line 1: column {column} appears twice")
        if column not in header:
            unused = {name.lower(): name for name in header if name not in COLUMNS}
            near = difflib.get_close_matches(column.lower(), unused, n=1)
            hint = f" (is it {_short(unused[near[0]])}?)" if near else ""
            lacking.append(column + hint)
    if lacking:
        raise DataError(f"{path}, line 1: the header lacks {', '.join(lacking)}")
    return [header.index(column) for column in COLUMNS]


def _is_time(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text, re.ASCII):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _student(rows: list[tuple[str, str, str, str, int]]) -> Student:
    # In this form the order of the text is the order of time; sorting is stable.
    rows = sorted(rows, key=lambda row: row[0])
    _, tests, items, tags, answers = zip(*rows, strict=True)
    return Student(list(tests), list(items), list(tags), list(answers))


def _short(text: str) -> str:
    return reprlib.repr(text)


# -- split ----------------------------------------------------------------------------------------


def split(
    everyone: Sequence[Student], valid_fraction: float, source: str
) -> tuple[list[Student], list[Student]]:
    """Split into training and validation students, always in the same way.

    Raises
    ------
    DataError
        If no student would be left on one of the two sides.
    """
    n_valid = round(len(everyone) * valid_fraction)
    if not 0 < n_valid < len(everyone):
        raise DataError(
            f"{source}: with valid_fraction {valid_fraction}, {len(everyone)} student(s) are too "
            "few to have one for training and one for validation"
        )
    order = np.random.default_rng(SPLIT_SEED).permutation(len(everyone))
    return (
        [everyone[index] for index in order[n_valid:]],
        [everyone[index] for index in order[:n_valid]],
    )


# -- labels ---------------------------------------------------------------------------------------


class Labels:
    """The number of each name in a column, learnt from training students."""

    def __init__(self, train: Sequence[Student], column: str) -> None:
        self.column = column
        names = {name for student in train for name in getattr(student, column)}
        self._numbers = {name: number for number, name in enumerate(sorted(names), 1)}
        self.unknown = len(names) + 1
        #: Rows that an embedding needs: padding, the names, unknown.
        self.rows = len(names) + 2

    def encode(self, student: Student) -> NDArray[np.int64]:
        """Return the numbers of a student's steps, (T,)."""
        names = getattr(student, self.column)
        numbers = [self._numbers.get(name, self.unknown) for name in names]
        return np.array(numbers, dtype=np.int64)


# -- sequences ------------------------------------------------------------------------------------


def sequences(
    chosen: Sequence[Student],
    labels: Sequence[Labels],
    length: int,
    every: int | None = None,
) -> Sequences:
    """Cut, pad and shift the steps of students.

    Parameters
    ----------
    chosen : sequence of Student
        Each with at least one answer.
    labels : sequence of Labels
        For tests, items and tags.
    length : int
        Steps of every sequence, ``L``; shorter histories are padded in front.
    every : int or None
        None: one sequence a student, ending at the last step.  k: one ending at every k-th step,
        counted back from the last.
    """
    columns: list[list[NDArray[np.int64]]] = [[], [], [], []]
    for student in chosen:
        n_steps = len(student.answers)
        ends = np.arange(n_steps, 0, -(every or n_steps))[
            ::-1
        ]  # (n,), in order of time
        answers = np.array(student.answers, dtype=np.int64) + 1  # (T,)
        steps = [*(each.encode(student) for each in labels), answers]
        for column, values in zip(columns, steps, strict=True):
            padded = np.concatenate(
                [np.zeros(length, dtype=np.int64), values]
            )  # (L+T,)
            windows = np.lib.stride_tricks.sliding_window_view(padded, length)
            column.append(windows[ends])  # (n, L)
    tests, items, tags, answers = (np.concatenate(column) for column in columns)
    interactions = np.zeros_like(answers)  # (N, L)
    # Cut first, then shift: the answer before the cut is not visible, as in the baseline.
    interactions[:, 1:] = answers[:, :-1]
    targets = (answers[:, -1] - 1).astype(np.float32)  # (N,)
    return Sequences(tests, items, tags, interactions, answers > 0, targets)


# -- a yardstick ----------------------------------------------------------------------------------


def item_means(
    train: Sequence[Student], valid: Sequence[Student]
) -> NDArray[np.float64]:
    """Predict each validation student's last answer by how often training students got it right.

    This "marginal" baseline (Piech et al. 2015) knows the exercise, but not the student.  An
    exercise that nobody met in training gets the mean of all answers.
    """
    answers: dict[str, list[int]] = {}
    for student in train:
        for item, answer in zip(student.items, student.answers, strict=True):
            answers.setdefault(item, []).append(answer)
    overall = [answer for student in train for answer in student.answers]
    lasts = [answers.get(student.items[-1], overall) for student in valid]
    return np.array([np.mean(each) for each in lasts])
