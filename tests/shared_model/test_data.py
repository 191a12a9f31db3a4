"""Simulated and recorded answers become the sequences of the DKT baseline."""

import csv
import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_model import CsvFile, DataError, SettingError, Simulated, data

HEADER = "userID,assessmentItemID,testId,answerCode,Timestamp,KnowledgeTag"
ROW = "7,I1,A1,1,2020-01-31 23:59:59,3"

NAMES = st.text("ab01", max_size=2)
STEPS = st.lists(
    st.tuples(NAMES, NAMES, NAMES, st.integers(0, 1)), min_size=1, max_size=9
)


def student(steps: list[tuple[str, str, str, int]]) -> data.Student:
    """Return a student from (test, item, tag, answer) steps."""
    tests, items, tags, answers = zip(*steps, strict=True)
    return data.Student(list(tests), list(items), list(tags), list(answers))


STUDENTS = st.lists(STEPS.map(student), min_size=1, max_size=4)


def labels(train: list[data.Student]) -> list[data.Labels]:
    """Return the labels of the three columns."""
    return [data.Labels(train, column) for column in ("tests", "items", "tags")]


# -- encoding -------------------------------------------------------------------------------------


def test_one_student_by_hand() -> None:
    """Names are sorted as text from 1; the unseen is last; padding is 0 and in front."""
    train = [student([("A", "9", "x", 1), ("A", "10", "x", 0)])]
    valid = [student([("A", "9", "x", 1), ("B", "10", "y", 0), ("A", "8", "x", 1)])]
    seen = data.sequences(valid, labels(train), 5)
    assert seen.tests.tolist() == [[0, 0, 1, 2, 1]]
    assert seen.items.tolist() == [[0, 0, 2, 1, 3]]  # "10" < "9", "8" is unknown
    assert seen.tags.tolist() == [[0, 0, 1, 2, 1]]
    assert seen.interactions.tolist() == [[0, 0, 0, 2, 1]]
    assert seen.mask.tolist() == [[False, False, True, True, True]]
    assert seen.answers.tolist() == [1.0]


def test_the_first_step_of_a_cut_sequence_has_no_interaction() -> None:
    """The answer before the cut is not visible, and the newest steps are kept."""
    who = [student([("A", str(step), "x", 1) for step in range(5)])]
    seen = data.sequences(who, labels(who), 3)
    assert seen.items.tolist() == [[3, 4, 5]]
    assert seen.interactions.tolist() == [[0, 2, 2]]


@given(STUDENTS, STUDENTS, st.integers(1, 12), st.none() | st.integers(1, 4))
def test_every_sequence_is_well_formed(
    train: list[data.Student], valid: list[data.Student], length: int, every: int | None
) -> None:
    """Padding is one block in front, ids fit the embeddings, interactions are answers before."""
    columns = labels(train)
    seen = data.sequences(valid, columns, length, every)
    expected = sum(-(-len(each.answers) // (every or 99)) for each in valid)
    assert seen.mask.shape == (expected, length)
    assert seen.mask[:, -1].all()
    assert (np.diff(seen.mask.astype(int), axis=1) >= 0).all()
    for column, ids in zip(columns, seen[:3], strict=True):
        assert ids.dtype == np.int64
        assert ((ids == 0) == ~seen.mask).all()
        assert ids.max() < column.rows
    first = seen.mask & ~np.pad(seen.mask, ((0, 0), (1, 0)))[:, :-1]
    assert ((seen.interactions == 0) == (first | ~seen.mask)).all()
    assert seen.interactions.max() <= 2
    assert seen.answers.dtype == np.float32


@given(STUDENTS, st.integers(1, 12))
def test_one_sequence_a_student_is_the_newest_steps(
    everyone: list[data.Student], length: int
) -> None:
    """Decoding gives back the last names and answers, the target being the last answer."""
    columns = labels(everyone)
    seen = data.sequences(everyone, columns, length)
    names = ["", *sorted({item for each in everyone for item in each.items})]
    for number, who in enumerate(everyone):
        kept = min(length, len(who.answers))
        ids = seen.items[number, length - kept :]
        assert [names[index] for index in ids] == who.items[-kept:]
        before = seen.interactions[number, length - kept + 1 :] - 1
        assert [*before, seen.answers[number]] == who.answers[-kept:]


@given(STEPS.map(student), st.integers(1, 12), st.integers(1, 5))
def test_a_window_is_the_sequence_of_a_shorter_history(
    who: data.Student, length: int, every: int
) -> None:
    """Each window equals what the student would have given by stopping there."""
    columns = labels([who])
    seen = data.sequences([who], columns, length, every)
    ends = range(len(who.answers), 0, -every)
    for number, end in enumerate(reversed(ends)):
        shorter = student(list(zip(*who, strict=True))[:end])
        alone = data.sequences([shorter], columns, length)
        for name in data.Sequences._fields:
            assert (getattr(seen, name)[number] == getattr(alone, name)[0]).all()


@given(STEPS.map(student), st.integers(1, 12))
def test_the_answer_to_predict_is_no_input(who: data.Student, length: int) -> None:
    """Flipping the last answer changes the target and nothing else."""
    flipped = who._replace(answers=[*who.answers[:-1], 1 - who.answers[-1]])
    *inputs, target = data.sequences([who], labels([who]), length)
    *others, other = data.sequences([flipped], labels([who]), length)
    assert target != other
    for ours, theirs in zip(inputs, others, strict=True):
        assert (ours == theirs).all()


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


# -- simulation -----------------------------------------------------------------------------------


def test_the_simulation_resembles_the_released_data() -> None:
    """Synthetic-5: 0.608 right, 0.113 and 0.150 spread of the means, and students learn."""
    answers = np.array([each.answers for each in data.simulate(2000, 50)])
    items = np.array([each.items for each in data.simulate(2000, 50)])
    item_means = [answers[items == name].mean() for name in np.unique(items)]
    assert answers.mean() == pytest.approx(0.608, abs=0.03)
    assert np.std(item_means) == pytest.approx(0.113, abs=0.02)
    assert answers.mean(axis=1).std() == pytest.approx(0.150, abs=0.02)
    assert answers[:, -10:].mean() > answers[:, :10].mean() + 0.03


@pytest.mark.parametrize(
    ("n_steps", "n_items"), [(1, 50), (7, 50), (50, 50), (57, 57), (120, 120)]
)
def test_simulated_students_answer_different_exercises(
    n_steps: int, n_items: int
) -> None:
    """``n_steps`` exercises of at least 50, none twice, test by test, orders differ."""
    everyone = data.simulate(200, n_steps)
    assert len({item for each in everyone for item in each.items}) == n_items
    for each in everyone:
        assert [len(column) for column in each] == [n_steps] * 4
        assert len(set(each.items)) == n_steps
        changes = sum(a != b for a, b in zip(each.tests, each.tests[1:], strict=False))
        assert changes == len(set(each.tests)) - 1
    assert len({tuple(each.items) for each in everyone}) > 40


def test_the_simulation_is_always_the_same() -> None:
    """It has a seed of its own, whatever numpy drew before."""
    first = data.simulate(5, 20)
    np.random.default_rng().random()
    assert data.simulate(5, 20) == first


# -- CSV ------------------------------------------------------------------------------------------


def write(folder: Path, *lines: str, name: str = "answers.csv") -> Path:
    """Write lines to a file, gzipped if it is called so."""
    path = folder / name
    text = "".join(line + "\n" for line in lines).encode()
    path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return path


@pytest.mark.parametrize("name", ["answers.csv", "answers.csv.gz"])
def test_a_file_read_back_gives_the_same_students(tmp_path: Path, name: str) -> None:
    """Simulated students written as CSV, plain or gzipped, are the students who are read."""
    everyone = data.simulate(11, 23)
    lines = [
        f"{number:02},{item},{test},{answer},2020-01-01 00:00:{second:02},{tag}"
        for number, each in enumerate(everyone)
        for second, (test, item, tag, answer) in enumerate(zip(*each, strict=True))
    ]
    assert data.read_csv(write(tmp_path, HEADER, *lines, name=name)) == everyone


@given(st.data())
def test_the_order_of_rows_and_columns_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    """Times differ, so any order of the rows, and of the columns, is the same file."""
    names = HEADER.split(",")
    rows = [
        (str(n % 3), f"I{n}", "A", str(n % 2), f"2020-01-01 00:00:{n:02}", "x")
        for n in range(9)
    ]
    records = [dict(zip(names, row, strict=True)) for row in rows]
    folder = tmp_path_factory.mktemp("order")

    def file(columns: list[str], name: str, order: list[dict[str, str]]) -> Path:
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, columns)
            writer.writeheader()
            writer.writerows(order)
        return folder / name

    columns = draw.draw(st.permutations(names))
    order = draw.draw(st.permutations(records))
    assert data.read_csv(file(columns, "b.csv", order)) == data.read_csv(
        file(names, "a.csv", records)
    )


def test_what_a_reader_must_forgive(tmp_path: Path) -> None:
    """A byte order mark, CRLF, blank lines, quotes, other columns, and rows to predict."""
    path = write(
        tmp_path,
        "\ufeff" + HEADER + ",teacher\r",
        "",
        '7,"I,1",A1,1,2020-01-31 23:59:59,3,Ms Ö\r',
        "7,I2,A1,-1,2020-02-01 00:00:00,3,\r",
        "8,I2,A1,-1,2020-02-01 00:00:00,3,\r",
        "",
    )
    assert data.read_csv(path) == [student([("A1", "I,1", "3", 1)])]


def test_equal_times_keep_the_order_of_the_rows(tmp_path: Path) -> None:
    """Sorting by student and time is stable."""
    lines = [f"7,I{n},A1,1,2020-01-31 23:59:59,3" for n in (3, 1, 2)]
    (only,) = data.read_csv(write(tmp_path, HEADER, *lines))
    assert only.items == ["I3", "I1", "I2"]


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the process live in a place with daylight saving."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_times_have_no_zone(tmp_path: Path) -> None:
    """02:45 is before 03:15, also in the night in which Berlin skips that hour."""
    lines = [f"7,I{n},A1,1,2020-03-29 {n}:00,3" for n in ("03:15", "02:45", "01:55")]
    (only,) = data.read_csv(write(tmp_path, HEADER, *lines))
    assert only.items == ["I01:55", "I02:45", "I03:15"]


ERRORS = {
    "empty": (
        [],
        ": the file does not begin with a header; one with userID, assessmentItemID, testId, "
        "answerCode, Timestamp, KnowledgeTag is expected",
    ),
    "header only": ([HEADER], ": no row below the header has an answer of 0 or 1"),
    "only rows to predict": (
        [HEADER, ROW.replace(",1,", ",-1,")],
        ": no row below the header has an answer of 0 or 1",
    ),
    "misspelt column": (
        [HEADER.replace("answerCode", "answercode"), ROW],
        ", line 1: the header lacks answerCode (is it 'answercode'?)",
    ),
    "missing columns": (
        ["userID,item,testId,answerCode,time", "7,1,1,1,1"],
        ", line 1: the header lacks assessmentItemID, Timestamp (is it 'time'?), KnowledgeTag",
    ),
    "no header": (
        [ROW],
        ", line 1: the header lacks userID, assessmentItemID, testId, answerCode, Timestamp, "
        "KnowledgeTag",
    ),
    "column twice": (
        [HEADER + ",testId", ROW + ",A1"],
        ", line 1: column testId appears twice",
    ),
    "answer": (
        [HEADER, ROW, ROW.replace(",1,", ",2,")],
        ", line 3, column answerCode: '2' is not 0, 1 or -1 (to predict)",
    ),
    "answer as float": (
        [HEADER, ROW.replace(",1,", ",1.0,")],
        ", line 2, column answerCode: '1.0' is not 0, 1 or -1 (to predict)",
    ),
    "time form": (
        [HEADER, ROW.replace("2020-01-31 23:59:59", "31.1.2020 23:59")],
        ", line 2, column Timestamp: '31.1.2020 23:59' is not a time like 2020-01-31 23:59:59",
    ),
    "time that does not exist": (
        [HEADER, ROW.replace("2020-01-31", "2020-02-31")],
        ", line 2, column Timestamp: '2020-02-31 23:59:59' is not a time "
        "like 2020-01-31 23:59:59",
    ),
    "short row": (
        [HEADER, ROW, "7,I1"],
        ", line 3: 2 field(s), where the header has 6",
    ),
    "long row": ([HEADER, ROW + ",9"], ", line 2: 7 field(s), where the header has 6"),
    "open quote": ([HEADER, '"' + ROW], ", line 2: not CSV: unexpected end of data"),
}


@pytest.mark.parametrize(("lines", "message"), ERRORS.values(), ids=ERRORS)
def test_each_fault_of_a_file_has_its_sentence(
    tmp_path: Path, lines: list[str], message: str
) -> None:
    """File, line, column and what is expected, in one sentence."""
    path = write(tmp_path, *lines)
    with pytest.raises(DataError) as caught:
        data.read_csv(path)
    assert str(caught.value) == f"{path}{message}"


def test_the_line_of_an_encoding_error(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are found in their line."""
    path = tmp_path / "answers.csv"
    path.write_bytes(f"{HEADER}\n{ROW}\n".encode() + "7,Prüfung".encode("latin-1"))
    with pytest.raises(DataError) as caught:
        data.read_csv(path)
    assert str(caught.value) == f"{path}, line 3: the text is not UTF-8"


def test_a_missing_file(tmp_path: Path) -> None:
    """The sentence says which file and why."""
    with pytest.raises(DataError) as caught:
        data.read_csv(tmp_path / "no.csv")
    assert str(caught.value) == (
        f"{tmp_path}/no.csv: the file cannot be read: No such file or directory"
    )


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    """``data_dir`` without ``file_name`` is a common slip."""
    with pytest.raises(DataError) as caught:
        data.read_csv(tmp_path)
    assert str(caught.value) == f"{tmp_path}: the file cannot be read: Is a directory"


def test_a_null_character_in_the_name(tmp_path: Path) -> None:
    """The operating system's refusal is a sentence too."""
    with pytest.raises(DataError) as caught:
        data.read_csv(tmp_path / "a\0.csv")
    assert str(caught.value).endswith("the file cannot be read: embedded null byte")


def test_plain_text_called_gz(tmp_path: Path) -> None:
    """The name promises gzip, so the sentence names that promise."""
    path = tmp_path / "answers.csv.gz"
    path.write_text(f"{HEADER}\n{ROW}\n")
    with pytest.raises(DataError) as caught:
        data.read_csv(path)
    assert str(caught.value) == (
        f"{path}, line 1: not readable as gzip, which its name promises: "
        "Not a gzipped file (b'us')"
    )


def test_half_a_gzip_file(tmp_path: Path) -> None:
    """An interrupted download is not taken for a short file."""
    path = write(tmp_path, HEADER, ROW, name="answers.csv.gz")
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(DataError) as caught:
        data.read_csv(path)
    assert str(caught.value).endswith(
        "not readable as gzip, which its name promises: "
        "Compressed file ended before the end-of-stream marker was reached"
    )


FIELDS = st.sampled_from(
    [
        "0",
        "1",
        "-1",
        "I1",
        "2020-01-31 23:59:59",
        "2020-01-31",
        "",
        '"',
        '"a\nb"',
        "\0",
        "é",
    ]
) | st.text(max_size=4)
LINES = st.lists(st.lists(FIELDS, max_size=8).map(",".join), max_size=5)


@given(
    st.binary(max_size=200)
    | LINES.map(lambda lines: "\n".join([HEADER, ROW, *lines]).encode())
    | LINES.map(lambda lines: "\r".join([HEADER, *lines]).encode("latin-1", "replace")),
    st.sampled_from(["a.csv", "a.csv.gz"]),
)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    """No file ends in another error than DataError, whose message is one line."""
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(content)
    try:
        everyone = data.read_csv(path)
    except DataError as error:
        assert str(error).startswith(str(path))  # noqa: PT017  either outcome is fine
        assert len(str(error).splitlines()) == 1  # noqa: PT017
    else:
        assert all(each.answers for each in everyone)


# -- all of it ------------------------------------------------------------------------------------


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
        f"{path}: all 5 validation students answered their last step right, "
        "which leaves the AUC undefined"
    )


def test_histories_of_one_answer(tmp_path: Path) -> None:
    """They are sequences of one real step without an interaction."""
    lines = [f"{n},I{n},A1,{n % 2},2020-01-31 23:59:59,3" for n in range(10)]
    loaded = data.load(part(write(tmp_path, HEADER, *lines), data_dir=str(tmp_path)))
    assert loaded.sizes == data.Sizes(tests=3, items=7, tags=3, steps=4)
    for each in (loaded.train, loaded.valid):
        assert each.mask.tolist() == [[False, False, False, True]] * 5
        assert not each.interactions.any()


def test_only_simulated_training_students_give_several_sequences() -> None:
    """One for every tenth step; validation keeps the baseline's rule of one a student."""
    loaded = data.load(
        Simulated(
            n_students=20, n_steps=25, max_seq_len=4, valid_fraction=0.4, shuffle=True
        )
    )
    assert [len(each.answers) for each in loaded[:2]] == [12 * 3, 8]


def test_a_data_error_is_a_setting_error() -> None:
    """A program that catches SettingError shows both as one sentence."""
    assert issubclass(DataError, SettingError)
    assert issubclass(SettingError, ValueError)


def test_the_marginal_baseline_by_hand() -> None:
    """An exercise is predicted by its mean in training, an unknown one by the mean of all."""
    train = [student([("A", "1", "x", 1), ("A", "2", "x", 0), ("A", "1", "x", 1)])]
    valid = [student([("A", item, "x", 0)]) for item in ("1", "2", "3")]
    assert data.item_means(train, valid).tolist() == [1.0, 0.0, pytest.approx(2 / 3)]
