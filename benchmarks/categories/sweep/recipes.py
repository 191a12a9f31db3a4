"""How each row sweeps: reading ``adapters/<name>/sweeps.toml``.

A sweep is run by an *engine*: a launcher of the library, a shell loop, Ray Tune.  For each engine
the file holds what its users type or write, case by case, as it is typed at the root of the
repository.
"""

import difflib
import importlib.metadata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.axes import lines
from benchmarks.errors import BenchError, nearest, read_toml
from benchmarks.registry import Adapter

#: What is asked of every engine, in no library's words; ``benchmarks.beyond.sweep`` has the values.
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

_ENGINE_KEYS = {"by", "page", "needs", "files", "edit", "worker", *CASES}
_CASE_KEYS = {"script", "files", "edit", "remedy", "unsupported"}
_UNSUPPORTED_KEYS = {"reason", "page", "attempt"}


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
        ``library``, or ``hand`` where the sweeping is written by the row's users.
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
    reason
        Why the engine cannot do it; then ``script`` is the obvious attempt.
    """

    engine: str
    case: str
    script: str
    by: str
    page: str
    needs: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    edit: Mapping[str, str] = field(default_factory=dict)
    worker: str = ""
    remedy: str | None = None
    reason: str | None = None

    @property
    def name(self) -> str:
        """The name of the cell."""
        return f"{self.case}/{self.engine}"

    def missing(self) -> list[str]:
        """Return the distributions that are not installed."""
        return [name for name in self.needs if not _installed(name)]

    def lines(self) -> int:
        """Count what is written for the sweep: script, files, and lines changed in the program."""
        count = lines.config_lines(self.script)
        for name, text in self.files.items():
            if name.endswith(".py"):
                count += len(lines.code_lines(lines.formatted(text)))
            else:
                count += lines.config_lines(text)
        for old, new in self.edit.items():
            changed = difflib.ndiff(old.splitlines(), new.splitlines())
            count += sum(line.startswith("+ ") for line in changed)
        return count


def _installed(distribution: str) -> bool:
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def recipes(adapter: Adapter) -> dict[str, Recipe]:
    """Return the recipes of a row by the names of their cells, engine by engine.

    Raises
    ------
    BenchError
        If ``sweeps.toml`` is missing or malformed; the sentence names file, key and expected form.
    """
    path = adapter.folder / "sweeps.toml"
    found: dict[str, Recipe] = {}
    for engine, table in read_toml(path).items():
        place = f"{path}: {engine}"
        _check(place, table, _ENGINE_KEYS, {"by": str, "page": str})
        if table["by"] not in {"library", "hand"}:
            raise BenchError(
                f"{place}.by is {table['by']!r}; expected 'library' or 'hand'"
            )
        for case in CASES:
            if case in table:
                recipe = _recipe(f"{place}.{case}", engine, case, table)
                found[recipe.name] = recipe
            elif case in _FOR_EVERY_ROW:
                raise BenchError(f"{place}.{case} is missing; expected a script")
    return found


def _recipe(place: str, engine: str, case: str, table: Mapping[str, Any]) -> Recipe:
    said = table[case]
    if isinstance(said, str):
        said = {"script": said}
    _check(place, said, _CASE_KEYS, {})
    unsupported = said.get("unsupported")
    if (unsupported is None) == ("script" not in said):
        raise BenchError(f"{place}: expected either a script or unsupported")
    if case == "killed" and "worker" not in table:
        raise BenchError(f"{place}: whom to kill is said by worker, which is missing")
    if unsupported is not None:
        keys = dict.fromkeys(_UNSUPPORTED_KEYS, str)
        _check(f"{place}.unsupported", unsupported, _UNSUPPORTED_KEYS, keys)
    return Recipe(
        engine=engine,
        case=case,
        script=unsupported["attempt"] if unsupported else said["script"],
        by=table["by"],
        page=unsupported["page"] if unsupported else table["page"],
        needs=tuple(table.get("needs", [])),
        files={**table.get("files", {}), **said.get("files", {})},
        edit={**table.get("edit", {}), **said.get("edit", {})},
        worker=table.get("worker", ""),
        remedy=said.get("remedy"),
        reason=unsupported["reason"] if unsupported else None,
    )


def _check(
    place: str, table: object, known: set[str], required: Mapping[str, type]
) -> None:
    if not isinstance(table, dict):
        raise BenchError(f"{place} is {table!r}; expected a table")
    for key in table:
        if key not in known:
            raise BenchError(f"{place}: unknown key {key!r}{nearest(key, known)}")
    for key, kind in required.items():
        if not isinstance(table.get(key), kind):
            raise BenchError(
                f"{place}.{key} is {table.get(key)!r}; expected {kind.__name__}"
            )
