"""A row's words for the cases: derived from its templates, with the exceptions that it states.

``overrides.toml`` holds the exceptions.  A key is the name of a case, or several names and patterns
between blanks: ``"file_* two_files"``.  What it has for a case is a command line, or a table of
what is other than derived; of several that fit, the case's own name goes before patterns, and the
first pattern before the next.  A variant has its origin's entries below its own: names below names,
patterns below patterns.
"""

import fnmatch
import shlex
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import shell
from benchmarks.categories.overrides.cases import Case, cases
from benchmarks.categories.overrides.deriving import derived
from benchmarks.dialect import load
from benchmarks.errors import AbsentError, RowError, UnsupportedError, read_toml
from benchmarks.forms import GAP, TABLE, TEXT, TEXTS, Form, check, is_text
from benchmarks.outcomes import Kind
from benchmarks.paths import ADAPTERS
from benchmarks.registry import Adapter
from configbench.errors import nearest
from configbench.workplace import Workplace


@dataclass(frozen=True)
class Words:
    """A row's words for a case.

    Attributes
    ----------
    line
        As typed behind the program by somebody who knows how this library writes such a setting,
        but does not think of what is special about the value; in an unsupported case the obvious
        spelling, which is tried.
    remedy
        The documented spelling for the special value, where the plain line does not do it.
    files
        Laid out before, by name below the working folder or below ``~/``.
    before
        Lines typed behind the program before, in the same folder: a run to be repeated.
    env
        Environment variables of the command.
    script
        A Python file, among ``files``, that is run in the place of the program, with the adapter's
        folder on PYTHONPATH.
    by_hand
        The line of ``train.py`` without which the library would not do it.
    cause
        An id of ``adapters/causes.toml``: why the cell is not right.
    gap
        Why the library cannot do it, with the page that says so.
    where
        File and key, for a sentence.
    derived
        Whether the line follows from the templates, and is stated nowhere.
    """

    line: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    script: str | None = None
    by_hand: str | None = None
    cause: str | None = None
    gap: str | None = None
    remedy: str | None = None
    where: str = ""
    derived: bool = False

    def split(self, place: Workplace) -> Iterator[tuple[str, ...]]:
        """Yield the words of all lines in their order; the last is what counts.

        Each is split when it is asked for: its patterns may name what a run before has left.
        """
        for line in (*self.before, self.line):
            yield shell.words(line, place, self.where)

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines, the documented spelling among them."""
        remedy = () if self.remedy is None else (self.remedy,)
        return (*self.before, self.line, *remedy)

    @property
    def remedied(self) -> "Words":
        """The same with the documented spelling."""
        return replace(self, line=self.remedy or self.line, remedy=None, cause=None)

    def typed(self, program: str, line: str) -> str:
        """Return a whole command line, as it is typed at the root of the repository."""
        variables = dict(self.env)
        if self.script:
            variables["PYTHONPATH"] = str(Path(shlex.split(program)[1]).parent)
            program = f"python {self.script}"
        set_before = [f"{key}={shlex.quote(text)}" for key, text in variables.items()]
        return " ".join([*set_before, program, line]).rstrip()


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
            named = own if own.keys() & _WHOLE else {**named, **own}
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
_WHOLE = {"line", "script", "unsupported"}


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


def words(row: Adapter, case: Case) -> Words:
    """Return a row's words for one case.

    Raises
    ------
    RowError
        If a file cannot be read, or what it says of the case is malformed, or if the words neither
        follow from the templates nor are stated; the sentence names file, case and form.
    AbsentError
        If they do not follow, and there is no file yet.
    """
    return _words(row, case, read(row))


def words_of(row: Adapter) -> dict[str, Words]:
    """Return a row's words for all cases; the errors are those of :func:`words`."""
    stated = read(row)
    return {name: _words(row, case, stated) for name, case in cases().items()}


def words_of_readable(row: Adapter) -> dict[str, Words]:
    """Return a row's words for the cases that it has any for."""
    stated, found = read(row), {}
    for name, case in cases().items():
        with suppress(RowError):
            found[name] = _words(row, case, stated)
    return found


def _words(row: Adapter, case: Case, stated: Exceptions) -> Words:
    named, general = stated.of(case.name)
    entry = {**general, **named}
    where = stated.where(case.name)
    gap, script = entry.get("unsupported"), entry.get("script")
    if gap and case.kind is Kind.MISTAKE:
        # Declared, it would hide what becomes of the mistake.
        raise RowError(
            f"{where} is a mistake, which every program must refuse; "
            "expected a line, not unsupported"
        )
    if gap or script:
        # Patterns tell of what follows from the templates.
        entry = {key: entry[key] for key in entry if key in named or key in _WHOLE}
    needed = not (gap or {}).keys() & {"attempt"} and "line" not in entry
    if script is None:
        entry = {**_derived(row, case, stated, needed=needed), **entry}
    elif script not in entry.get("files", {}):
        raise RowError(f"{where}.script is {script!r}, not one of its files")
    line = entry.get("line", "")
    by_hand = named.get("by_hand", _converted(row, case) or entry.get("by_hand"))
    return Words(
        gap.get("attempt", line) if gap else line,
        entry.get("files", {}),
        tuple(entry.get("before", ())),
        entry.get("env", {}),
        script,
        by_hand or None,
        entry.get("cause") or None,
        f"{gap['reason']} ({gap['page']})" if gap else None,
        entry.get("remedy"),
        where,
        derived=needed and script is None,
    )


def _derived(row: Adapter, case: Case, stated: Exceptions, *, needed: bool) -> Entry:
    """Return the words that follow from a row's templates; none where it need not have any."""
    why = ""
    if row.spelling and case.asked.anything:
        try:
            return derived(case.asked, load(row))
        except UnsupportedError as reason:
            why = f" ([spelling] has no way to say it: {reason})"
    if needed:
        sentence = f"{stated.where(case.name)} is missing; expected a command line{why}"
        raise (RowError if stated.there else AbsentError)(sentence)
    return {}


@cache
def causes() -> dict[str, str]:
    """Return the sentence of each cause by its id."""
    path = ADAPTERS / "causes.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


#: Keys of an entry, and what each must be.
_FORMS: Mapping[str, Form] = {
    "line": TEXT,
    "remedy": TEXT,
    "files": TABLE,
    "before": TEXTS,
    "env": TABLE,
    "script": TEXT,
    "by_hand": TEXT,
    "cause": (
        "an id of causes.toml",
        lambda cause: is_text(cause) and (not cause or cause in causes()),
    ),
    "unsupported": ("a table", lambda gap: isinstance(gap, dict)),
}


def _entry(path: Path, key: str, stated: object) -> Entry:
    """Return what stands at a key as a table, checked."""
    if isinstance(stated, str):
        return {"line": stated}
    check(path, stated, _FORMS, inside=key)
    table: Entry = dict(stated) if isinstance(stated, dict) else {}
    if "unsupported" in table:
        check(path, table["unsupported"], GAP, ("reason", "page"), f"{key}.unsupported")
    return table


def read_whole(row: Adapter) -> None:
    """Read all words of a row, and look whether bash and the program have what they say.

    Raises
    ------
    AbsentError
        If the row has no file for what does not follow from its templates: with those cases.
    RowError
        With a sentence for everything else that is wrong.
    """
    stated = read(row)
    every, faults, lacking = [], [], []
    for case in cases().values():
        try:
            every.append(_words(row, case, stated))
        except AbsentError:
            lacking.append(case.name)
        except RowError as error:
            faults.append(str(error))
    faults += _unfit(row, every)
    if faults:
        raise RowError("; ".join(dict.fromkeys(faults)))
    if lacking:
        raise AbsentError(f"{stated.path}: not found", tuple(lacking))


def _unfit(row: Adapter, every: Sequence[Words]) -> Iterator[str]:
    """Yield what is wrong with words that can be read: lines that bash or the program do not have.

    Those of conversions stand in ``adapter.toml``.
    """
    program = row.program.read_text(encoding="utf-8", errors="replace")
    elsewhere = {None, *(conversion["line"] for conversion in row.conversions)}
    wrong = shell.misfits({line for said in every for line in said.lines})
    for said in every:
        if said.by_hand not in elsewhere and str(said.by_hand) not in program:
            yield f"{said.where}.by_hand: {said.by_hand!r} is no line of {row.program}"
        for line in said.lines:
            if line in wrong:
                yield f"{said.where}: bash cannot split {line!r}"


def gaps(row: Adapter) -> list[str]:
    """Return the cases of which a row declares that its library has no way."""
    return [name for name, said in words_of(row).items() if said.gap is not None]


def _converted(row: Adapter, case: Case) -> str | None:
    """Return the line of a declared conversion of what a case sets."""
    for conversion in row.conversions:
        slot, _, argument = conversion["setting"].rpartition(".")
        within = case.effect.get(slot, {}).get("args", {})
        if conversion["setting"] in case.effect or argument in within:
            return conversion["line"]
    return None
