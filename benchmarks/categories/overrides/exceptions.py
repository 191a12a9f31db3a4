"""What a row's ``overrides.toml`` says: the exceptions from what follows from its templates.

A key is the name of a case, or several names and patterns between blanks: ``"file_* two_files"``.
What it has for a case is a command line, or a table of what is other than derived; of several that
fit, the case's own name goes before patterns, and the first pattern before the next.  A variant has
its origin's entries below its own: names below names, patterns below patterns.
"""

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import gaps
from benchmarks.categories.overrides.cases import cases
from benchmarks.errors import RowError, read_toml
from benchmarks.forms import (
    ANY_TABLE,
    FILES,
    SAID,
    TEXT,
    TEXTS,
    VARIABLES,
    Form,
    check,
    is_text,
)
from benchmarks.paths import ADAPTERS
from benchmarks.registry import Adapter
from configbench.errors import nearest

FILE = "overrides.toml"

Entry = dict[str, Any]


@dataclass(frozen=True)
class Exceptions:
    """What a row's ``overrides.toml`` says, each entry as a table.

    Attributes
    ----------
    path
        The file.
    named, patterns
        By the name of a case; by patterns, in their order.
    origin
        What a variant has below its own.
    """

    path: Path
    named: Mapping[str, Any]
    patterns: Mapping[str, Any]
    origin: "Exceptions | None" = None

    @property
    def there(self) -> bool:
        """Whether anything is stated: a row without the file has not come so far."""
        inherited = self.origin is not None and self.origin.there
        return self.path.exists() or inherited

    def of(self, case: str) -> tuple[Entry, Entry]:
        """Return what is stated of a case by its name, and by patterns; checked."""
        named, general = self.origin.of(case) if self.origin else ({}, {})
        if case in self.named:
            own = _entry(self.path, case, self.named[case])
            # Another way to say it: what was said of the origin's does not hold of that.
            named = own if own.keys() & WHOLE else {**named, **own}
        for key in reversed([*self.patterns]):
            if _fits(case, key):
                general = {**general, **_entry(self.path, key, self.patterns[key])}
        return named, general

    def where(self, case: str) -> str:
        """Return file and key of what is stated of a case, for a sentence."""
        own = case in self.named or any(_fits(case, key) for key in self.patterns)
        if self.origin and not own and any(self.origin.of(case)):
            return self.origin.where(case)
        return f"{self.path}: {case}"


#: What says the whole of a case in another way.
WHOLE = {"line", "script", *gaps.KINDS}


def _fits(case: str, patterns: str) -> bool:
    return any(fnmatch.fnmatchcase(case, each) for each in patterns.split())


def read(row: Adapter) -> Exceptions:
    """Return what a row states of the cases.

    Raises
    ------
    RowError
        If its file cannot be read, or has a case that there is not; or if there is none, and the
        row has no templates either.
    """
    path = row.folder / FILE
    origin = read(row.origin) if row.origin else None
    if not path.exists() and (row.spelling or origin):
        return Exceptions(path, {}, {}, origin)
    entries, known = read_toml(path), cases()
    for key in entries:
        for name in key.split() or [key]:
            if name not in known and not any(_fits(case, name) for case in known):
                raise RowError(f"{path}: unknown case {name!r}{nearest(name, known)}")
    named = {name: entry for name, entry in entries.items() if name in known}
    patterns = {key: entry for key, entry in entries.items() if key not in known}
    return Exceptions(path, named, patterns, origin)


@cache
def causes() -> dict[str, str]:
    """Return the sentence of each cause by its id.

    Raises
    ------
    RowError
        If the file is malformed.
    """
    path = ADAPTERS / "causes.toml"
    content = read_toml(path)
    check(path, content, dict.fromkeys(content, SAID))
    return content


#: Keys of an entry, and what each must be.
_FORMS: Mapping[str, Form] = {
    "line": TEXT,
    "remedy": TEXT,
    "files": FILES,
    "before": TEXTS,
    "env": VARIABLES,
    "script": TEXT,
    "cause": (
        "an id of causes.toml",
        lambda cause: is_text(cause) and (not cause or cause in causes()),
    ),
    **dict.fromkeys(gaps.KINDS, ANY_TABLE),
}

#: Keys of an attempt that is more than a line.
_ATTEMPT: Mapping[str, Form] = {
    key: _FORMS[key] for key in ("line", "files", "env", "script")
}


def _is_typed(attempt: object) -> bool:
    """Whether somebody who makes an attempt does anything but start the program."""
    if not isinstance(attempt, dict):
        return SAID[1](attempt)
    return attempt.keys() != {"line"} or SAID[1](attempt["line"])


_TYPED: Form = ("a command line, or a table of what is typed", _is_typed)

#: What each kind of gap has beside reason, page and attempts.
_GAPS: Mapping[str, Mapping[str, Form]] = {
    "unsupported": {},
    "not_used": {"line": TEXT},
}


def _entry(path: Path, key: str, stated: object) -> Entry:
    """Return what stands at a key as a table, checked."""
    if isinstance(stated, str):
        return {"line": stated}
    check(path, stated, _FORMS, inside=key)
    table: Entry = dict(stated) if isinstance(stated, dict) else {}
    declared = gaps.KINDS.keys() & table.keys()
    for kind in declared:
        _check_gap(path, f"{key}.{kind}", table[kind], kind)
    if len(declared) > 1:
        raise RowError(
            f"{path}: {key} is both {' and '.join(gaps.KINDS)}; expected one"
        )
    return table


def _check_gap(path: Path, key: str, gap: Entry, kind: str) -> None:
    gaps.check_declared(path, gap, key, _TYPED, _GAPS[kind], kind)
    for number, attempt in enumerate(gap.get("attempts", ())):
        if isinstance(attempt, dict):
            check(path, attempt, _ATTEMPT, ("line",), f"{key}.attempts[{number}]")
