"""Recorded answers are read as they come, or refused with the line at fault."""

import csv
import gzip
import itertools
import reprlib
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, localcontext
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_model import DataError
from shared_model.reading import Answer, histories, read_csv, rows
from shared_model.students import Student, simulate

HEADER = "userID,assessmentItemID,testId,answerCode,Timestamp,KnowledgeTag"
ROW = "7,I1,A1,1,2020-01-31 23:59:59,3"


def write(folder: Path, *lines: str, name: str = "answers.csv") -> Path:
    """Write lines to a file, gzipped if it is called so."""
    path = folder / name
    text = "".join(line + "\n" for line in lines).encode()
    path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return path


@pytest.mark.parametrize("name", ["answers.csv", "answers.csv.gz"])
def test_a_file_read_back_gives_the_same_students(tmp_path: Path, name: str) -> None:
    """Simulated students written as CSV, plain or gzipped, are the students who are read."""
    everyone = simulate(11, 23)
    lines = [
        f"{number:02},{item},{test},{answer},2020-01-01 00:00:{second:02},{tag}"
        for number, each in enumerate(everyone)
        for second, (test, item, tag, answer) in enumerate(zip(*each, strict=True))
    ]
    assert read_csv(write(tmp_path, HEADER, *lines, name=name)) == everyone


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=3
)
NONBLANK = NAMES.filter(str.strip)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001  UTC is meant


class Record(NamedTuple):
    """What a row says, before it is written in some form."""

    student: str
    item: str
    test: str
    code: str
    tag: str
    moment: datetime


@st.composite
def record_lists(draw: st.DrawFn) -> list[Record]:
    """Draw rows in order of time, no two at the same, one of them answered."""
    moments = sorted(draw(st.lists(MOMENTS, min_size=1, max_size=8, unique=True)))
    codes = st.sampled_from(["0", "1", "-1", "0.0", "1.00", "-1.0"])
    records = [
        Record(
            draw(st.sampled_from("abc") | NONBLANK),
            draw(NONBLANK),
            draw(NAMES),
            draw(codes),
            draw(NAMES),
            moment,
        )
        for moment in moments
    ]
    return [records[0]._replace(code="1"), *records[1:]]


def as_rows(records: Sequence[Record], zone: timezone | None) -> list[dict[str, str]]:
    """Return the rows of a file; the times in UTC, or elsewhere if there is a zone."""
    return [
        {
            "userID": record.student,
            "assessmentItemID": record.item,
            "testId": record.test,
            "answerCode": record.code,
            "Timestamp": (
                record.moment.replace(tzinfo=UTC).astimezone(zone).isoformat(" ")
                if zone
                else record.moment.isoformat(" ")
            ),
            "KnowledgeTag": record.tag,
        }
        for record in records
    ]


def written(path: Path, table: Sequence[dict[str, str]], columns: list[str]) -> Path:
    """Write these columns of the rows."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(table)
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that every example of a property overwrites."""
    return tmp_path_factory.mktemp("place") / "answers.csv"


@given(record_lists(), st.data())
def test_the_order_of_rows_and_columns_does_not_matter(
    place: Path, records: list[Record], draw: st.DataObject
) -> None:
    """Times differ, so any order of the rows, and of the columns, is the same file."""
    table = as_rows(records, None)
    names = HEADER.split(",")
    before = read_csv(written(place, table, names))
    table = draw.draw(st.permutations(table))
    names = draw.draw(st.permutations([*names, "teacher"]))
    assert read_csv(written(place, table, names)) == before


@given(record_lists())
def test_without_times_the_order_of_the_file_is_that_of_time(
    place: Path, records: list[Record]
) -> None:
    """Leaving out the times of a file that is in their order gives the same students."""
    table = as_rows(records, None)
    names = HEADER.split(",")
    before = read_csv(written(place, table, names))
    names.remove("Timestamp")
    assert read_csv(written(place, table, names)) == before
    assert {row.time for row in rows(place)} == {None}


ZONES = st.integers(-23 * 60, 23 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)


@given(record_lists(), st.lists(ZONES, min_size=1), st.data())
def test_one_instant_may_be_written_in_many_ways(
    place: Path, records: list[Record], zones: list[timezone], draw: st.DataObject
) -> None:
    """Dates in UTC, in other zones, each row in its own, and numbers give the same rows."""
    records = draw.draw(st.permutations(records))
    names = HEADER.split(",")
    table = as_rows(records, None)
    before = rows(written(place, table, names))
    for number, row in enumerate(table):
        (row["Timestamp"],) = (
            each["Timestamp"]
            for each in as_rows([records[number]], zones[number % len(zones)])
        )
    assert rows(written(place, table, names)) == before
    for record, row in zip(records, table, strict=True):
        micro = (record.moment - datetime(1970, 1, 1)) // timedelta(microseconds=1)  # noqa: DTZ001  UTC is meant
        row["Timestamp"] = f"{Decimal(micro).scaleb(-6):f}"
    assert rows(written(place, table, names)) == before


@given(record_lists())
def test_rows_and_histories(place: Path, records: list[Record]) -> None:
    """Every row is there, in order, with what it says; histories hold each row once."""
    seen = rows(written(place, as_rows(records, None), HEADER.split(",")))
    assert [row.line for row in seen] == list(range(2, len(records) + 2))
    for record, row in zip(records, seen, strict=True):
        assert row[1:5] == (record.student, record.test, record.item, record.tag)
        assert row.answer == {"0": 0, "1": 1, "-1": None}[record.code.split(".")[0]]
    found = histories(reversed(seen))
    assert list(found) == sorted({record.student for record in records})
    for student, history in found.items():
        assert history == [row for row in seen if row.student == student]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("userID,assessmentItemID,answerCode", ("", "")),
        ("userID,assessmentItemID,answerCode,testId", ("9", "")),
        ("userID,assessmentItemID,answerCode,KnowledgeTag", ("", "9")),
    ],
)
def test_absent_columns_are_empty(
    tmp_path: Path, header: str, expected: tuple[str, str]
) -> None:
    """Three columns are enough; a test or tag that nobody wrote is the empty name."""
    line = ",".join(["7", "I1", "1", "9"][: header.count(",") + 1])
    assert rows(write(tmp_path, header, line)) == [
        Answer(2, "7", expected[0], "I1", expected[1], 1, None)
    ]


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
    assert read_csv(path) == [Student(["A1"], ["I,1"], ["3"], [1])]


def test_equal_times_keep_the_order_of_the_rows(tmp_path: Path) -> None:
    """Sorting by student and time is stable."""
    lines = [f"7,I{n},A1,1,2020-01-31 23:59:59,3" for n in (3, 1, 2)]
    (only,) = read_csv(write(tmp_path, HEADER, *lines))
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
def test_the_zone_of_the_machine_does_not_matter(tmp_path: Path) -> None:
    """02:45 is before 03:15, also in the night in which Berlin skips that hour."""
    lines = [f"7,I{n},A1,1,2020-03-29 {n}:00,3" for n in ("03:15", "02:45", "01:55")]
    (only,) = read_csv(write(tmp_path, HEADER, *lines))
    assert only.items == ["I01:55", "I02:45", "I03:15"]


TIMES = {
    "a space": ("2020-01-31 23:59:59", "1580515199"),
    "a T": ("2020-01-31T23:59:59", "1580515199"),
    "milliseconds": ("2020-01-31T23:59:59.25", "1580515199.25"),
    "a comma": ('"2020-01-31 23:59:59,5"', "1580515199.5"),
    "nanoseconds": ("2020-01-31 23:59:59.123456789", "1580515199.123456789"),
    "Z": ("2020-01-31T23:59:59Z", "1580515199"),
    "hours": ("2020-01-31 23:59:59.5+01", "1580511599.5"),
    "minutes": ("2020-01-31 23:59:59-0530", "1580534999"),
    "a colon": ("2020-01-31T23:59:59+05:45", "1580494499"),
    "before 1970": ("1969-12-31 23:59:59.25", "-0.75"),
    "the first": ("0001-01-01T00:00:00+14:00", "-62135647200"),
    "the last": ("9999-12-31T23:59:59-14:00", "253402351199"),
    "seconds": ("1580515199", "1580515199"),
    "seconds, precisely": ("1580515199.1234567890123456789012345678901",) * 2,
    "more milliseconds than fit": ("1" * 5000,) * 2,
    "negative": ("-1.5", "-1.5"),
}


@pytest.mark.parametrize(("text", "seconds"), TIMES.values(), ids=TIMES)
def test_forms_of_time(tmp_path: Path, text: str, seconds: str) -> None:
    """Seconds since 1970, exactly, whatever precision the program computes in."""
    path = write(tmp_path, HEADER, ROW.replace("2020-01-31 23:59:59", text))
    with localcontext() as context:
        context.prec = 3
        (row,) = rows(path)
    assert row.time == Decimal(seconds)


@pytest.mark.parametrize(
    "prefix", ["2020-01-31 23:59:59.", "2020-01-31T23:59:59.", "1580515199."]
)
def test_nanoseconds_do_not_tie(tmp_path: Path, prefix: str) -> None:
    """A float, or microseconds, would take the two for one time."""
    lines = [f"7,I{n},A1,1,{prefix}{n},3" for n in ("123456790", "123456789")]
    (only,) = read_csv(write(tmp_path, HEADER, *lines))
    assert only.items == ["I123456789", "I123456790"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "nan",
            "NaN",
            "inf",
            "-inf",
            "1e9",
            "1_000",
            "+1",
            "1.",
            ".5",
            "--1",
        ),
        *("0x10", "1 ", "\u0661", "\u00b2", "1,5", "1.5.2", "2020-01-31", "23:59:59"),
        *("2020-01-31 23:59", "2020-01-31x23:59:59", "2020-1-31 23:59:59"),
        *("2020-01-31  23:59:59", "2020-01-31 23:59:59.", "2020-01-31 23:59:59 Z"),
        *("2020-01-31 23:59:60", "2020-01-31 25:00:00", "2020-01-31 23:59:59+24:00"),
        *("0000-01-01 00:00:00", "2020-01-31 23:59:59+1", "2020-01-31 23:59:59 UTC"),
    ],
)
def test_what_is_no_time(tmp_path: Path, text: str) -> None:
    """The value is shown, and both forms that are."""
    quoted = f'"{text}"'
    path = write(tmp_path, HEADER, ROW.replace("2020-01-31 23:59:59", quoted))
    with pytest.raises(DataError) as caught:
        rows(path)
    assert str(caught.value) == (
        f"{path}, line 2, column Timestamp: {reprlib.repr(text)} is not a time "
        "like 2020-01-31 23:59:59 or a number of seconds like 1580515199"
    )


KINDS = {
    "a time without a zone": "2020-01-31 23:59:59",
    "a time with a zone": "2020-01-31T23:59:59Z",
    "a number": "1580515199",
}


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(KINDS, 2)))
def test_two_kinds_of_time(tmp_path: Path, first: str, second: str) -> None:
    """What comes first cannot be told; both lines are named, rows to predict included."""
    lines = [f"7,I1,A1,1,{KINDS[first]},3", f"8,I1,A1,-1,{KINDS[second]},3"]
    path = write(tmp_path, HEADER, lines[0], lines[0], lines[1])
    with pytest.raises(DataError) as caught:
        rows(path)
    assert str(caught.value) == (
        f"{path}, line 4, column Timestamp: {KINDS[second]!r} is {second}, but line 2 has "
        f"{first}; one kind in the whole file is expected"
    )


NEAR = {
    "Timestamp": "timestamp TimeStamp Timestmp time_stamp Timestamps Time timestamp_ms",
    "KnowledgeTag": "knowledgeTag KnowledgeTags knowledge_tag KnowlegdeTag Tag Knowledge",
    "testId": "testID TestId test_id testIds tesId tsetId test TEST-ID",
}


@pytest.mark.parametrize(
    ("column", "name"),
    [(column, name) for column in NEAR for name in NEAR[column].split()]
    + [("Timestamp", " Timestamp"), ("Timestamp", "Timestamp (UTC)")],
)
def test_a_misspelt_optional_column(tmp_path: Path, column: str, name: str) -> None:
    """It is not taken for an absent one beside a column to ignore."""
    path = write(tmp_path, HEADER.replace(column, name), ROW)
    with pytest.raises(DataError) as caught:
        rows(path)
    assert str(caught.value) == (
        f"{path}, line 1: the header lacks {column} (is it {name!r}?); "
        "a column of something else needs another name"
    )


def test_the_nearest_of_several_names(tmp_path: Path) -> None:
    """All faults of a header are in one sentence, each with its best guess."""
    header = "time,timestamp,userID,itemID,answercode,tags"
    with pytest.raises(DataError) as caught:
        rows(write(tmp_path, header))
    assert str(caught.value).endswith(
        "the header lacks assessmentItemID, answerCode (is it 'answercode'?), "
        "Timestamp (is it 'timestamp'?); a column of something else needs another name"
    )


@pytest.mark.parametrize("column", ["testId", "KnowledgeTag", "Timestamp"])
@pytest.mark.parametrize(
    "name",
    [
        *("", "id", "Unnamed: 0", "teacher", "itemId", "classId", "school", "duration"),
        *("elapsed", "score", "hint_count", "difficulty", "attempts", "date", "grade"),
    ],
)
def test_other_columns_are_ignored(tmp_path: Path, column: str, name: str) -> None:
    """Also where an optional column is absent."""
    (row,) = rows(write(tmp_path, HEADER.replace(column, name), ROW))
    (without,) = rows(write(tmp_path, HEADER, ROW))
    assert (
        row
        == {
            "testId": without._replace(test=""),
            "KnowledgeTag": without._replace(tag=""),
            "Timestamp": without._replace(time=None),
        }[column]
    )


def test_a_near_miss_beside_the_column_itself(tmp_path: Path) -> None:
    """Nothing is lacking, so there is nothing to guess."""
    path = write(tmp_path, HEADER + ",timestamp,test", ROW + ",x,y")
    assert len(rows(path)) == 1


@pytest.mark.parametrize("text", ["1.0", "1.000", "1"])
def test_answers_as_pandas_writes_them(tmp_path: Path, text: str) -> None:
    """A column of integers with gaps becomes one of floats."""
    lines = [f"7,I{n},A1,{sign}{text},1,3" for n, sign in enumerate(["", "-"])]
    lines.append(f"7,I2,A1,{text.replace('1', '0')},1,3")
    seen = rows(write(tmp_path, HEADER, *lines))
    assert [row.answer for row in seen] == [1, None, 0]


ERRORS = {
    "empty": (
        [],
        ": the file does not begin with a header; one with userID, assessmentItemID, "
        "answerCode is expected (testId, KnowledgeTag, Timestamp are optional)",
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
        ", line 1: the header lacks assessmentItemID, Timestamp (is it 'time'?); "
        "a column of something else needs another name",
    ),
    "no header": (
        [ROW],
        ", line 1: the header lacks userID, assessmentItemID, answerCode",
    ),
    "column twice": (
        [HEADER + ",testId", ROW + ",A1"],
        ", line 1: column testId appears twice",
    ),
    "answer": (
        [HEADER, ROW, ROW.replace(",1,", ",2,")],
        ", line 3, column answerCode: '2' is not 0, 1 or -1 (to predict)",
    ),
    "half an answer": (
        [HEADER, ROW.replace(",1,", ",1.5,")],
        ", line 2, column answerCode: '1.5' is not 0, 1 or -1 (to predict)",
    ),
    "no zero behind the point": (
        [HEADER, ROW.replace(",1,", ",1.,")],
        ", line 2, column answerCode: '1.' is not 0, 1 or -1 (to predict)",
    ),
    "no answer": (
        [HEADER, ROW.replace(",1,", ",,")],
        ", line 2, column answerCode: '' is not 0, 1 or -1 (to predict)",
    ),
    "no student": (
        [HEADER, ROW, ROW.replace("7,", ",", 1)],
        ", line 3, column userID: '' is blank, where a name is expected",
    ),
    "blank student": (
        [HEADER, ROW.replace("7,", " \t,", 1)],
        ", line 2, column userID: ' \\t' is blank, where a name is expected",
    ),
    "no item": (
        [HEADER, ROW.replace("I1", "")],
        ", line 2, column assessmentItemID: '' is blank, where a name is expected",
    ),
    "time form": (
        [HEADER, ROW.replace("2020-01-31 23:59:59", "31.1.2020 23:59")],
        ", line 2, column Timestamp: '31.1.2020 23:59' is not a time like 2020-01-31 23:59:59 "
        "or a number of seconds like 1580515199",
    ),
    "time that does not exist": (
        [HEADER, ROW.replace("2020-01-31", "2020-02-31")],
        ", line 2, column Timestamp: '2020-02-31 23:59:59' is not a time "
        "like 2020-01-31 23:59:59 or a number of seconds like 1580515199",
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
        read_csv(path)
    assert str(caught.value) == f"{path}{message}"


def test_the_line_of_an_encoding_error(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are found in their line."""
    path = tmp_path / "answers.csv"
    path.write_bytes(f"{HEADER}\n{ROW}\n".encode() + "7,Prüfung".encode("latin-1"))
    with pytest.raises(DataError) as caught:
        read_csv(path)
    assert str(caught.value) == f"{path}, line 3: the text is not UTF-8"


def test_a_missing_file(tmp_path: Path) -> None:
    """The sentence says which file and why."""
    with pytest.raises(DataError) as caught:
        read_csv(tmp_path / "no.csv")
    assert str(caught.value) == (
        f"{tmp_path}/no.csv: the file cannot be read: No such file or directory"
    )


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    """``data_dir`` without ``file_name`` is a common slip."""
    with pytest.raises(DataError) as caught:
        read_csv(tmp_path)
    assert str(caught.value) == f"{tmp_path}: the file cannot be read: Is a directory"


def test_a_null_character_in_the_name(tmp_path: Path) -> None:
    """The operating system's refusal is a sentence too."""
    with pytest.raises(DataError) as caught:
        read_csv(tmp_path / "a\0.csv")
    assert str(caught.value).endswith("the file cannot be read: embedded null byte")


def test_plain_text_called_gz(tmp_path: Path) -> None:
    """The name promises gzip, so the sentence names that promise."""
    path = tmp_path / "answers.csv.gz"
    path.write_text(f"{HEADER}\n{ROW}\n")
    with pytest.raises(DataError) as caught:
        read_csv(path)
    assert str(caught.value) == (
        f"{path}, line 1: not readable as gzip, which its name promises: "
        "Not a gzipped file (b'us')"
    )


def test_half_a_gzip_file(tmp_path: Path) -> None:
    """An interrupted download is not taken for a short file."""
    path = write(tmp_path, HEADER, ROW, name="answers.csv.gz")
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(DataError) as caught:
        read_csv(path)
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
        "2020-01-31T23:59:59.5+01:00",
        "1580515199.5",
        "2020-01-31",
        "1.0",
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
        everyone = read_csv(path)
    except DataError as error:
        assert str(error).startswith(str(path))  # noqa: PT017  either outcome is fine
        assert len(str(error).splitlines()) == 1  # noqa: PT017
    else:
        assert all(each.answers for each in everyone)
