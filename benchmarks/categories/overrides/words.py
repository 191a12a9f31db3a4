"""A row's words for the cases: derived from its templates, with the exceptions that it states."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks import gaps, shell
from benchmarks.categories.overrides.cases import Case, cases
from benchmarks.categories.overrides.deriving import derived
from benchmarks.categories.overrides.exceptions import WHOLE, Entry, Exceptions, read
from benchmarks.dialect import load
from benchmarks.errors import (
    AbsentError,
    NotApplicableError,
    RowError,
    UnsupportedError,
)
from benchmarks.outcomes import Kind, Outcome
from benchmarks.paths import relative
from benchmarks.registry import Adapter
from configbench.workplace import Workplace

#: Programs that are run in the place of a row's own, and start that.
_SCRIPTS = Path(__file__).with_name("scripts")


@dataclass(frozen=True)
class Words:
    """A row's words for a case.

    Attributes
    ----------
    line
        As typed behind the program by somebody who knows how this library writes such a setting,
        but does not think of what is special about the value.
    remedy
        The documented spelling for the special value, where the plain line does not do it.
    files
        Laid out before, by name below the working folder or below ``~/``.
    before
        Lines typed behind the program before, in the same folder: a run to be repeated.
    env
        Environment variables of the command.
    script
        A Python file that is run in the place of the program, with the adapter's folder on
        PYTHONPATH: the name of one among ``files``, or where one lies beside the program, or is
        ours.
    cause
        An id of ``adapters/causes.toml``: why the cell is not right.
    gap
        Why the program has no way, if its author says so: then its attempts are typed, and not the
        line.
    where
        File and key, for a sentence.
    derived
        Whether the line follows from the templates, and is stated nowhere.
    senseless
        Why there is nothing that could be asked in this grammar.
    """

    line: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    script: str | Path | None = None
    cause: str | None = None
    gap: "Gap | None" = None
    remedy: str | None = None
    where: str = ""
    derived: bool = False
    senseless: str | None = None

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
        tried = self.gap.tried if self.gap else ()
        return (
            *(*self.before, self.line, *remedy),
            *(line for each in tried for line in each.lines),
        )

    @property
    def remedied(self) -> "Words":
        """The same with the documented spelling."""
        return replace(self, line=self.remedy or self.line, remedy=None, cause=None)

    def typed(self, program: str, line: str) -> str:
        """Return a whole command line, as it is typed at the root of the repository."""
        variables = dict(self.env)
        if self.script:
            variables["PYTHONPATH"] = str(Path(shlex.split(program)[1]).parent)
            script = (
                self.script if isinstance(self.script, str) else relative(self.script)
            )
            program = f"python {shlex.quote(str(script))}"
        set_before = [f"{key}={shlex.quote(text)}" for key, text in variables.items()]
        return " ".join([*set_before, program, line]).rstrip()


@dataclass(frozen=True)
class Gap(gaps.Gap):
    """What a row's author says of a request that the program has no way for.

    Attributes
    ----------
    attempts
        What is typed all the same.
    program
        The few lines that do it with this library, beside the program; of what is not used.
    """

    attempts: tuple[Words, ...]
    program: Words | None = None

    @property
    def tried(self) -> tuple[Words, ...]:
        """All that is run."""
        return (*self.attempts, *((self.program,) if self.program else ()))


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
    if case.asked.like and not named.keys() & WHOLE:
        return _behind(_words(row, cases()[case.asked.like], stated), case.asked.line)
    entry = {**general, **named}
    where = stated.where(case.name)
    kind = next((key for key in gaps.KINDS if key in entry), None)
    script = entry.get("script")
    if kind and case.kind is Kind.MISTAKE:
        # Declared, it would hide what becomes of the mistake.
        raise RowError(
            f"{where} is a mistake, which every program must refuse; "
            f"expected a line, not {kind}"
        )
    if kind or script:
        # Patterns tell of what follows from the templates.
        entry = {key: entry[key] for key in entry if key in named or key in WHOLE}
    needed = kind is None and "line" not in entry
    if script is None:
        try:
            entry = {**_derived(row, case, stated, needed=needed), **entry}
        except NotApplicableError as reason:
            if needed:
                return Words(where=where, senseless=str(reason))
    elif script not in entry.get("files", {}):
        raise RowError(f"{where}.script is {script!r}, not one of its files")
    said = Words(
        entry.get("line", ""),
        entry.get("files", {}),
        tuple(entry.get("before", ())),
        entry.get("env", {}),
        script or (_SCRIPTS / case.asked.script if case.asked.script else None),
        entry.get("cause") or None,
        remedy=entry.get("remedy"),
        where=where,
        derived=needed and script is None,
    )
    return replace(said, gap=_gap(row, case, said, kind, entry[kind])) if kind else said


def _behind(said: Words, line: str) -> Words:
    """Return the words of another case, with further ones behind all that is typed."""
    if gap := said.gap:
        attempts = tuple(_behind(each, line) for each in gap.attempts)
        program = gap.program and _behind(gap.program, line)
        said = replace(said, gap=replace(gap, attempts=attempts, program=program))
    return replace(said, line=f"{said.line} {line}".strip())


def _gap(row: Adapter, case: Case, said: Words, kind: str, stated: Entry) -> Gap:
    """Return a declared gap; ``said`` has what is laid out for whatever is tried.

    Raises
    ------
    RowError
        If the program that shows how the library does it is not there.
    """
    program, attempts = None, stated.get("attempts", ())
    if gaps.KINDS[kind] is Outcome.NOT_USED:
        path = row.file(f"not_used/{case.name}.py")
        if not path.is_file():
            raise RowError(
                f"{said.where}.{kind}: {relative(path)} not found; "
                "expected the few lines that do it with this library"
            )
        program = replace(said, line=stated["line"], script=path)
        attempts = attempts or (stated["line"],)
    tried = tuple(_attempt(said, each) for each in attempts)
    return Gap(gaps.KINDS[kind], stated["reason"], stated["page"], tried, program)


def _attempt(said: Words, stated: str | Entry) -> Words:
    if isinstance(stated, str):
        return replace(said, line=stated)
    files = {**said.files, **stated.get("files", {})}
    env = {**said.env, **stated.get("env", {})}
    script = stated.get("script")
    if script is not None and script not in files:
        raise RowError(
            f"{said.where}: an attempt has the script {script!r}, not one of its files"
        )
    return replace(said, line=stated["line"], files=files, env=env, script=script)


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
    faults += _unfit(every)
    if faults:
        raise RowError("; ".join(dict.fromkeys(faults)))
    if lacking:
        raise AbsentError(f"{stated.path}: not found", tuple(lacking))


def _unfit(every: Sequence[Words]) -> Iterator[str]:
    """Yield what is wrong with words that can be read: lines that bash does not have."""
    wrong = shell.misfits({line for said in every for line in said.lines})
    for said in every:
        for line in said.lines:
            if line in wrong:
                yield f"{said.where}: bash cannot split {line!r}"


def lacking(row: Adapter) -> list[str]:
    """Return the cases of which a row declares that its library has no way."""
    return [name for name, said in words_of(row).items() if said.gap is not None]
