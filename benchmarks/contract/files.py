"""Checks of a row's data files: that they can be read, and that what they declare is true."""

from collections.abc import Iterator

from benchmarks.categories import CATEGORIES, roundtrip
from benchmarks.categories.overrides import causes
from benchmarks.category import Order
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.errors import AbsentError, RowError, nearest
from benchmarks.measuring import cells_of
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter


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
    tried, false, unknown, elsewhere = 0, [], [], []
    for category in CATEGORIES:
        if None in category.versions().values():
            elsewhere.append(category.name)
            continue
        declared = tuple(category.gaps(subject.row))
        order = Order((subject.row,), declared)
        for address, cell in cells_of(category, order) if declared else ():
            tried += 1
            if cell.get("false_declaration"):
                false.append(f"{address} is declared to have no way, and works")
            elif cell["outcome"] == Outcome.UNMEASURED:
                unknown.append(f"{address}: {cell['detail']}")
    if false:
        return Verdict(None, "; ".join(false))
    if unknown:
        return Verdict(Outcome.UNMEASURED, "; ".join(unknown))
    beside = f"; not tried here: {', '.join(elsewhere)}" if elsewhere else ""
    return Verdict(Outcome.RIGHT, f"{tried} declared gaps, none works{beside}")
