"""A row's words for the cases: ``overrides.toml`` of its folder."""

import shlex
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import shell
from benchmarks.categories.overrides.cases import Case, cases
from benchmarks.errors import RowError, read_toml
from benchmarks.forms import GAP, TABLE, TEXT, TEXTS, Form, check, is_text
from benchmarks.outcomes import Kind
from benchmarks.paths import ADAPTERS
from benchmarks.registry import Adapter
from configbench.errors import nearest
from configbench.workplace import Workplace, workplace


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

    def split(self, place: Workplace) -> Iterator[tuple[str, ...]]:
        """Yield the words of all lines in their order; the last is what counts.

        Each is split when it is asked for: its patterns may name what a run before has left.
        """
        for line in (*self.before, self.line):
            yield shell.words(line, place, self.where)

    @property
    def remedied(self) -> "Words":
        """The same with the documented spelling."""
        return replace(self, line=self.remedy or self.line, remedy=None, cause=None)

    def typed(self, program: str, line: str) -> str:
        """Return a whole command line, as it is typed at the root of the repository."""
        variables = dict(self.env)
        if self.script:
            folder = program.removeprefix("python ").rpartition("/")[0]
            variables["PYTHONPATH"] = folder
            program = f"python {self.script}"
        set_before = [f"{key}={shlex.quote(text)}" for key, text in variables.items()]
        return " ".join([*set_before, program, line]).rstrip()


def read(row: Adapter) -> dict[str, Any]:
    """Return what a row's ``overrides.toml`` has for each case, as it stands there.

    Raises
    ------
    RowError
        If it cannot be read, or has a case that there is not.
    """
    path = row.folder / "overrides.toml"
    entries = read_toml(path)
    known = cases()
    for name in entries:
        if name not in known:
            raise RowError(f"{path}: unknown case {name!r}{nearest(name, known)}")
    return entries


def words(row: Adapter, case: Case) -> Words:
    """Return a row's words for one case.

    Raises
    ------
    RowError
        If the file cannot be read, or the case is missing or malformed in it; the sentence names
        file, case and form.
    """
    return _words(row, case, read(row))


def read_whole(row: Adapter) -> None:
    """Read all words of a row, and split them as a shell does.

    Raises
    ------
    RowError
        If a case is missing or malformed, or its words cannot be typed: a sentence for each.
    """
    entries = read(row)
    source = row.program.read_text(encoding="utf-8", errors="replace")
    faults = []
    with workplace() as place:
        for case in cases().values():
            try:
                said = _words(row, case, entries)
                for each in (said, *([said.remedied] if said.remedy else [])):
                    tuple(each.split(place))
                _by_hand(entries[case.name], source, said.where)
            except RowError as error:
                faults.append(str(error))
    if faults:
        raise RowError("; ".join(faults))


def _by_hand(entry: Any, source: str, where: str) -> None:
    """Require that a line which is said to do it by hand stands in the program."""
    line = entry.get("by_hand") if isinstance(entry, dict) else None
    if line is not None and line not in source:
        raise RowError(f"{where}.by_hand is {line!r}; expected a line of train.py")


def words_of(row: Adapter) -> dict[str, Words]:
    """Return a row's words for all cases; the errors are those of :func:`words`."""
    entries = read(row)
    return {name: _words(row, case, entries) for name, case in cases().items()}


def _words(row: Adapter, case: Case, entries: Mapping[str, Any]) -> Words:
    path = row.folder / "overrides.toml"
    entry = _entry(path, case, entries)
    gap, script = entry.get("unsupported"), entry.get("script")
    return Words(
        gap["attempt"] if gap else entry.get("line", ""),
        entry.get("files", {}),
        tuple(entry.get("before", ())),
        entry.get("env", {}),
        script,
        entry.get("by_hand") or _converted(row, case),
        entry.get("cause"),
        f"{gap['reason']} ({gap['page']})" if gap else None,
        entry.get("remedy"),
        f"{path}: {case.name}",
    )


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
        lambda cause: is_text(cause) and cause in causes(),
    ),
    "unsupported": ("a table", lambda gap: isinstance(gap, dict)),
}


def _entry(path: Path, case: Case, entries: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of a case as a table, checked."""
    name = case.name
    if name not in entries:
        raise RowError(f"{path}: {name} is missing; expected a command line")
    entry = entries[name]
    if isinstance(entry, str):
        return {"line": entry}
    check(path, entry, _FORMS, inside=name)
    table: dict[str, Any] = entry
    if "unsupported" in table:
        if case.kind is Kind.MISTAKE:
            # Declared, it would hide what becomes of the mistake.
            raise RowError(
                f"{path}: {name} is a mistake, which every program must refuse; "
                "expected a line, not unsupported"
            )
        check(path, table["unsupported"], GAP, GAP, f"{name}.unsupported")
    elif not table.keys() & {"line", "script"}:
        raise RowError(f"{path}: {name} has no line, and no script")
    if "script" in table and table["script"] not in table.get("files", {}):
        script = table["script"]
        raise RowError(f"{path}: {name}.script is {script!r}, not one of its files")
    return table


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
