"""The file of what is accepted: read as anybody's, and written so that merges can be read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from configbench import foreign, whole_files
from configbench.audit import fingerprints
from configbench.audit.living import days
from configbench.audit.rules import BY_ID
from configbench.errors import UserError, known_name

#: Of the keys below: a file of another version is refused.
VERSION = 1

#: So large a file nobody reads.
_LONGEST = 50_000_000

#: Of an entry, in the order in which they are written; the last two may be missing.
_KEYS = ("program", "rule", "setting", "cause", "since", "expires", "reason")
_OPTIONAL = ("expires", "reason")
_DAYS = ("since", "expires")


@dataclass(frozen=True)
class Entry:
    """One setting of one finding that is accepted.

    Attributes
    ----------
    program
        As it is named in ``pyproject.toml``; empty for the one of a command line.
    rule, setting, cause
        By what it is known (:mod:`configbench.audit.fingerprints`).
    since
        When it was accepted first.
    expires
        The last day on which it is; None for ever.
    reason
        Why, if somebody has written it.
    """

    program: str
    rule: str
    setting: str
    cause: str
    since: date
    expires: date | None = None
    reason: str = ""

    @property
    def key(self) -> fingerprints.Key:
        """By what it is known within its program."""
        return fingerprints.key(self.rule, self.setting, self.cause)


@dataclass(frozen=True)
class Baseline:
    """The entries of a file.

    Attributes
    ----------
    file
        As it was typed.
    entries
        One of each program and key.
    """

    file: Path
    entries: tuple[Entry, ...] = ()

    def of(self, program: str) -> dict[fingerprints.Key, Entry]:
        """Return the entries of one program, by their keys."""
        return {each.key: each for each in self.entries if each.program == program}


def read(file: Path) -> Baseline:
    """Read a file.

    Raises
    ------
    UserError
        If it is not there, or holds what cannot be understood: where, and what was expected.
    """
    try:
        # What a link leads to is as much the user's.
        content = foreign.read(file.resolve(), _LONGEST, name=str(file))
        _require_merged(content, str(file))
        found = foreign.parse(content, str(file))
    except (foreign.ForeignError, RuntimeError) as error:
        raise UserError(str(error)) from error
    listed = _listed(found, str(file))
    entries = [
        _entry(each, f"{file}: entry {number}")
        for number, each in enumerate(listed, start=1)
    ]
    _require_once(entries, str(file))
    return Baseline(file, tuple(entries))


def _require_merged(content: bytes, where: str) -> None:
    for number, line in enumerate(content.splitlines(), start=1):
        if line.startswith(b"<<<<<<< "):
            raise UserError(
                f"{where}: a merge conflict begins on line {number}, expected none: keep the "
                "entries of both sides"
            )


def _listed(found: object, where: str) -> list[object]:
    known = ("version", "entries")
    whole = _object(found, where, known)
    version = whole.get("version")
    if type(version) is not int or version != VERSION:
        raise UserError(
            f"{where}: version = {_shown(version)}: expected {VERSION}, which "
            "--write-baseline writes"
        )
    listed = whole.get("entries")
    if not isinstance(listed, list):
        raise UserError(f"{where}: entries = {_shown(listed)}: expected a list")
    return listed


def _entry(found: object, where: str) -> Entry:
    values = _object(found, where, _KEYS)
    for key in _KEYS:
        if key not in values:
            if key in _OPTIONAL:
                continue
            raise UserError(f"{where}: {key} is missing, expected {_form(key)}")
        if not _fits(key, values[key]):
            shown = _shown(values[key])
            raise UserError(f"{where}: {key} = {shown}: expected {_form(key)}")
    try:
        known_name("rule", values["rule"], BY_ID)
    except UserError as error:
        raise UserError(f"{where}: {error}") from error
    return Entry(**{**values, **{key: days.read(values.get(key)) for key in _DAYS}})


def _object(found: object, where: str, known: Iterable[str]) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise UserError(f"{where}: is {_shown(found)}, expected an object")
    for key in found:
        try:
            known_name("key", key, known)
        except UserError as error:
            raise UserError(f"{where}: {error}; expected {', '.join(known)}") from error
    return found


def _form(key: str) -> str:
    return days.FORM if key in _DAYS else "a text"


def _fits(key: str, value: object) -> bool:
    return days.read(value) is not None if key in _DAYS else isinstance(value, str)


def _shown(value: object) -> str:
    return foreign.quoted(value)


def _require_once(entries: Iterable[Entry], where: str) -> None:
    seen: dict[tuple[str, fingerprints.Key], int] = {}
    for number, each in enumerate(entries, start=1):
        first = seen.setdefault((each.program, each.key), number)
        if first != number:
            raise UserError(
                f"{where}: entries {first} and {number} are of the same program, rule, setting "
                "and cause, expected one: delete one of them"
            )


# -- writing --------------------------------------------------------------------------------------


def write(baseline: Baseline) -> None:
    """Write a baseline into its file, whole or not at all.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    whole_files.write(baseline.file, text(baseline.entries))


def text(entries: Iterable[Entry]) -> str:
    """Return the text of a file: sorted, an entry a line, in ASCII without control characters."""
    told = ",\n".join(
        f"    {json.dumps(_written(each))}"
        for each in sorted(entries, key=lambda each: (each.program, each.key))
    )
    listed = f"[\n{told}\n  ]" if told else "[]"
    # DEL is the one control character that JSON lets pass.
    whole = f'{{\n  "version": {VERSION},\n  "entries": {listed}\n}}\n'
    return whole.replace("\x7f", "\\u007f")


def _written(entry: Entry) -> Mapping[str, str]:
    values = {key: getattr(entry, key) for key in _KEYS}
    return {
        key: value.isoformat() if key in _DAYS else value
        for key, value in values.items()
        if value or key not in _OPTIONAL
    }
