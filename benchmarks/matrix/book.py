"""``matrix/NAME.json``, beside the results: the columns of one row, written after each unit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import environment, json_files, results, state
from benchmarks.category import Category
from benchmarks.cells import Cell
from benchmarks.environments.interpreters import OWN
from benchmarks.matrix import columns
from benchmarks.matrix.columns import Column
from benchmarks.matrix.stated import Stated
from benchmarks.registry import Adapter
from configbench import whole_files

#: The folder of the files, beside the results.
FOLDER = "matrix"


def file(name: str, folder: Path) -> Path:
    """Return the file of a row, in the folder of a report."""
    return folder / FOLDER / f"{name}.json"


def known(name: str, folder: Path) -> list[Column]:
    """Return what is stored of a row; nothing where there is no file.

    Raises
    ------
    UserError
        If it cannot be read, or is not as it is written here.
    """
    path = file(name, folder)
    if not path.exists():
        return []
    content = json_files.read(path)
    results.validate(content, path, "matrix")
    return columns.loaded(content["columns"])


def published(row: Adapter, folder: Path) -> dict[str, Any]:
    """Return what is stored of a row at its release, as results have cells.

    Raises
    ------
    UserError
        As :func:`known`.
    """
    name = Column(row.release, row.interpreter.release).name
    column = next((each for each in known(row.name, folder) if each.name == name), None)
    cells = column.cells if column else {}
    return {"cells": {category: {row.name: own} for category, own in cells.items()}}


def of(row: Adapter, category: Category | None = None) -> dict[str, str]:
    """Return what a unit is measured of: files, suite, locks, interpreter; compared as a whole."""
    own = row.sha256() if category is None else category.sha256(row)
    placed = row if category is None else category.placed(row)
    return {
        "sha256": own,
        **state.of(placed.environment),
        **environment.python(row.interpreter),
    }


@dataclass
class Book:
    """The columns of a row.

    Attributes
    ----------
    rows
        The row at each release on each interpreter, in their order.
    stated
        What is stated of it; nothing of what is part of Python.
    folder
        Of the report.
    columns
        One for each of ``rows``, and those of interpreters that are not here.
    """

    rows: Sequence[Adapter]
    stated: Stated | None
    folder: Path
    columns: list[Column] = field(default_factory=list)

    @classmethod
    def opened(
        cls, rows: Sequence[Adapter], stated: Stated | None, folder: Path
    ) -> "Book":
        """Return what is stored of a row, with a column for each of its places.

        What was measured at releases that are stated no longer is not kept; what was measured on an
        interpreter that is not here is.

        Raises
        ------
        UserError
            As :func:`known`.
        """
        stored = {each.name: each for each in known(rows[0].name, folder)}
        releases = list(dict.fromkeys(row.release for row in rows))
        made = []
        for row in rows:
            new = Column(row.release, row.interpreter.release)
            old = stored.get(new.name, new)
            made.append(old if old.python == new.python else new)
        here = {each.minor for each in made}
        made += [
            each
            for each in stored.values()
            if each.minor not in here and each.release in releases
        ]
        order = {each: number for number, each in enumerate(releases)}
        made.sort(key=lambda each: (_place(each.minor), order[each.release]))
        return cls(rows, stated, folder, made)

    @property
    def name(self) -> str:
        """The name of the row."""
        return self.rows[0].name

    def column(self, row: Adapter) -> Column:
        """Return the column of one of its rows."""
        name = Column(row.release, row.interpreter.release).name
        return next(each for each in self.columns if each.name == name)

    def row(self, column: Column) -> Adapter | None:
        """Return the row of a column, if its interpreter is here."""
        own = (row for row in self.rows if self.column(row) is column)
        return next(own, None)

    def left(self, row: Adapter, categories: Sequence[Category]) -> list[Category]:
        """Return the categories that are not measured there as all is now."""
        units = self.column(row).units
        return [
            each
            for each in categories
            if (row.interpreter.own or each.anywhere)
            and not _of(units.get(each.name, {}), of(row, each))
        ]

    def refused(self, row: Adapter) -> bool:
        """Whether it is known that nothing can be measured there, as all is now."""
        column = self.column(row)
        return bool(column.refused) and column.of == of(row)

    def refuse(self, row: Adapter, why: str) -> None:
        """Write that nothing can be measured there, and why."""
        column = self.column(row)
        column.refused, column.of = why, of(row)
        column.versions = row.versions()
        column.units, column.cells = {}, {}
        self.save()

    def put(
        self,
        row: Adapter,
        category: str,
        cells: Mapping[str, Cell],
        account: Mapping[str, Any],
    ) -> None:
        """Write the cells of a category, with the account of their measuring."""
        column = self.column(row)
        column.refused, column.of = "", {}
        column.versions = row.versions()
        column.units[category] = dict(account)
        column.cells[category] = {
            case: columns.kept(cell) for case, cell in cells.items()
        }
        self.save()

    def save(self) -> None:
        """Write the file; it is whole at any moment.

        Raises
        ------
        UserError
            If the folder cannot be written.
        """
        said = self.stated
        told = {
            "row": self.name,
            "library": said.library if said else "",
            "older": [*said.older] if said else [],
            "newer": [*said.newer] if said else [],
            "columns": columns.stored(self.columns),
        }
        text = json.dumps(told, indent=1, ensure_ascii=False)
        whole_files.write(file(self.name, self.folder), text + "\n", parents=True)


def _place(python: str) -> tuple[bool, list[int]]:
    """Return where an interpreter stands: the harness's own is the first."""
    return python != OWN.version, [int(part) for part in python.split(".")]


def _of(account: Mapping[str, Any], now: Mapping[str, str]) -> bool:
    return all(account.get(key) == told for key, told in now.items())
