"""Checks of a row's data files: that they can be read, and that what they declare is true."""

from collections.abc import Iterator
from contextlib import suppress

from benchmarks import registry
from benchmarks.categories import CATEGORIES, roundtrip
from benchmarks.category import Order
from benchmarks.cells import Address, Cell
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.errors import AbsentError, MissingError
from benchmarks.measuring import cells_of
from benchmarks.outcomes import Outcome
from benchmarks.paths import relative
from benchmarks.registry import Adapter


def filled(subject: Subject) -> Verdict:
    """What ``adapter.toml`` says for people is about this row, and not still about a sibling."""
    left = [*_left_open(subject.row)]
    if left:
        place = relative(subject.row.folder / "adapter.toml")
        return Verdict(None, f"{place}: {'; '.join(left)}")
    return Verdict(Outcome.RIGHT, "the row says what it is")


def _left_open(row: Adapter) -> Iterator[str]:
    """Yield what is to be filled in, in the order of the file."""
    others = [each for each in registry.find_all() if not _related(row, each)]
    titles = {each.title: each.name for each in others}
    summaries = {each.summary: each.name for each in others}
    if not row.title.strip():
        yield "title is empty; expected what people call the library"
    elif row.title in titles:
        yield f"title is {row.title!r}, that of {titles[row.title]}"
    if not row.summary.strip():
        yield "summary is empty; expected a sentence on how settings are declared"
    elif row.summary in summaries:
        yield f"summary is still that of {summaries[row.summary]}"
    pages = set(row.documentation)
    if not pages:
        yield "documentation is empty; expected the pages that the program follows"
    same = (other.name for other in others if pages <= {*other.documentation})
    if pages and (name := next(same, None)):
        yield (
            f"documentation has only pages of {name} ({row.documentation[0]}); "
            "expected those that the program follows"
        )


def _related(one: Adapter, other: Adapter) -> bool:
    """Whether two rows are the same, or schools of one library."""
    return (one.variant_of or one.name) == (other.variant_of or other.name)


def files(subject: Subject) -> Verdict:
    """Every data file that is there can be read, to its end."""
    reading = subject.reading
    if reading.faults:
        return Verdict(Outcome.UNMEASURED, "; ".join(reading.faults))
    beside = f"; not there: {', '.join(reading.absent)}" if reading.absent else ""
    return Verdict(Outcome.RIGHT, f"all that is there can be read{beside}")


def values(subject: Subject) -> Verdict:
    """``values.py``, if there is one, declares what it should, and brings plain values back."""
    if "values.py" in subject.reading.absent:
        return Verdict(Outcome.RIGHT, "no values.py: not measured")
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
