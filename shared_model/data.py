"""Simulated or recorded answers as padded sequences, encoded as in the boostcamp DKT baseline.

One step of a student is (test, item, tag, answer).  Four stages, in the order of this file:
``students`` simulates or reads them (in ``shared_model.students`` and ``shared_model.reading``),
``split`` sets validation students aside, ``Vocabulary`` numbers the names that training students
met, ``sequences`` cuts, pads and shifts.  ``load`` is all four.

=====  =============================================================================
index  meaning, for tests, items and tags alike
=====  =============================================================================
0      padding
1…n    the names met by training students, sorted as strings
n+1    unknown: met by validation students only, and hidden in training
=====  =============================================================================

The ``interaction`` of a step is the answer before it plus one: 1 was wrong, 2 was right.  The first
step of a sequence has none: 0.  Every step is a target, sequences are padded behind, and no step of
a student is in two sequences (pyKT, Liu et al. 2022, "pyKT: A Python Library to Benchmark Deep
Learning based Knowledge Tracing Models", NeurIPS).  The baseline (bcaitech1/p4-dkt-freshtomato,
2021, with the first-step rule of boostcampaitech6/level2-dkt-recsys-06, 2024) cuts off all but the
last steps, pads in front and learns from the last answer alone: ``article_rule``.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from shared_model.errors import DataError
from shared_model.parts import CsvFile, Simulated
from shared_model.reading import read_csv
from shared_model.students import Student, simulate

#: Whoever is split: students, or what stands for them.
Who = TypeVar("Who")

#: The split is the same for every ``seed``: a seed varies the training.
SPLIT_SEED = 0
#: How a right answer is numbered, where 0 is padding and 1 a wrong one.
RIGHT = 2
#: The share of steps whose item is hidden in training, others in each epoch: they train what stands
#: for an unknown one.
HIDDEN = 0.05


class Sizes(NamedTuple):
    """What a network must know about the data: ``network = model(sizes)``.

    ``tests``, ``items`` and ``tags`` are the rows of each embedding, padding and unknown included;
    ``steps`` is the greatest length of a sequence.
    """

    tests: int
    items: int
    tags: int
    steps: int


class Sequences(NamedTuple):
    """``N`` sequences of at most ``L`` steps.  Networks get the first five, by position.

    Within a batch they may be cut to the longest of it: ``mask`` says what is real.
    """

    tests: NDArray[np.int64]  # (N, L)
    items: NDArray[np.int64]  # (N, L)
    tags: NDArray[np.int64]  # (N, L)
    interactions: NDArray[np.int64]  # (N, L), 0 to 2
    mask: NDArray[np.bool_]  # (N, L), True on real steps; the first step always is
    answers: NDArray[np.float32]  # (N, L), 0 or 1
    targets: NDArray[np.bool_]  # (N, L), True on the answers to learn: real steps
    last: NDArray[np.bool_]  # (N, L), True on the last step of a student


class Dataset(NamedTuple):
    """Training and validation sequences, and how their names are numbered."""

    train: Sequences
    valid: Sequences
    vocabulary: "Vocabulary"
    sizes: Sizes

    def sha256(self) -> str:
        """Hash all answers, with everything that a network sees of them."""
        digest = hashlib.sha256()
        for chosen in (self.train, self.valid):
            for name, column in chosen._asdict().items():
                digest.update(f"{name} {column.dtype} {column.shape}\n".encode())
                digest.update(column.tobytes())
        return digest.hexdigest()


def load(part: Simulated | CsvFile) -> Dataset:
    """Return the sequences that a data part describes.

    Raises
    ------
    DataError
        If a file cannot be used (see ``read_csv``), if there are too few students to split, or if
        all validation answers are alike, which leaves the AUC undefined.
    """
    source = describe(part)
    train, valid = split(students(part), float(part.valid_fraction), source)
    vocabulary = Vocabulary.of(train)
    length = int(part.max_seq_len)
    dataset = Dataset(
        sequences(train, vocabulary, length),
        sequences(valid, vocabulary, length),
        vocabulary,
        vocabulary.sizes(length),
    )
    answers = dataset.valid.answers[dataset.valid.targets]
    if answers.min() == answers.max():
        raise DataError(
            f"{source}: all {len(answers)} answers of the {len(valid)} validation student(s) are "
            f"{'right' if answers[0] else 'wrong'}, which leaves the AUC undefined"
        )
    return dataset


def describe(part: Simulated | CsvFile) -> str:
    """Return how messages call the source: the file's path, or ``Simulated``."""
    if isinstance(part, CsvFile):
        return str(Path(part.data_dir) / part.file_name)
    return "Simulated"


def students(part: Simulated | CsvFile) -> list[Student]:
    """Return all students of a data part, in an order that does not depend on ``seed``."""
    if isinstance(part, CsvFile):
        return read_csv(Path(part.data_dir) / part.file_name)
    return simulate(int(part.n_students), int(part.n_steps))


# -- split ----------------------------------------------------------------------------------------


def split(
    everyone: Sequence[Who], valid_fraction: float, source: str
) -> tuple[list[Who], list[Who]]:
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
    """The number of each name in a column: 0 is padding, and the last one unknown.

    A column that the training answers lack has one name, the empty one; whatever it holds later is
    that.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        self._numbers = {name: number for number, name in enumerate(self.names, 1)}
        self.unknown = len(self.names) + 1
        #: Rows that an embedding needs: padding, the names, unknown.
        self.rows = len(self.names) + 2

    def encode(self, names: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of a student's steps, (T,)."""
        if self.names == [""]:
            return np.ones(len(names), dtype=np.int64)
        numbers = [self._numbers.get(name, self.unknown) for name in names]
        return np.array(numbers, dtype=np.int64)


class Vocabulary(NamedTuple):
    """The labels of the three columns that have names."""

    tests: Labels
    items: Labels
    tags: Labels

    @classmethod
    def of(cls, train: Sequence[Student]) -> "Vocabulary":
        """Return the names that training students met."""
        return cls(
            *(
                Labels(name for student in train for name in getattr(student, column))
                for column in cls._fields
            )
        )

    def names(self) -> dict[str, list[str]]:
        """Return the names of each column, in the order of their numbers."""
        return {column: labels.names for column, labels in self._asdict().items()}

    def sizes(self, steps: int) -> Sizes:
        """Return what a network must know, for sequences of at most ``steps``."""
        return Sizes(self.tests.rows, self.items.rows, self.tags.rows, steps)


# -- sequences ------------------------------------------------------------------------------------


def sequences(
    chosen: Sequence[Student], vocabulary: Vocabulary, length: int
) -> Sequences:
    """Cut, pad and shift the steps of students, each with at least one answer.

    A history is cut into blocks of ``length`` steps, counted back from its last step: that one is
    always the end of a sequence, and only a student's first sequence may be shorter.
    """
    columns: list[list[NDArray[np.int64]]] = [[], [], [], [], []]
    for student in chosen:
        n_steps = len(student.answers)
        values = [
            vocabulary.tests.encode(student.tests),
            vocabulary.items.encode(student.items),
            vocabulary.tags.encode(student.tags),
            np.array(student.answers, dtype=np.int64) + 1,
            np.arange(n_steps) == n_steps - 1,
        ]  # five of (T,)
        for column, each in zip(columns, values, strict=True):
            column.append(blocks(each, length))  # (n, L)
    tests, items, tags, answers, last = map(np.concatenate, columns)
    mask = answers > 0  # (N, L)
    interactions = np.zeros_like(answers)  # (N, L)
    # Cut first, then shift: the answer before a cut is not visible.
    interactions[:, 1:] = answers[:, :-1] * mask[:, 1:]
    right = (answers == RIGHT).astype(np.float32)
    return Sequences(
        tests, items, tags, interactions, mask, right, targets=mask, last=last > 0
    )


def blocks(values: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Return (n, L) for (T,): full rows from the end, and what is left first, padded behind."""
    n_rows = -(-len(values) // length)
    n_first = len(values) - (n_rows - 1) * length
    rows = np.zeros((n_rows, length), dtype=np.int64)
    rows[0, :n_first] = values[:n_first]
    rows[1:] = values[n_first:].reshape(n_rows - 1, length)
    return rows


def every_answer(chosen: Sequences) -> Sequences:
    """Return the sequences as they are: every answer is a target."""
    return chosen


def article_rule(chosen: Sequences) -> Sequences:
    """Return one sequence a student, with one target: the last answer.

    That is what the baseline learns from, and the article with it; ``docs/core.md`` measures what
    it costs.  For claims about it, ``fitting.run`` takes this function; it is no setting.
    """
    ends = chosen.last.any(axis=1)  # (N,)
    columns: list[Any] = [each[ends] for each in chosen._replace(targets=chosen.last)]
    return Sequences(*columns)


# -- a yardstick ----------------------------------------------------------------------------------


def item_means(train: Sequence[Student], items: Sequence[str]) -> NDArray[np.float64]:
    """Predict an answer to each of ``items`` by how often training students got it right.

    This "marginal" baseline (Piech et al. 2015) knows the exercise, but not the student.  An
    exercise that nobody met in training gets the mean of all answers.
    """
    answers: dict[str, list[int]] = {}
    for student in train:
        for item, answer in zip(student.items, student.answers, strict=True):
            answers.setdefault(item, []).append(answer)
    overall = float(
        np.mean([answer for student in train for answer in student.answers])
    )
    means = {item: float(np.mean(each)) for item, each in answers.items()}
    return np.array([means.get(item, overall) for item in items])
