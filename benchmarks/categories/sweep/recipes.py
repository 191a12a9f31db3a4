"""How each row sweeps: reading ``adapters/<name>/sweeps.toml``.

A sweep is run by an *engine*: a launcher of the library, a shell loop, Ray Tune.  For each engine
the file holds what its users type or write, case by case, as it is typed at the root of the
repository.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.categories.lines import code_lines, config_lines, formatted
from benchmarks.errors import RowError, read_toml
from benchmarks.forms import BY, GAP, PAGE, TABLE, TEXT, TEXTS, Form, check
from benchmarks.outcomes import Party
from benchmarks.registry import Adapter, installed

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
class Recipe:
    """How one case is done with one engine.

    Attributes
    ----------
    engine, case
        Together the name of the cell: ``case/engine``.
    script
        For bash, at the root of a repository that holds the row's program and config files.
    by
        The library, or the adapter where the sweeping is written by the row's users.
    page
        The documentation that it follows.
    needs
        Distributions beyond the row's own.
    files
        Files that are written for it, by name.
    edit
        What is changed in the program: the old text and the new.
    worker
        How the title of a process that runs jobs begins: one of them is killed by ``killed``.
    remedy
        A script that the documentation offers where the plain one goes wrong.
    gap
        Why the engine cannot do it, with the page; then ``script`` is the obvious attempt.
    """

    engine: str
    case: str
    script: str
    by: Party
    page: str
    needs: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    edit: Mapping[str, str] = field(default_factory=dict)
    worker: str = ""
    remedy: str | None = None
    gap: str | None = None

    @property
    def name(self) -> str:
        """The name of the cell."""
        return f"{self.case}/{self.engine}"

    def missing(self) -> list[str]:
        """Return the distributions that are not installed."""
        versions = installed(self.needs)
        return [name for name, version in versions.items() if version is None]

    def lines(self) -> int:
        """Count what is written for the sweep: script, files, and lines changed in the program."""
        count = config_lines(self.script)
        for name, text in self.files.items():
            if name.endswith(".py"):
                count += len(code_lines(formatted(text)))
            else:
                count += config_lines(text)
        for old, new in self.edit.items():
            changed = difflib.ndiff(old.splitlines(), new.splitlines())
            count += sum(line.startswith("+ ") for line in changed)
        return count


# -- reading --------------------------------------------------------------------------------------

_ENGINE: Mapping[str, Form] = {
    "by": BY,
    "page": PAGE,
    "needs": TEXTS,
    "files": TABLE,
    "edit": TABLE,
    "worker": TEXT,
    **dict.fromkeys(
        CASES, ("a script or a table", lambda value: isinstance(value, str | dict))
    ),
}
_CASE: Mapping[str, Form] = {
    "script": TEXT,
    "files": TABLE,
    "edit": TABLE,
    "remedy": TEXT,
    "unsupported": ("a table", lambda value: isinstance(value, dict)),
}


def recipes(row: Adapter) -> dict[str, Recipe]:
    """Return the recipes of a row by the names of their cells, engine by engine.

    Raises
    ------
    RowError
        If ``sweeps.toml`` is missing or malformed; the sentence names file, key and expected form.
    """
    path = row.file("sweeps.toml")
    every = [
        recipe
        for engine, table in read_toml(path).items()
        for recipe in _of_engine(path, engine, table)
    ]
    return {recipe.name: recipe for recipe in every}


def _of_engine(path: Path, engine: str, table: Any) -> list[Recipe]:
    check(path, table, _ENGINE, ("by", "page", *_FOR_EVERY_ROW), engine)
    return [_recipe(path, engine, case, table) for case in CASES if case in table]


def _recipe(path: Path, engine: str, case: str, table: Mapping[str, Any]) -> Recipe:
    own, inside = table[case], f"{engine}.{case}"
    if isinstance(own, str):
        own = {"script": own}
    check(path, own, _CASE, inside=inside)
    gap = own.get("unsupported")
    if (gap is None) == ("script" not in own):
        raise RowError(f"{path}: {inside}: expected either a script or unsupported")
    if case == "killed" and "worker" not in table:
        missing = "whom to kill is said by worker, which is missing"
        raise RowError(f"{path}: {inside}: {missing}")
    if gap is not None:
        check(path, gap, GAP, GAP, f"{inside}.unsupported")
    return Recipe(
        engine=engine,
        case=case,
        script=gap["attempt"] if gap else own["script"],
        by=Party(table["by"]),
        page=gap["page"] if gap else table["page"],
        needs=tuple(table.get("needs", [])),
        files={**table.get("files", {}), **own.get("files", {})},
        edit={**table.get("edit", {}), **own.get("edit", {})},
        worker=table.get("worker", ""),
        remedy=own.get("remedy"),
        gap=f"{gap['reason']} ({gap['page']})" if gap else None,
    )
