"""The ordinary changes that are asked of every row, and each row's words and patches for them."""

import shlex
import tomllib
from ast import literal_eval
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import forms
from benchmarks.cells import Case
from benchmarks.dialect import load
from benchmarks.errors import AbsentError, RowError, UnsupportedError, read_toml
from benchmarks.judging import Effect
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter
from benchmarks.values import parse
from configbench.errors import nearest

CHANGES = ROOT / "benchmarks" / "changes"


@dataclass(frozen=True)
class Check:
    """What must be seen of a changed program; the attributes are those of ``changes.toml``."""

    name: str
    effect: Effect
    set: Mapping[str, object] = field(default_factory=dict)
    refused: str | None = None
    help: str | None = None
    old_run: Mapping[str, object] | None = None
    observe: bool = False


@dataclass(frozen=True)
class Change(Case):
    """One ordinary change."""

    checks: tuple[Check, ...] = ()

    @property
    def core(self) -> Path | None:
        """The patch of the core, if the change has one."""
        path = CHANGES / "core" / f"{self.name}.patch"
        return path if path.is_file() else None

    def patch(self, row: Adapter) -> Path:
        """Return where the patch of a row is, its own or its origin's, or where it belongs."""
        return row.file(f"changes/{self.name}.patch")


@cache
def cases() -> dict[str, Change]:
    """Return all changes by name."""
    text = (CHANGES / "changes.toml").read_text(encoding="utf-8")
    return {
        name: Change(
            name,
            intent=table["intent"],
            checks=tuple(_check(*item) for item in table["checks"].items()),
        )
        for name, table in tomllib.loads(text).items()
    }


def _check(name: str, facts: dict[str, Any]) -> Check:
    effect = {path: parse(text) for path, text in facts.get("effect", {}).items()}
    typed = {path: literal_eval(text) for path, text in facts.get("set", {}).items()}
    return Check(name, **{**facts, "effect": effect, "set": typed})


def file_of_words(row: Adapter) -> Path:
    """Return where those of a row's words are that do not follow from its spelling.

    Those of a variant may be its origin's.
    """
    return row.file("changes/words.toml")


def words(row: Adapter) -> dict[str, dict[str, str]]:
    """Return a row's words for each check of each change, as lines to be typed.

    Raises
    ------
    RowError
        As :func:`lines`.
    """
    return {name: lines(row, change) for name, change in cases().items()}


def lines(row: Adapter, change: Change) -> dict[str, str]:
    """Return a row's words for each check of a change: those of its file, else as it spells them.

    Raises
    ------
    AbsentError
        If nobody has written down this row's changes.
    RowError
        If the file is malformed, knows another change or check, or lacks one that has no spelling.
    """
    own = _own(row).get(change.name, {})
    return {
        check.name: own[check.name] if check.name in own else _spelt(row, change, check)
        for check in change.checks
        if check.help is None
    }


def _spelt(row: Adapter, change: Change, check: Check) -> str:
    dialect = load(row)
    # All that will ever be asked, in one process.
    every = [each for other in cases().values() for each in other.checks]
    dialect.ahead([setting for each in every for setting in each.set.items()])
    try:
        return shlex.join(dialect.words(check.set))
    except UnsupportedError as gap:
        place = f"{file_of_words(row)}: {change.name}.{check.name}"
        raise RowError(f"{place} is missing: {gap}; expected a line") from gap


def _own(row: Adapter) -> dict[str, dict[str, str]]:
    """Return the lines of a row's file, a variant's over its origin's."""
    path = file_of_words(row)
    if not path.parent.is_dir():
        raise AbsentError(f"{path.parent}: not found; the category change needs it")
    content = read_toml(path) if path.exists() else {}
    for name, table in content.items():
        if name not in cases():
            raise RowError(f"{path}: unknown change {name!r}{nearest(name, cases())}")
        worded = [check.name for check in cases()[name].checks if check.help is None]
        forms.check(path, table, dict.fromkeys(worded, forms.TEXT), inside=name)
    origin = _own(row.origin) if row.origin is not None else {}
    both = origin.keys() | content.keys()
    return {name: origin.get(name, {}) | content.get(name, {}) for name in both}
