"""What a run left is foreign input: anybody may have made anything of it.

Nothing is waited for and no link is followed: what is not a regular file is never opened, and what
is one is read up to a stated size.  Folders are listed up to a stated number of entries and depth.
Whatever does not fit is a :class:`ForeignError` of one sentence, and nothing else is raised.
"""

import io
import json
import os
import stat
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any

from configbench.errors import ConfigbenchError

_MIB = 1024 * 1024

#: Bytes that a file of lines may have: records, stamps, marks, notes, answers.
RECORDS = 16 * _MIB

#: Lines that it may have.
LINES = 100_000

#: Bytes that the files of a saved config may have together.
SAVED = 64 * _MIB

#: Entries that a folder of a run may have, those of the folders in it included.
ENTRIES = 10_000

#: Folders that may lie in each other there.
DEPTH = 64

#: Longest value that a sentence quotes, in characters.
_QUOTED = 60

#: What a value must be, in words, and whether it is that.
Form = tuple[str, Callable[[Any], bool]]


class ForeignError(ConfigbenchError):
    """What a run left cannot be used; the sentence names file, key, value and expected form."""


# -- words ----------------------------------------------------------------------------------------


def writable(text: str) -> str:
    r"""Return a text that UTF-8 can hold: a lone surrogate becomes its escape.

    >>> writable("a\udcff")
    'a\\udcff'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(name: str | PurePath) -> str:
    r"""Return the name of a file for a sentence: what cannot be printed is escaped.

    >>> shown("a\nb\udcff")
    'a\\nb\\udcff'
    """
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii")
        for each in str(name)
    )


def quoted(value: object) -> str:
    """Return a JSON value for a sentence: a scalar in full unless it is long, else its kind."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value) if isinstance(value, str | bool | None) else repr(value)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


# -- files ----------------------------------------------------------------------------------------

_KINDS: Sequence[tuple[Callable[[int], bool], str]] = (
    (stat.S_ISREG, "a regular file"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
)


def kind(mode: int) -> str:
    """Return what a file is, by its ``st_mode``."""
    return next((name for fits, name in _KINDS if fits(mode)), "a device")


def read(file: Path, limit: int = RECORDS, name: str = "") -> bytes:
    """Return the content of a regular file.

    Parameters
    ----------
    file, limit
        Where it lies, and how many bytes it may have.
    name
        What a sentence calls it, if that is not its last part.

    Raises
    ------
    ForeignError
        If it is not there, is something else, has more bytes or cannot be read.
    """
    name = name or shown(file.name)
    try:
        # Before anything is opened: the opening of a device may do something already.
        _require_regular(file.lstat(), name)
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
        with os.fdopen(os.open(file, flags), "rb") as opened:
            found = os.fstat(opened.fileno())
            _require_regular(found, name)
            _require_size(found.st_size, limit, name)
            content = opened.read(limit + 1)
    except (OSError, ValueError) as error:
        raise _unread(name, error) from error
    _require_size(len(content), limit, name)
    return content


def _require_regular(found: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise ForeignError(f"{name}: is {kind(found.st_mode)}; expected a regular file")


def _require_size(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise ForeignError(f"{name}: has {size} bytes; expected at most {limit}")


def _unread(name: str, error: OSError | ValueError) -> ForeignError:
    reason = getattr(error, "strerror", None) or str(error)
    return ForeignError(f"{name}: cannot be read: {reason}")


def emptied(file: Path) -> Path:
    """Put an empty file of ours in the place of whatever lies there; return where it is.

    Raises
    ------
    ForeignError
        If that cannot be done, for the folder is gone.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        if file.is_dir() and not file.is_symlink():
            remove(file)
        file.unlink(missing_ok=True)
        os.close(os.open(file, flags, 0o600))
    except OSError as error:
        sentence = f"{shown(file.name)}: cannot be made: {error.strerror}"
        raise ForeignError(sentence) from error
    return file


# -- folders --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """What lies somewhere below a folder; ``mode`` and ``size`` are its own, not a link's aim's."""

    path: Path
    mode: int
    size: int

    @property
    def regular(self) -> bool:
        """Whether it is a regular file."""
        return stat.S_ISREG(self.mode)

    @property
    def folder(self) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self.mode)

    @property
    def link(self) -> bool:
        """Whether it is a symbolic link."""
        return stat.S_ISLNK(self.mode)


def entries(folder: Path, limit: int = ENTRIES, depth: int = DEPTH) -> list[Entry]:
    """Return all that lies below a folder, sorted by path; nothing if there is no folder.

    Raises
    ------
    ForeignError
        If it is no folder, or has more entries or deeper ones.
    """
    return sorted(_walked(folder, limit, depth), key=lambda entry: entry.path)


def _walked(folder: Path, limit: int, depth: int) -> Iterator[Entry]:
    name = shown(folder.name)
    if not os.path.lexists(folder):
        return
    mode = folder.lstat().st_mode
    if not stat.S_ISDIR(mode):
        raise ForeignError(f"{name}: is {kind(mode)}; expected a folder")
    left, count = [(folder, 0)], 0
    while left:
        current, above = left.pop()
        if above > depth:
            raise ForeignError(
                f"{name}: holds folders more than {depth} deep; expected fewer"
            )
        for entry in _listed(current, name):
            count += 1
            if count > limit:
                raise ForeignError(
                    f"{name}: holds more than {limit} files and folders; expected fewer"
                )
            if entry.folder:
                left.append((entry.path, above + 1))
            yield entry


def _listed(folder: Path, name: str) -> Iterator[Entry]:
    try:
        with os.scandir(folder) as listed:
            for each in listed:
                found = each.stat(follow_symlinks=False)
                yield Entry(folder / each.name, found.st_mode, found.st_size)
    except OSError as error:
        raise _unread(name, error) from error


def regular_files(saved: Path) -> list[Entry]:
    """Return a regular file, or the regular files below a folder, sorted by path.

    Raises
    ------
    ForeignError
        As :func:`entries`.
    """
    if os.path.lexists(saved) and not stat.S_ISDIR((found := saved.lstat()).st_mode):
        every = [Entry(saved, found.st_mode, found.st_size)]
    else:
        every = entries(saved)
    return [entry for entry in every if entry.regular]


def matching(folder: Path, pattern: str) -> list[Path]:
    """Return what lies below a folder and fits a pattern, links by their own name; sorted.

    The pattern is that of ``Path.glob``: ``*`` within a name, ``**`` for any folders.

    Raises
    ------
    ForeignError
        As :func:`entries`.
    """
    parts = PurePath(pattern).parts
    return [
        entry.path
        for entry in entries(folder)
        if _fits(entry.path.relative_to(folder).parts, parts)
    ]


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return not parts
    first, rest = pattern[0], pattern[1:]
    if first == "**":
        return any(_fits(parts[count:], rest) for count in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], first) and _fits(parts[1:], rest)


def copy(source: Path, target: Path, limit: int = SAVED) -> None:
    """Copy a regular file, or a folder of nothing but folders and regular files.

    Parameters
    ----------
    source, target
        What is copied, and where to; there is nothing yet.
    limit
        How many bytes its files may have together.

    Raises
    ------
    ForeignError
        If anything else is among them, a link above all, or they have more bytes.
    """
    every = _copyable(source, limit)
    for entry in every:
        path = target / entry.path.relative_to(source)
        if entry.folder:
            path.mkdir()
        else:
            path.write_bytes(read(entry.path, limit, _within(entry.path, source)))


def _copyable(source: Path, limit: int) -> list[Entry]:
    """Return what is to be copied, folders before what lies in them."""
    try:
        found = source.lstat()
    except (OSError, ValueError) as error:
        raise _unread(shown(source.name), error) from error
    every = [Entry(source, found.st_mode, found.st_size)]
    if every[0].folder:
        every += entries(source)
    left = limit
    for entry in every:
        name = _within(entry.path, source)
        if not (entry.regular or entry.folder):
            raise ForeignError(
                f"{name}: is {kind(entry.mode)}; expected a regular file"
            )
        left -= entry.size if entry.regular else 0
        if left < 0:
            raise ForeignError(
                f"{name}: the saved files have more than {limit} bytes; expected fewer"
            )
    return every


def _within(path: Path, saved: Path) -> str:
    return shown(path.relative_to(saved.parent))


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, however deep; what cannot be removed stays.

    ``shutil.rmtree`` calls itself for each folder in a folder, and ends at a thousand.
    """
    left = [folder]
    while left:
        current = left.pop()
        with suppress(OSError):
            current.chmod(0o700)
            with os.scandir(current) as listed:
                found = [
                    (Path(each.path), each.is_dir(follow_symlinks=False))
                    for each in listed
                ]
            for path, is_folder in found:
                with suppress(OSError):
                    if is_folder:
                        # To the top, so that no path grows longer than the system allows.
                        left.append(path.rename(folder / uuid.uuid4().hex))
                    else:
                        path.unlink()
        if current != folder:
            with suppress(OSError):
                current.rmdir()
    with suppress(OSError):
        folder.rmdir()


# -- JSON -----------------------------------------------------------------------------------------


class _RefusedError(ValueError):
    """JSON that Python reads and we do not."""


def parse(content: bytes, where: str) -> Any:
    """Return what JSON holds, the keys of its objects as they can be written.

    Raises
    ------
    ForeignError
        If it is no UTF-8 or no JSON (RFC 8259: no NaN), nested more deeply than Python reads, or
        has an object with a key twice.
    """
    try:
        return json.loads(
            content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse
        )
    except RecursionError:
        raise ForeignError(f"{where}: is nested too deeply; expected JSON") from None
    except _RefusedError as error:
        raise ForeignError(f"{where}: {error}") from None
    except UnicodeDecodeError as error:
        sentence = f"{where}: is not UTF-8 at byte {error.start}; expected JSON"
        raise ForeignError(sentence) from None
    except json.JSONDecodeError as error:
        sentence = f"{where}: is not JSON at character {error.pos}: {error.msg}"
        raise ForeignError(sentence) from None
    except ValueError as error:  # an integer of thousands of digits
        raise ForeignError(f"{where}: cannot be read: {error}") from None


def unusable(content: Any, depth: int) -> str:
    r"""Return why what JSON or TOML holds cannot be written again; nothing if it can.

    >>> unusable([{"a": []}], 3), unusable([{"a": []}], 2)
    ('', 'is nested more than 2 deep')
    >>> unusable({"a": chr(0xd800)}, 3)
    'holds \\ud800, half a character'
    """
    level = [content]
    for _ in range(depth + 1):
        keys = "".join(key for each in level if isinstance(each, dict) for key in each)
        texts = "".join(each for each in level if isinstance(each, str))
        try:
            f"{keys}{texts}".encode()
        except UnicodeEncodeError as error:
            half = error.object[error.start]
            return f"holds {writable(half)}, half a character"
        level = [
            inside
            for each in level
            if isinstance(each, dict | list)
            for inside in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return ""
    return f"is nested more than {depth} deep"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = {writable(key): value for key, value in pairs}
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if writable(key) in seen:
                raise _RefusedError(f"has the key {quoted(key)} twice; expected once")
            seen.add(writable(key))
    return found


def _refuse(constant: str) -> None:
    raise _RefusedError(f"holds {constant}, which is no JSON (RFC 8259)")


def objects(
    file: Path, limit: int = RECORDS, *, cut: bool = False
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each line of a file stands and the JSON object in it; nothing without a file.

    ``cut`` tells that the writer was ended from outside: then a last line without its end does not
    count.

    Raises
    ------
    ForeignError
        If the file cannot be read; at its turn, if a line is no JSON object.
    """
    if not os.path.lexists(file):
        return
    for number, line in enumerate(io.BytesIO(read(file, limit)), 1):
        where = f"{shown(file.name)}, line {number}"
        if number > LINES:
            raise ForeignError(f"{where}: is one too many; expected {LINES} at most")
        if not line.endswith(b"\n"):
            if cut:
                return
            expected = "expected a JSON object and a newline"
            raise ForeignError(f"{where}: is cut off; {expected}")
        content = parse(line[:-1], where)
        if not isinstance(content, dict):
            raise ForeignError(f"{where}: is {quoted(content)}; expected a JSON object")
        yield where, content


def count_lines(file: Path) -> int:
    """Return how many whole lines a file has at this moment; 0 if it cannot be read."""
    with suppress(ForeignError):
        return read(file).count(b"\n")
    return 0


def check(
    content: object,
    where: str,
    forms: Mapping[str, Form],
    optional: Mapping[str, Form] | None = None,
    *,
    others: bool = False,
) -> dict[str, Any]:
    """Return an object that has these keys, each with a value of its form.

    It may have the ``optional`` ones, and with ``others`` any further.

    Raises
    ------
    ForeignError
        The sentence names place, key, value and expected form.
    """
    if not isinstance(content, dict):
        raise ForeignError(f"{where}: is {quoted(content)}; expected a JSON object")
    known = {**forms, **(optional or {})}
    for key, (words, fits) in known.items():
        if key not in content and key in forms:
            raise ForeignError(f'{where}: "{key}" is missing; expected {words}')
        if key in content and not fits(content[key]):
            told = quoted(content[key])
            raise ForeignError(f'{where}: "{key}" is {told}; expected {words}')
    if not others and (unknown := content.keys() - known.keys()):
        names, told = ", ".join(map(quoted, known)), quoted(min(unknown))
        raise ForeignError(f"{where}: has the key {told}; expected only {names}")
    return content
