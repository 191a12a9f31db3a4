"""Simulated and recorded answers become the sequences of the DKT baseline."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_model import CsvFile, DataError, SettingError, Simulated, data
from shared_model.students import Student

HEADER = "userID,assessmentItemID,testId,answerCode,Timestamp,KnowledgeTag"

NAMES = st.text("ab01", max_size=2)
STEPS = st.lists(
    st.tuples(NAMES, NAMES, NAMES, st.integers(0, 1)), min_size=1, max_size=9
)


def student(steps: list[tuple[str, str, str, int]]) -> Student:
    """Return a student from (test, item, tag, answer) steps."""
    tests, items, tags, answers = zip(*steps, strict=True)
    return Student(list(tests), list(items), list(tags), list(answers))


STUDENTS = st.lists(STEPS.map(student), min_size=1, max_size=4)

# -- encoding -------------------------------------------------------------------------------------


def test_one_student_by_hand() -> None:
    """Names are sorted as text from 1; the unseen is last; padding is 0 and behind."""
    train = [student([("A", "9", "x", 1), ("A", "10", "x", 0)])]
    valid = [student([("A", "9", "x", 1), ("B", "10", "y", 0), ("A", "8", "x", 1)])]
    seen = data.sequences(valid, data.Vocabulary.of(train), 5)
    assert seen.tests.tolist() == [[1, 2, 1, 0, 0]]
    assert seen.items.tolist() == [[2, 1, 3, 0, 0]]  # "10" < "9", "8" is unknown
    assert seen.tags.tolist() == [[1, 2, 1, 0, 0]]
    assert seen.interactions.tolist() == [[0, 2, 1, 0, 0]]
    assert seen.mask.tolist() == [[True, True, True, False, False]]
    assert seen.answers.tolist() == [[1.0, 0.0, 1.0, 0.0, 0.0]]
    assert seen.targets.tolist() == seen.mask.tolist()
    assert seen.last.tolist() == [[False, False, True, False, False]]


def test_a_long_history_is_cut_from_its_end() -> None:
    """The last sequence is full, the first has what is left; no answer is seen across a cut."""
    who = [student([("A", str(step), "x", 1) for step in range(5)])]
    seen = data.sequences(who, data.Vocabulary.of(who), 3)
    assert seen.items.tolist() == [[1, 2, 0], [3, 4, 5]]
    assert seen.interactions.tolist() == [[0, 2, 0], [0, 2, 2]]
    assert seen.last.tolist() == [[False] * 3, [False, False, True]]


@given(STUDENTS, STUDENTS, st.integers(1, 12))
def test_every_sequence_is_well_formed(
    train: list[Student], valid: list[Student], length: int
) -> None:
    """Padding is one block behind, ids fit the embeddings, interactions are answers before."""
    vocabulary = data.Vocabulary.of(train)
    seen = data.sequences(valid, vocabulary, length)
    assert {column.shape for column in seen} == {
        (sum(-(-len(each.answers) // length) for each in valid), length)
    }
    assert seen.mask[:, 0].all()
    assert (np.diff(seen.mask.astype(int), axis=1) <= 0).all()
    for rows, ids in zip(vocabulary.sizes(length), seen[:3], strict=False):
        assert ids.dtype == np.int64
        assert ((ids == 0) == ~seen.mask).all()
        assert ids.max() < rows
    assert not seen.interactions[:, 0].any()
    expected = (seen.answers[:, :-1] + 1) * seen.mask[:, 1:]
    assert (seen.interactions[:, 1:] == expected).all()
    assert seen.last.sum() == len(valid)
    assert (seen.last <= seen.mask).all()
    assert seen.answers.dtype == np.float32


@given(STUDENTS, st.integers(1, 12))
def test_each_step_is_in_one_sequence(everyone: list[Student], length: int) -> None:
    """Decoding all real steps in turn gives back the names and answers, each once."""
    seen = data.sequences(everyone, data.Vocabulary.of(everyone), length)
    names = ["", *sorted({item for each in everyone for item in each.items})]
    items = [item for each in everyone for item in each.items]
    answers = [answer for each in everyone for answer in each.answers]
    if names != ["", ""]:  # one name, the empty one, is an absent column's
        assert [names[number] for number in seen.items[seen.mask]] == items
    assert seen.answers[seen.mask].tolist() == answers


@given(STEPS.map(student), st.integers(1, 12))
def test_an_answer_is_no_input_to_its_own_step(who: Student, length: int) -> None:
    """Flipping the last answer changes the last target and nothing else."""
    flipped = who._replace(answers=[*who.answers[:-1], 1 - who.answers[-1]])
    vocabulary = data.Vocabulary.of([who])
    ours = data.sequences([who], vocabulary, length)
    theirs = data.sequences([flipped], vocabulary, length)
    assert ((ours.answers != theirs.answers) == ours.last).all()
    for one, other in zip(ours[:5], theirs[:5], strict=True):
        assert (one == other).all()


def test_the_rule_of_the_article_by_hand() -> None:
    """One sequence a student, its last steps, and one target: the last answer."""
    who = [
        student([("A", str(step), "x", step % 2) for step in range(5)]),
        student([("A", "0", "x", 1)]),
    ]
    every = data.sequences(who, data.Vocabulary.of(who), 3)
    seen = data.article_rule(every)
    assert seen.items.tolist() == [[3, 4, 5], [1, 0, 0]]
    assert seen.targets.tolist() == [[False, False, True], [True, False, False]]
    assert seen.mask.tolist() == [[True] * 3, [True, False, False]]
    assert data.every_answer(every) is every


def test_a_column_that_training_lacked_stays_without_effect() -> None:
    """Its one label is the empty name, and whatever stands there later is that."""
    assert data.Labels([""]).encode(["", "a"]).tolist() == [1, 1]
    assert data.Labels(["", "a"]).encode(["", "a", "b"]).tolist() == [1, 2, 3]


# -- split ----------------------------------------------------------------------------------------


@given(st.integers(2, 50), st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_a_split_is_a_partition_and_always_the_same(n: int, fraction: float) -> None:
    """Each student is on one side, the share is as asked, and neither side is empty."""
    everyone = [student([("A", str(number), "x", 1)]) for number in range(n)]
    try:
        train, valid = data.split(everyone, fraction, "here")
    except DataError:
        assert round(n * fraction) in {0, n}
        return
    assert len(valid) == round(n * fraction)
    assert sorted(map(id, train + valid)) == sorted(map(id, everyone))
    assert (train, valid) == data.split(everyone, fraction, "here")


def test_too_few_students_to_split() -> None:
    """The sentence names the source, the fraction and the number of students."""
    with pytest.raises(DataError) as caught:
        data.split([student([("A", "1", "x", 1)])], 0.3, "data/answers.csv")
    assert str(caught.value) == (
        "data/answers.csv: with valid_fraction 0.3, 1 student(s) are too few to have one for "
        "training and one for validation"
    )


# -- all of it ------------------------------------------------------------------------------------


def write(folder: Path, *lines: str) -> Path:
    """Write lines to a file."""
    path = folder / "answers.csv"
    path.write_text("".join(line + "\n" for line in lines))
    return path


def part(path: Path, **changes: Any) -> CsvFile:
    """Return the data part for a file."""
    rest: dict[str, Any] = {"max_seq_len": 4, "valid_fraction": 0.5, "shuffle": True}
    rest |= {"data_dir": path.parent, "file_name": path.name}
    return CsvFile(**{**rest, **changes})


def test_validation_answers_that_are_all_alike(tmp_path: Path) -> None:
    """An undefined AUC is refused before training, with the answer in question."""
    lines = [f"{n},I1,A1,1,2020-01-31 23:59:59,3" for n in range(10)]
    path = write(tmp_path, HEADER, *lines)
    with pytest.raises(DataError) as caught:
        data.load(part(path))
    assert str(caught.value) == (
        f"{path}: all 5 answers of the 5 validation student(s) are right, "
        "which leaves the AUC undefined"
    )


def test_histories_of_one_answer(tmp_path: Path) -> None:
    """They are sequences of one real step without an interaction."""
    lines = [f"{n},I{n},A1,{n % 2},2020-01-31 23:59:59,3" for n in range(10)]
    loaded = data.load(part(write(tmp_path, HEADER, *lines), data_dir=str(tmp_path)))
    assert loaded.sizes == data.Sizes(tests=3, items=7, tags=3, steps=4)
    for each in (loaded.train, loaded.valid):
        assert each.mask.tolist() == [[True, False, False, False]] * 5
        assert not each.interactions.any()


def test_all_students_give_all_their_steps() -> None:
    """12 and 8 students of 25 steps, in sequences of at most 4."""
    loaded = data.load(
        Simulated(
            n_students=20, n_steps=25, max_seq_len=4, valid_fraction=0.4, shuffle=True
        )
    )
    assert [each.mask.shape for each in loaded[:2]] == [(12 * 7, 4), (8 * 7, 4)]
    assert [each.targets.sum() for each in loaded[:2]] == [12 * 25, 8 * 25]


def test_the_hash_of_the_answers(tmp_path: Path) -> None:
    """One answer, or the order of two, changes it; another name for the same number does not."""
    lines = [f"{n},I{n % 3},A1,{n % 2},2020-01-31 23:59:59,3" for n in range(10)]

    def digest(lines: list[str]) -> str:
        return data.load(part(write(tmp_path, HEADER, *lines))).sha256()

    first = digest(lines)
    assert digest(lines) == first
    assert digest([line.replace("A1", "A2") for line in lines]) == first
    for number in range(10):
        code = "1" if ",0," in lines[number] else "0"
        other = lines[number].replace(f",{1 - int(code)},", f",{code},")
        assert digest([*lines[:number], other, *lines[number + 1 :]]) != first


def test_a_data_error_is_a_setting_error() -> None:
    """A program that catches SettingError shows both as one sentence."""
    assert issubclass(DataError, SettingError)
    assert issubclass(SettingError, ValueError)


def test_the_marginal_baseline_by_hand() -> None:
    """An exercise is predicted by its mean in training, an unknown one by the mean of all."""
    train = [student([("A", "1", "x", 1), ("A", "2", "x", 0), ("A", "1", "x", 1)])]
    means = data.item_means(train, ["1", "2", "3"])
    assert means.tolist() == [1.0, 0.0, pytest.approx(2 / 3)]
