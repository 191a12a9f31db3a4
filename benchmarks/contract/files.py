"""Checks of a row's data files: that they can be read, and that what they declare is true."""

from collections.abc import Iterator
from contextlib import suppress

from benchmarks.categories import CATEGORIES, roundtrip
from benchmarks.categories.overrides import causes
from benchmarks.categories.overrides.words import faults as faults_of_words
from benchmarks.category import Order
from benchmarks.cells import Address, Cell
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.errors import AbsentError, MissingError, RowError
from benchmarks.measuring import cells_of
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from configbench.errors import nearest


def files(subject: Subject) -> Verdict:
    """Every data file that is there can be read."""
    readers = {
        name: read for category in CATEGORIES for name, read in category.files.items()
    }
    faults, absent = [*_unknown_causes(subject.row)], []
    for name, read in readers.items():
        try:
            read(subject.row)
        except AbsentError:
            # What a row does not bring is not measured of it, and costs it nothing elsewhere.
            absent.append(name)
        except RowError as error:
            faults.append(str(error))
    if not faults:
        with suppress(AbsentError):
            faults += faults_of_words(subject.row)
    if faults:
        return Verdict(Outcome.UNMEASURED, "; ".join(faults))
    beside = f"; not there: {', '.join(sorted(absent))}" if absent else ""
    return Verdict(Outcome.RIGHT, f"all that is there can be read{beside}")


def _unknown_causes(row: Adapter) -> Iterator[str]:
    for cell, cause in row.causes.items():
        if cause not in causes():
            place = f"{row.folder / 'adapter.toml'}: causes.{cell!r}"
            yield f"{place} is {cause!r}, not in causes.toml{nearest(cause, causes())}"


def values(subject: Subject) -> Verdict:
    """``values.py`` declares what it should, and brings plain values back."""
    order = Order((subject.row,), _PLAIN_VALUES)
    cells = [cell for _, cell in cells_of(roundtrip.CATEGORY, order)]
    wrong = [cell for cell in cells if cell["outcome"] != Outcome.RIGHT]
    if not wrong:
        return Verdict(Outcome.RIGHT, cells[0]["detail"])
    details = dict.fromkeys(cell["detail"] for cell in wrong)
    return Verdict(Outcome(wrong[0]["outcome"]), "; ".join(details))


#: Whatever a library lacks, these it has.
_PLAIN_VALUES = tuple(f"kinds/{kind}_or_none" for kind in ("int", "str", "list"))


def gaps(subject: Subject) -> Verdict:
    """What is declared to have no way has none: it is tried."""
    tried, false, untried = 0, [], []
    for address, cell in _gaps(subject.row):
        tried += 1
        if cell.get("false_declaration"):
            false.append(f"{address} is declared to have no way, and works")
        elif cell["outcome"] == Outcome.UNMEASURED:
            untried.append(f"{address}: {cell['detail']}")
    if false:
        return Verdict(None, "; ".join(false))
    if untried:
        return Verdict(Outcome.UNMEASURED, "; ".join(untried))
    return Verdict(Outcome.RIGHT, f"{tried} declared gaps, none of them works")


def _gaps(row: Adapter) -> Iterator[tuple[Address, Cell]]:
    """Try each declared gap, but those for which an environment would have to be built first."""
    for category in CATEGORIES:
        with suppress(AbsentError, MissingError):
            category.placed(row).environment.require()
            if declared := tuple(category.gaps(row)):
                yield from cells_of(category, Order((row,), declared))
