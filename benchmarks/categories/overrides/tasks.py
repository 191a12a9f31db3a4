"""The override tasks and mistakes, and each adapter's words for them: reading the data files.

The cases are in ``benchmarks/overrides/tasks.toml``, the words of each adapter in its
``overrides.toml``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.errors import BenchError, nearest, read_toml
from benchmarks.paths import ADAPTERS, ROOT
from benchmarks.registry import Adapter
from benchmarks.values import Typed, parse

TASKS = ROOT / "benchmarks" / "overrides" / "tasks.toml"

TAGS = ("values", "choices", "files", "lifecycle")

#: Keys of a table in the task file: those it must have, those it may have.
_ALWAYS = {"intent", "tag", "origin"}
_KEYS: dict[str, tuple[set[str], set[str]]] = {
    "tasks": (_ALWAYS, {"effect", "effects", "output", "explains", "bare", "files"}),
    "mistakes": (_ALWAYS | {"key"}, {"value", "right", "allowed"}),
    "observations": (_ALWAYS | {"effect"}, set()),
}
#: What a task expects: exactly one of these.
_EXPECTATIONS = {"effect", "effects", "output", "explains"}

Effect = dict[str, Typed]


@dataclass(frozen=True)
class Case:
    """A task, a mistake or an observation; the attributes are those of the task file.

    ``kind`` is ``task``, ``mistake`` or ``observation``.
    """

    name: str
    kind: str
    intent: str
    tag: str
    origin: str
    effect: Effect = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    output: tuple[str, ...] = ()
    explains: bool = False
    bare: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    value: str | None = None
    right: str | None = None
    allowed: tuple[str, ...] = ()

    @property
    def trains(self) -> bool:
        """Whether training is wanted, and not an output instead of it."""
        return not (self.output or self.explains)


@dataclass(frozen=True)
class Words:
    """An adapter's words for a case.

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
    unsupported
        Why the library cannot do it, with the page that says so.
    """

    line: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    script: str | None = None
    by_hand: str | None = None
    cause: str | None = None
    unsupported: str | None = None
    remedy: str | None = None


@cache
def cases(path: Path = TASKS) -> dict[str, Case]:
    """Return all tasks, mistakes and observations by name.

    Raises
    ------
    BenchError
        If the file is malformed; the sentence names the case and the key.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, Case] = {}
    for kind, (needed, optional) in _KEYS.items():
        for name, table in content.get(kind, {}).items():
            if wrong := needed - table.keys() or table.keys() - needed - optional:
                raise BenchError(f"{path}: {kind}.{name}: wrong keys {sorted(wrong)}")
            if kind == "tasks" and len(table.keys() & _EXPECTATIONS) != 1:
                expected = ", ".join(sorted(_EXPECTATIONS))
                raise BenchError(f"{path}: {kind}.{name}: expected one of {expected}")
            if table["tag"] not in TAGS:
                raise BenchError(f"{path}: {name}.tag: expected one of {TAGS}")
            if name in found:
                raise BenchError(f"{path}: {name} stands there twice")
            found[name] = _case(name, kind.removesuffix("s"), table)
    return found


def _case(name: str, kind: str, table: Mapping[str, Any]) -> Case:
    read: dict[str, Any] = dict(table)
    for key in ("output", "bare", "allowed"):
        read[key] = tuple(table.get(key, ()))
    read["effect"] = _effect(table.get("effect", {}))
    read["effects"] = tuple(map(_effect, table.get("effects", ())))
    return Case(name=name, kind=kind, **read)


def _effect(table: Mapping[str, str]) -> Effect:
    return {path: parse(text) for path, text in table.items()}


@cache
def causes(path: Path = ADAPTERS / "causes.toml") -> dict[str, str]:
    """Return the sentence of each cause by its id."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words(adapter: Adapter) -> dict[str, Words]:
    """Read an adapter's words for all cases.

    Raises
    ------
    BenchError
        If a case is missing, unknown or malformed; the sentence names file, case and form.
    """
    path = adapter.folder / "overrides.toml"
    content = read_toml(path)
    known = cases()
    for name in content:
        if name not in known:
            raise BenchError(f"{path}: unknown task {name!r}{nearest(name, known)}")
    for name in known:
        if name not in content:
            raise BenchError(f"{path}: {name} is missing; expected a command line")
    return {name: _words(path, name, content[name]) for name in known}


#: Keys of an adapter's words, and what each must be.
_FORM: dict[str, tuple[str, type]] = {
    "line": ("a string", str),
    "remedy": ("a string", str),
    "files": ("a table of texts", dict),
    "before": ("a list of lines", list),
    "env": ("a table of strings", dict),
    "script": ("a file name", str),
    "by_hand": ("a line of train.py", str),
    "cause": ("an id of causes.toml", str),
    "unsupported": ("a table", dict),
}


def _words(path: Path, name: str, entry: Any) -> Words:
    if isinstance(entry, str):
        entry = {"line": entry}
    form = f"a line, or a table with {', '.join(sorted(_FORM))}"
    if not isinstance(entry, dict) or entry.keys() - _FORM.keys():
        raise BenchError(f"{path}: {name} is {entry!r}; expected {form}")
    for key, value in entry.items():
        said, kind = _FORM[key]
        if not isinstance(value, kind):
            raise BenchError(f"{path}: {name}.{key} is {value!r}; expected {said}")
    cause = entry.get("cause")
    if cause is not None and cause not in causes():
        hint = nearest(cause, causes())
        raise BenchError(f"{path}: {name}.cause is {cause!r}, not in causes.toml{hint}")
    gap = entry.get("unsupported")
    if gap is not None and gap.keys() != {"reason", "page", "attempt"}:
        raise BenchError(
            f"{path}: {name}.unsupported needs 'reason', 'page', 'attempt'"
        )
    line = (
        gap["attempt"] if gap else entry.get("line", "" if "script" in entry else None)
    )
    if not isinstance(line, str):
        raise BenchError(f"{path}: {name} has no line; expected {form}")
    files = entry.get("files", {})
    script = entry.get("script")
    if script is not None and script not in files:
        raise BenchError(f"{path}: {name}.script is {script!r}, not one of its files")
    return Words(
        line,
        files,
        tuple(entry.get("before", ())),
        entry.get("env", {}),
        script,
        entry.get("by_hand"),
        cause,
        f"{gap['reason']} ({gap['page']})" if gap else None,
        entry.get("remedy"),
    )
