"""Reading a file of JSON that anybody may have cut or written: one sentence for what is wrong."""

import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

from report.escaping import all_visible

#: Unpacked, earlier results have a million bytes, and a replication has less.
LARGEST = 2**26


class ReportError(Exception):
    """The message is one sentence that names the file and the place in it."""


#: What we write is nested nine deep.
_DEEPEST = 60


def read(path: Path, most: int | None = None) -> Any:
    """Return what a file of JSON holds, as it is shown everywhere.

    Parameters
    ----------
    path
        A regular file.
    most
        So many bytes it may have, if anybody may have written it.

    Raises
    ------
    ReportError
        If it is missing, too large, no JSON, or holds what no page can show.
    """
    return _parsed(path, _bytes(path, most))


def unpacked(path: Path) -> Any:
    """Return what a packed file (``.xz``) of JSON holds; errors are those of :func:`read`."""
    reader = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=2 * LARGEST)
    try:
        text = reader.decompress(_bytes(path, LARGEST), LARGEST)
    except lzma.LZMAError as error:
        raise ReportError(f"{path}: cannot be unpacked: {error}") from error
    if not reader.eof:
        raise ReportError(f"{path}: is cut short, or holds more than any results")
    return _parsed(path, text)


def _bytes(path: Path, most: int | None) -> bytes:
    try:
        if path.exists() and not path.is_file():
            # A pipe would be waited for.
            raise ReportError(f"{path}: is no file; expected one of JSON")
        if most is not None and path.stat().st_size > most:
            raise ReportError(
                f"{path}: has more than {most} bytes, as none of ours has"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReportError(
            f"{path}: not found; `pytest --benchmark` writes it"
        ) from error
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {error.strerror}") from error


def _parsed(path: Path, text: bytes) -> Any:
    try:
        content = json.loads(
            text.decode("utf-8"),
            parse_float=_number(float),
            parse_int=_number(int),
            parse_constant=_number(float),
        )
    except ValueError as error:
        raise ReportError(f"{path}: cannot be read: {error}") from error
    except RecursionError as error:
        raise ReportError(f"{path}: {_TOO_DEEP}") from error
    if fault := _unusable(content):
        raise ReportError(f"{path}: {fault}")
    # As it is shown everywhere: what is looked up in it is called the same.
    return all_visible(content)


_TOO_DEEP = (
    f"is nested too deep; expected at most {_DEEPEST} lists and tables in each other"
)


def _number(kind: Callable[[str], float]) -> Callable[[str], float]:
    """Return what reads a number; with a sentence if it is none, or none that can be shown."""

    def read(text: str) -> float:
        number = kind(text)
        if not -_GREATEST < number < _GREATEST:
            raise ValueError(
                f"{text[:20]} is there; expected a number that was measured"
            )
        return number

    return read


#: No count and no time is greater; NaN is not less, either.
_GREATEST = 1e300


def _unusable(content: Any) -> str:
    """Return why no page can be made of what JSON holds; nothing if one can."""
    level = [content]
    for _ in range(_DEEPEST + 2):
        keys = "".join(key for each in level if isinstance(each, dict) for key in each)
        texts = "".join(each for each in level if isinstance(each, str))
        try:
            f"{keys}{texts}".encode()
        except UnicodeEncodeError as error:
            half = f"\\u{ord(error.object[error.start]):04x}"
            return f"holds {half}, half a character; expected text that UTF-8 can hold"
        level = [
            inside
            for each in level
            if isinstance(each, dict | list)
            for inside in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return ""
    return _TOO_DEEP
