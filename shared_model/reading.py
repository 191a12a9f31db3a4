"""Recorded answers from a CSV file: whatever cannot be understood is refused with its line.

The columns are those of the boostcamp DKT data, in any order.  Required: ``userID``,
``assessmentItemID``, ``answerCode``.  Optional: ``testId``, ``KnowledgeTag``, ``Timestamp``.
Further columns are ignored, unless an optional one is absent and theirs is a near miss of its name.

All names are text: student ``1`` is not student ``01``.
"""

import csv
import difflib
import gzip
import re
import reprlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Context, Decimal
from pathlib import Path
from typing import NamedTuple

from shared_model.errors import DataError, reason
from shared_model.students import Student

REQUIRED = ("userID", "assessmentItemID", "answerCode")
OPTIONAL = ("testId", "KnowledgeTag", "Timestamp")
#: A name that resembles an absent optional column by so much (difflib's ratio) is a misspelling of
#: it.  One edit of six letters is (``testIds``, ``tesId``), two are not (``itemId``, ``textNo``).
NEAR_MISS = 0.8
#: Letters of a name that begins or ends another and may be short for it: ``tag``, but not ``id``.
SHORTEST_PART = 3

_ANSWERS = {"0": 0, "1": 1, "-1": None}
_ZEROS = re.compile(r"\.0+\Z")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:[.,](\d+))?(Z|[+-]\d\d(?::?\d\d)?|)",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  for times without a zone
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=UTC)
#: More digits than the CSV reader lets into one field, so that no sum is rounded.
_EXACT = Context(prec=200_000)


class Answer(NamedTuple):
    """One row of a file."""

    #: The line in which the row ends; the header's is 1.
    line: int
    student: str
    #: Empty where the file has no such column, as for ``tag``.
    test: str
    item: str
    tag: str
    #: 1 is right, 0 is wrong, None is to be predicted.
    answer: int | None
    #: Seconds since 1970-01-01 00:00, exact, in UTC if the file names zones; None without a column.
    time: Decimal | None


def rows(path: Path) -> list[Answer]:
    """Read recorded answers, one a row, gzipped if the name ends in ``.gz``, in the file's order.

    ``answerCode`` is 0, 1 or -1, the latter to be predicted; ``1.0`` is read, too, which pandas
    makes of a column with gaps.  ``Timestamp`` is a date and time (``2020-01-31 23:59:59``; ``T``
    for the space, fractions of a second and a zone may be there) or a number of seconds since 1970.
    It only sorts, so milliseconds do as well.  All of a file is of one kind, and times without a
    zone are taken as they are written: the zone of this machine has no part in it.  Blank lines are
    ignored.

    Raises
    ------
    DataError
        If the file cannot be opened, is not gzip although its name says so, is not UTF-8, is no
        CSV, has no header, lacks a required column, misspells an optional one or has one twice, or
        if a row has another number of fields than the header, a blank student or item, another
        ``answerCode``, another form of ``Timestamp`` or another kind of it than the rows before.
    """
    lines = _rows(path)
    _, header = next(lines, (0, None))
    if not header:
        raise DataError(
            f"{path}: the file does not begin with a header; one with {', '.join(REQUIRED)} "
            f"is expected ({', '.join(OPTIONAL)} are optional)"
        )
    places = _places(path, header)
    has_time = "Timestamp" in header
    #: kind of time → the first line with it
    kinds: dict[str, int] = {}
    answers = []
    for line, row in lines:
        if not row:
            continue
        if len(row) != len(header):
            raise DataError(
                f"{path}, line {line}: {len(row)} field(s), where the header has {len(header)}"
            )
        row.append("")  # what ``_places`` gives as the field of an absent column
        student, item, code, test, tag, time = (row[place] for place in places)
        try:
            _check_name("userID", student)
            _check_name("assessmentItemID", item)
            answer = _answer(code)
            moment = _time(time, line, kinds) if has_time else None
        except DataError as error:
            raise DataError(f"{path}, line {line}, {error}") from error
        answers.append(Answer(line, student, test, item, tag, answer, moment))
    return answers


def histories(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Return the answers of each student in order of time, students sorted as text.

    Equal times stay in the order given; without times that order is kept altogether.
    """
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.student, []).append(answer)
    return {student: sorted(found[student], key=_moment) for student in sorted(found)}


def read_csv(path: Path) -> list[Student]:
    """Return the students of a file, sorted as text, without the rows to predict.

    Raises
    ------
    DataError
        If ``rows`` refuses the file, or it has no answers.
    """
    answered = [row for row in rows(path) if row.answer is not None]
    if not answered:
        raise DataError(f"{path}: no row below the header has an answer of 0 or 1")
    return [
        Student(
            tests=[row.test for row in history],
            items=[row.item for row in history],
            tags=[row.tag for row in history],
            answers=[row.answer for row in history if row.answer is not None],
        )
        for history in histories(answered).values()
    ]


# -- rows -----------------------------------------------------------------------------------------


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
        raise DataError(f"{path}: the file cannot be read: {reason(error)}") from error


# -- header ---------------------------------------------------------------------------------------


def _places(path: Path, header: Sequence[str]) -> list[int]:
    """Return where the required and the optional columns stand; an absent one behind the last."""
    for column in (*REQUIRED, *OPTIONAL):
        if header.count(column) > 1:
            raise DataError(f"{path}, line 1: column {column} appears twice")
    others = [name for name in header if name not in {*REQUIRED, *OPTIONAL}]
    required = [
        column + _hint(_closest(column, others))
        for column in REQUIRED
        if column not in header
    ]
    misspelt = [
        column + _hint(near)
        for column in OPTIONAL
        if column not in header and (near := _near_miss(column, others)) is not None
    ]
    if required or misspelt:
        advice = "; a column of something else needs another name" if misspelt else ""
        raise DataError(
            f"{path}, line 1: the header lacks {', '.join(required + misspelt)}{advice}"
        )
    return [
        header.index(column) if column in header else len(header)
        for column in (*REQUIRED, *OPTIONAL)
    ]


def _hint(name: str | None) -> str:
    return "" if name is None else f" (is it {_short(name)}?)"


def _closest(column: str, names: Sequence[str]) -> str | None:
    """Return the name that a required column may have: a guess costs nothing, it is lacking."""
    plain = {_plain(name): name for name in names}
    near = difflib.get_close_matches(_plain(column), plain, n=1)
    return plain[near[0]] if near else None


def _near_miss(column: str, names: Sequence[str]) -> str | None:
    """Return a name that is hardly meant as another column than the optional one.

    It is a misspelling (``NEAR_MISS``), or one name begins or ends with the other, as ``time`` and
    ``timestamp_ms`` do for ``Timestamp``, but not ``id`` for ``testId``.
    """
    wanted = _plain(column)
    ratios = {}
    for name in names:
        plain = _plain(name)
        short, long = sorted((plain, wanted), key=len)
        part = len(short) >= SHORTEST_PART and (
            long.startswith(short) or long.endswith(short)
        )
        ratio = difflib.SequenceMatcher(a=wanted, b=plain).ratio()
        if part or ratio >= NEAR_MISS:
            ratios[name] = ratio
    return max(ratios, key=ratios.__getitem__, default=None)


def _plain(name: str) -> str:
    """Return the letters and digits, in lower case: ``test_id`` is as near as ``testID``."""
    return "".join(filter(str.isalnum, name.casefold()))


# -- fields ---------------------------------------------------------------------------------------


def _check_name(column: str, text: str) -> None:
    # All rows without a name would become one student, or one item, whom nobody has met.
    if not text or text.isspace():
        raise DataError(
            f"column {column}: {_short(text)} is blank, where a name is expected"
        )


def _answer(text: str) -> int | None:
    whole = text if text in _ANSWERS else _ZEROS.sub("", text)
    if whole not in _ANSWERS:
        raise DataError(
            f"column answerCode: {_short(text)} is not 0, 1 or -1 (to predict)"
        )
    return _ANSWERS[whole]


def _time(text: str, line: int, kinds: dict[str, int]) -> Decimal:
    """Return the seconds since 1970; note in ``kinds`` what kind of time the line had."""
    found = _date(text) or _number(text)
    if found is None:
        raise DataError(
            f"column Timestamp: {_short(text)} is not a time like 2020-01-31 23:59:59 "
            "or a number of seconds like 1580515199"
        )
    kind, seconds = found
    kinds.setdefault(kind, line)
    if len(kinds) > 1:
        first, first_line = next(iter(kinds.items()))
        raise DataError(
            f"column Timestamp: {_short(text)} is {kind}, but line {first_line} has {first}; "
            "one kind in the whole file is expected"
        )
    return seconds


def _date(text: str) -> tuple[str, Decimal] | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    clock, fraction, zone = found.groups()
    try:
        moment = datetime.fromisoformat(clock + zone)
    except ValueError:  # no such day, hour or zone
        return None
    since = moment - (_EPOCH_UTC if zone else _EPOCH)
    seconds = Decimal(since.days * 86_400 + since.seconds)
    if fraction:
        # Not by ``fromisoformat``, which drops what is behind the microseconds.
        seconds = _EXACT.add(seconds, Decimal(f"0.{fraction}"))
    return "a time with a zone" if zone else "a time without a zone", seconds


def _number(text: str) -> tuple[str, Decimal] | None:
    return ("a number", Decimal(text)) if _NUMBER.fullmatch(text) else None


def _moment(answer: Answer) -> Decimal:
    return Decimal() if answer.time is None else answer.time


def _short(text: str) -> str:
    return reprlib.repr(text)
