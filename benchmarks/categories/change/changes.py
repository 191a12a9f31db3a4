"""The ordinary changes that are asked of every row, and each row's words and patches for them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.cells import Case
from benchmarks.errors import RowError, read_toml
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
        """Return where the patch of a row is, whether or not it needs one."""
        return row.folder / "changes" / f"{self.name}.patch"


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
    return Check(name, **{**facts, "effect": effect})


def file_of_words(row: Adapter) -> Path:
    """Return where a row's words are; those of a variant may be its origin's."""
    return row.file("changes/words.toml")


def words(row: Adapter) -> dict[str, dict[str, str]]:
    """Return a row's words for each check of each change, as a line to be typed.

    Raises
    ------
    RowError
        If the file is missing or malformed, or a change or check is missing in it or unknown.
    """
    path = file_of_words(row)
    content = read_toml(path)
    for name, table in content.items():
        if name not in cases():
            raise RowError(f"{path}: unknown change {name!r}{nearest(name, cases())}")
        if not isinstance(table, dict):
            raise RowError(f"{path}: {name} is {table!r}; expected a table of lines")
    for name, change in cases().items():
        table = content.get(name, {})
        worded = [check.name for check in change.checks if check.help is None]
        for check in worded:
            line = table.get(check)
            if not isinstance(line, str):
                told = "missing" if line is None else repr(line)
                raise RowError(f"{path}: {name}.{check} is {told}; expected a line")
        if unknown := sorted(table.keys() - worded):
            near = nearest(unknown[0], worded)
            raise RowError(f"{path}: unknown check {name}.{unknown[0]}{near}")
    return content
