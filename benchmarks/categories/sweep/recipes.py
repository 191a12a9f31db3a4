"""How each row sweeps: reading ``adapters/<name>/sweeps.toml``.

A sweep is run by an *engine*: a launcher of the library, a shell loop, Ray Tune.  For each engine
the file holds what its users type or write, case by case, as it is typed at the root of the
repository.  What it does not say, an engine has

* from the common one of its name in ``engines/``: then the row's ``fields`` say the words that
  belong into the common scripts and files, and the sweeping is nothing of the library's;
* from another engine above it that it is ``like``;
* in a variant, from its origin's: all but what stands under ``once``, cases that show the engine
  and not the row.

In scripts ``{name}`` is a text of ``[fields]`` or of the engine's own ``fields``, or one of
``{program}``, ``{folder}`` and ``{configs}``: where the row's program, its folder and its config
files lie.
"""

import difflib
import shlex
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks import gaps
from benchmarks.categories.lines import code_lines, config_lines, formatted
from benchmarks.errors import RowError, read_toml
from benchmarks.forms import (
    ANY_TABLE,
    BY,
    FILES,
    PAGE,
    REQUIREMENTS,
    TABLE,
    TEXT,
    TEXTS,
    Form,
    check,
)
from benchmarks.outcomes import Outcome, Party
from benchmarks.registry import Adapter
from benchmarks.templates import filled, places
from configbench.errors import nearest

#: What is asked of every engine, in no library's words; ``judging.py`` has the values.
CASES: Mapping[str, str] = {
    "grid": "Two learning rates times three batch sizes: each combination once.",
    "random": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
    "failing": "Three learning rates, of which one is refused: the other two are not lost.",
    "resume": "The grid, interrupted by Ctrl-C after two runs and taken up again.",
    "killed": "The grid, and one of the processes that run the jobs is killed in the middle.",
    "cluster": "The grid on a cluster that is running already: here one of this machine alone.",
}

#: The others show the engine and not the row: where rows share an engine, one of them has them.
_FOR_EVERY_ROW = ("grid", "random", "failing")


@dataclass(frozen=True)
class Gap(gaps.Gap):
    """Why an engine cannot do a case; ``attempts`` are scripts that are run all the same."""

    attempts: tuple[str, ...]


@dataclass(frozen=True)
class Recipe:
    """How one case is done with one engine.

    Attributes
    ----------
    engine, case
        Together the name of the cell: ``case/engine``.
    script
        For bash, at the root of a repository that holds the row's program and config files.
    by
        The library, or the adapter where the engine is a common one, which is ours.
    page
        The documentation that it follows.
    needs
        Distributions beyond the row's own, as pip reads them.
    files
        Files that are written for it, by name.
    edit
        What the engine asks of the program: the old text and the new.
    by_hand
        Likewise, what the program does itself where the engine has no word for it.
    worker
        How the title of a process that runs jobs begins: one of them is killed by ``killed``.
    remedy
        A script that the documentation offers where the plain one goes wrong.
    gap
        Why the engine cannot do it; then ``script`` is the first attempt.
    """

    engine: str
    case: str
    script: str
    by: Party
    page: str
    needs: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    edit: Mapping[str, str] = field(default_factory=dict)
    by_hand: Mapping[str, str] = field(default_factory=dict)
    worker: str = ""
    remedy: str | None = None
    gap: Gap | None = None

    @property
    def name(self) -> str:
        """The name of the cell."""
        return f"{self.case}/{self.engine}"

    @property
    def tried(self) -> tuple["Recipe", ...]:
        """All that is run: itself, or each attempt at what has no way."""
        if self.gap is None:
            return (self,)
        return tuple(replace(self, script=script) for script in self.gap.attempts)

    @property
    def edits(self) -> Mapping[str, str]:
        """All that is changed in the program."""
        return {**self.edit, **self.by_hand}

    def lines(self) -> int:
        """Count what is written for the sweep: script, files, and lines changed in the program."""
        count = config_lines(self.script)
        for name, text in self.files.items():
            if name.endswith(".py"):
                count += len(code_lines(formatted(text)))
            else:
                count += config_lines(text)
        for old, new in self.edits.items():
            changed = difflib.ndiff(old.splitlines(), new.splitlines())
            count += sum(line.startswith("+ ") for line in changed)
        return count


# -- reading --------------------------------------------------------------------------------------

#: Engines that serve many rows: each file is a table as a row's, with places for the row's words.
_COMMON = Path(__file__).with_name("engines")

_PLAIN: Mapping[str, Form] = {
    "page": PAGE,
    "needs": REQUIREMENTS,
    "fields": TABLE,
    "files": FILES,
    "edit": TABLE,
    "worker": TEXT,
    **dict.fromkeys(
        CASES, ("a script or a table", lambda value: isinstance(value, str | dict))
    ),
}
_ENGINE = {**_PLAIN, "like": TEXT, "once": ANY_TABLE}
_CASE: Mapping[str, Form] = {
    "script": TEXT,
    "page": PAGE,
    "files": FILES,
    "edit": TABLE,
    "by_hand": TABLE,
    "remedy": TEXT,
    "unsupported": ANY_TABLE,
}

#: A case has one of these.
_EITHER = {"script", "unsupported"}

Table = dict[str, Any]
Tables = tuple[dict[str, str], dict[str, Table]]


def recipes(row: Adapter) -> dict[str, Recipe]:
    """Return the recipes of a row by the names of their cells, engine by engine.

    Raises
    ------
    RowError
        If ``sweeps.toml`` is missing or malformed; the sentence names file, key and expected form.
    """
    path, folder = row.file("sweeps.toml"), f"adapters/{row.name}"
    lies = {
        "program": f"{folder}/{row.program.name}",
        "folder": folder,
        "configs": f"configs/{row.name}",
    }
    own = {name: shlex.quote(place) for name, place in lies.items()}
    fields, engines = _tables(row)
    every = [
        recipe
        for engine, table in engines.items()
        for recipe in _of_engine(path, engine, table, _filled(fields, own) | own)
    ]
    return {recipe.name: recipe for recipe in every}


def _tables(row: Adapter) -> Tables:
    """Return the fields for all engines, and each engine's table over what it stands on."""
    path = row.folder / "sweeps.toml"
    fields, engines = _inherited(row.origin, path.name)
    if engines and not path.exists():
        return fields, engines
    content = read_toml(path)
    own = content.pop("fields", {})
    check(path, {"fields": own}, {"fields": TABLE})
    for engine, table in content.items():
        engines[engine] = _engine(path, engine, table, engines)
    return fields | own, engines


def _inherited(origin: Adapter | None, file: str) -> Tables:
    """Return what a variant has from its origin: all but what shows the engine and not the row."""
    if origin is None or not origin.file(file).is_file():
        return {}, {}
    fields, engines = _tables(origin)
    without = {
        engine: {key: value for key, value in table.items() if key != "once"}
        for engine, table in engines.items()
    }
    return fields, without


def _engine(path: Path, engine: str, table: Any, others: Mapping[str, Table]) -> Table:
    """Return one engine's table, checked, over what it stands on."""
    check(path, table, _ENGINE, inside=engine)
    check(path, table.get("once", {}), _PLAIN, inside=f"{engine}.once")
    below = _below(path, engine, table, others)
    own = {key: value for key, value in table.items() if key != "like"}
    for where, cases in ((engine, own), (f"{engine}.once", own.get("once", {}))):
        for case in CASES:
            if isinstance(cases.get(case), dict):
                check(path, cases[case], _CASE, inside=f"{where}.{case}")
    if "once" in own:
        own["once"] = _cases_as_tables(own["once"])
    return _over(below, _cases_as_tables(own))


def _below(path: Path, engine: str, table: Table, others: Mapping[str, Table]) -> Table:
    """Return what an engine stands on: another of the row, or a common one, or nothing."""
    if (like := table.get("like")) is not None:
        if like not in others:
            raise RowError(
                f"{path}: {engine}.like is {like!r}{nearest(like, others)}; "
                "expected an engine above it"
            )
        return others[like]
    if engine in others:
        return others[engine]
    common = sorted(file.stem for file in _COMMON.glob("*.toml"))
    if engine in common:
        ours = _cases_as_tables(read_toml(_COMMON / f"{engine}.toml"))
        return {**ours, "by": Party.ADAPTER.value}
    if "page" not in table:
        raise RowError(
            f"{path}: {engine}.page is missing{nearest(engine, common)}; expected {PAGE[0]}, or "
            f"one of the common engines {', '.join(common)}"
        )
    return {"by": Party.LIBRARY.value}


def _cases_as_tables(table: Table) -> dict[str, Any]:
    """Return a table of an engine in which no case is a bare script."""
    return {
        key: {"script": value} if key in CASES and isinstance(value, str) else value
        for key, value in table.items()
    }


def _over(below: Table, own: Table) -> Table:
    """Return what a table says over what it stands on, tables inside likewise."""
    said_anew = _EITHER if own.keys() & _EITHER else set[str]()
    merged = {key: value for key, value in below.items() if key not in said_anew}
    for key, value in own.items():
        inside = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _over(merged[key], value) if inside else value
    return merged


def needs(row: Adapter) -> tuple[str, ...]:
    """Return what the engines of a row need; nothing where its file cannot be used."""
    with suppress(RowError):
        return tuple(dict.fromkeys(chain(*(e.needs for e in recipes(row).values()))))
    return ()


def _of_engine(
    path: Path, engine: str, table: Table, texts: Mapping[str, str]
) -> list[Recipe]:
    table = _over(table, table.get("once", {}))
    forms = {**_ENGINE, "by": BY, "asks": TEXTS}
    check(path, table, forms, ("by", "page", *_FOR_EVERY_ROW), engine)
    fields, asked = table.get("fields", {}), table.get("asks", [])
    named = dict.fromkeys([*fields, *asked], TEXT)
    check(path, fields, named, asked, f"{engine}.fields")
    texts = {**texts, **_filled(fields, texts)}
    return [
        _recipe(path, engine, case, table, texts) for case in CASES if case in table
    ]


def _filled(templates: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    return {key: filled(template, texts) for key, template in templates.items()}


def _recipe(
    path: Path, engine: str, case: str, table: Table, texts: Mapping[str, str]
) -> Recipe:
    own, inside = table[case], f"{engine}.{case}"
    page = own.get("page", table["page"])
    gap = own.get("unsupported")
    if (gap is None) == ("script" not in own):
        raise RowError(f"{path}: {inside}: expected either a script or unsupported")
    if case == "killed" and "worker" not in table:
        missing = "whom to kill is said by worker, which is missing"
        raise RowError(f"{path}: {inside}: {missing}")
    if gap is not None:
        gap = {"page": page, **gap}
        gaps.check_declared(path, gap, f"{inside}.unsupported")

    def typed(script: str) -> str:
        for name in places(script):
            if name not in texts:
                raise RowError(
                    f"{path}: {inside} has {{{name}}}{nearest(name, texts)}; expected a name of "
                    f"[fields] or [{engine}.fields]"
                )
        return filled(script, texts)

    def lacking(stated: Table) -> Gap:
        attempts = tuple(map(typed, stated["attempts"]))
        return Gap(Outcome.UNSUPPORTED, stated["reason"], stated["page"], attempts)

    fields = table.get("fields", {})
    return Recipe(
        engine=engine,
        case=case,
        script=typed(gap["attempts"][0] if gap else own["script"]),
        by=Party(table["by"]),
        page=gap["page"] if gap else page,
        needs=tuple(table.get("needs", [])),
        files=_filled({**table.get("files", {}), **own.get("files", {})}, fields),
        edit={**table.get("edit", {}), **own.get("edit", {})},
        by_hand=own.get("by_hand", {}),
        worker=table.get("worker", ""),
        remedy=typed(own["remedy"]) if "remedy" in own else None,
        gap=lacking(gap) if gap else None,
    )
