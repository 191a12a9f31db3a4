"""One file of results is held against itself."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import registry, state
from benchmarks.categories import CATEGORIES
from benchmarks.category import Category, Stored
from benchmarks.cells import WHOLE_ROW, Address, Case, Cell
from benchmarks.environments.interpreters import OWN, Interpreter
from benchmarks.parties import stored as parties
from benchmarks.rechecking import asked, figures
from benchmarks.rechecking.findings import Findings
from benchmarks.rechecking.judged import Judged, judged
from benchmarks.registry import Adapter
from benchmarks.results import Results
from configbench.errors import ConfigbenchError

#: The cells of a category, by row and case.
Cells = Mapping[str, Mapping[str, Cell]]

#: Of the units that a note is about, so many are named.
_NAMED = 3


class OneFile:
    """The results of one file, with the rows that they are of.

    Parameters
    ----------
    content
        Results.
    told
        Who answers for the cells of rows.
    own
        Whether they are of the harness's own interpreter.
    whole
        Whether they are the comparison's: each category and each row of ours must be there.  Of
        a part, what a category has is asked for that it has any cell of.
    """

    def __init__(
        self, content: Results, told: parties.Stored, *, own: bool, whole: bool = True
    ) -> None:
        self.content, self.own, self._whole = content, own, whole
        self.interpreter = OWN if own else _interpreter(content)
        self.rows = dict(self._rows())
        self.told = parties.all_current(told, self.rows.values())
        self.categories = [
            each
            for each in CATEGORIES
            if self._cells(each)
            or (whole and not each.apart and (own or each.anywhere))
        ]
        # What is worked out once.
        self._known: dict[object, Any] = {}

    def into(self, found: Findings) -> list[str]:
        """Look at all of it; return the faults, whatever stands in it."""
        faults: list[str] = []
        for look in (self._missing, self._judged, self._figures, self._states):
            try:
                faults += look(found)
            except ConfigbenchError as error:
                faults.append(str(error))
            except Exception as error:  # noqa: BLE001  a file holds what its writer liked
                faults.append(
                    f"{look.__name__[1:]}: no run writes what stands here: {error!r}"
                )
        return faults

    def _rows(self) -> Iterator[tuple[str, Adapter]]:
        """Yield the rows that are found by their addresses."""
        for name, adapter in self.content["adapters"].items():
            try:
                row = registry.find(adapter.get("address", name))
            except ConfigbenchError:
                continue
            yield name, row.on(self.interpreter)

    def _cells(self, category: Category) -> Cells:
        found: Cells = self.content["cells"].get(category.name, {})
        return found

    def _account(self, category: Category, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.content["units"].get(
            f"{category.name}/{name}", {}
        )
        return found

    # -- what is looked at ------------------------------------------------------------------------

    def _missing(self, _: Findings) -> Iterator[str]:
        """Ask for each row, unit and case."""
        adapters = self.content["adapters"]
        yield from asked.missing(self.content, self.categories, self.rows, self.told)
        if self._whole and self.own and any(row.ours for row in self.rows.values()):
            for name in registry.names():
                if name not in adapters:
                    yield f"adapters/{name}: is not there"

    def _judged(self, found: Findings) -> Iterator[str]:
        """Judge each cell again."""
        for category in self.categories:
            for name, cells in self._cells(category).items():
                for case in cells:
                    one = self.judge(category, name, case)
                    if one is None:
                        continue
                    if one.fault:
                        yield one.fault
                    found.exact += one.exact
                    found.consistent += not (one.exact or one.fault)

    def _figures(self, found: Findings) -> Iterator[str]:
        """Compute what stands beside cells."""
        for fault in figures.faults(self.content, self.rows, own=self.own):
            found.figures += 1
            if fault:
                yield fault

    def _states(self, found: Findings) -> Iterator[str]:
        """Note which units were measured of another state of the tree."""
        others: dict[str, list[str]] = {}
        for category in self.categories:
            for name in self._cells(category):
                account, row = self._account(category, name), self._row(category, name)
                for what in self._otherwise(category, row, account):
                    others.setdefault(what, []).append(f"{category.name}/{name}")
        for what, units in others.items():
            some = ", ".join(units[:_NAMED]) + (" …" if units[_NAMED:] else "")
            found.notes.append(
                f"stale: {len(units)} units were measured with other {what}: {some}"
            )
        yield from ()

    def _otherwise(
        self, category: Category, row: Adapter | None, account: Mapping[str, Any]
    ) -> Iterator[str]:
        """Yield what a unit was measured of and is another by now."""
        environment = category.placed(row).environment if row else None
        now = state.of(environment)
        yield from (
            state.CALLED[key]
            for key, told in now.items()
            if account.get(key, told) != told
        )
        if row and account.get("sha256") not in {"", self._sha256(category, row)}:
            yield "files of the row"

    # -- one unit ---------------------------------------------------------------------------------

    def _row(self, category: Category, name: str) -> Adapter | None:
        if category.baseline and name == registry.CONTROL_NAME:
            return registry.control().on(self.interpreter)
        return self.rows.get(name)

    def _sha256(self, category: Category, row: Adapter) -> str:
        """Return what ``Category.sha256`` does; most categories have it in common."""
        key = ("sha256", row.name, category.own_files, category.own_keys)
        if key not in self._known:
            self._known[key] = category.sha256(row)
        found: str = self._known[key]
        return found

    def _cases(self, category: Category) -> Mapping[str, Case]:
        """Return the cases of a category for all of these rows."""
        if (key := ("cases", category.name)) not in self._known:
            beside = [registry.control()] if category.baseline else []
            self._known[key] = category.cases([*self.rows.values(), *beside])
        found: Mapping[str, Case] = self._known[key]
        return found

    def judge(self, category: Category, name: str, case: str) -> Judged | None:
        """Judge a cell again; nothing where nobody asks for it, which is told elsewhere."""
        whole = case == WHOLE_ROW
        known = Case(WHOLE_ROW) if whole else self._cases(category).get(case)
        if known is None:
            return None
        row, account = self._row(category, name), self._account(category, name)
        same = row and account.get("sha256") == self._sha256(category, row)
        current, cell = row if same else None, self._cells(category)[name][case]
        beside, worked = self._beside(category, account)
        adapters = self.content["adapters"]
        stored = Stored(name, known, cell, current, beside, adapters, worked)
        told = self.told.get(name) if current else None
        command = self._command(Address(category.name, name, case), row, cell)
        return judged(category, stored, command, told)

    def _command(self, address: Address, row: Adapter | None, cell: Cell) -> str:
        """Return the command that measures a cell; of a row that is nowhere by now, its own."""
        if row is not None:
            return row.reproduce(address)
        if address.row in self.content["adapters"]:
            return str(cell["reproduce"])
        return f"pytest --benchmark --category {address.category}"

    def _beside(
        self, category: Category, account: Mapping[str, Any]
    ) -> tuple[Cells, dict[object, Any]]:
        """Return the cells that were measured with some, and what is worked out once for them."""
        created = account.get("created") if category.timed else None
        key = ("beside", category.name, created)
        if key not in self._known:
            together = {
                name: cells
                for name, cells in self._cells(category).items()
                if created is None
                or self._account(category, name).get("created") == created
            }
            self._known[key] = together, {}
        found: tuple[Cells, dict[object, Any]] = self._known[key]
        return found


def _interpreter(content: Results) -> Interpreter:
    """Return the interpreter of results, as commands name it; it may not be on this machine."""
    return Interpreter(content["machine"]["python"], Path())
