"""One stored cell is judged again: what its facts allow, beside what is stored."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import stored_facts
from benchmarks.category import Category, Stored
from benchmarks.cells import OWN, WHOLE_ROW, Address, Cell, CellError, Judgement, make
from benchmarks.errors import RowError
from benchmarks.gaps import KINDS
from benchmarks.outcomes import NOT_RUN, Outcome, Party
from benchmarks.parties import stored as parties
from benchmarks.texts import short
from configbench.errors import ConfigbenchError

#: What only some cells have, and no cell but those.
_TELLING = OWN | {"trouble", "false_declaration", *KINDS}

#: Floating-point functions differ by their last bits from one C library to the next.
_NEAR = 1e-9

#: Characters of a value in a sentence.
_SHOWN = 80

#: What a measurement that some trouble ended can come to, where the category does not know better.
_ENDED = frozenset(
    {Outcome.NOT_APPLICABLE, Outcome.UNMEASURED, Outcome.BROKEN, Outcome.REJECTED}
)


@dataclass(frozen=True)
class Judged:
    """What came of judging a cell again.

    Attributes
    ----------
    fault
        Why it cannot be as it is stored, in one sentence; empty where it can.
    exact
        Whether its facts leave no other judgement.
    """

    fault: str = ""
    exact: bool = False


def judged(
    category: Category, stored: Stored, reproduce: str, told: parties.Told | None
) -> Judged:
    """Judge a stored cell again.

    Parameters
    ----------
    category, stored
        What was asked, and what is stored.
    reproduce
        The command that measures it.
    told
        Who answers for the cells of its row, if that was measured of the row as it is.
    """
    address = Address(category.name, stored.name, stored.case.name)
    try:
        whole = stored.case.name == WHOLE_ROW
        allowed = [] if whole else [*category.again(stored)]
        made = [*_made(category, address, stored, reproduce, allowed)]
    except ConfigbenchError as error:
        # What a row's file says by now has to be mended first: `check` tells.
        return Judged("" if isinstance(error, RowError) else f"{address}: {error}")
    except Exception as error:  # noqa: BLE001  whatever a file holds is no fault of ours
        return Judged(f"{address}: its facts are not those of a cell: {error!r}")
    if not made or not _told(stored.cell):
        return Judged(_ended(address, stored, allowed))
    labelled = (_labelled(each, told, category, stored) for each in made)
    differing = [_differing(each, stored.cell) for each in labelled]
    nearest = min(differing, key=len)
    if not nearest:
        outcomes = {(each["outcome"], each.get("attempt_outcome")) for each in made}
        return Judged(exact=len(outcomes) == 1)
    return Judged(f"{address}: {'; '.join(nearest[:3])}")


def _told(cell: Cell) -> bool:
    """Whether a cell tells what was seen, if it is known: what nobody knows has no facts."""
    return cell["outcome"] != Outcome.UNMEASURED or stored_facts.bare(cell)


def _made(
    category: Category,
    address: Address,
    stored: Stored,
    reproduce: str,
    allowed: Sequence[Judgement],
) -> Iterator[Cell]:
    """Yield the cells that the allowed judgements give."""
    asked = stored.row and category.way(stored.case)
    usual = Party.UNMEASURED if asked else Party.LIBRARY
    for each in allowed:
        try:
            yield make(address, stored.case, each, _causes(stored), reproduce, usual)
        except CellError:
            continue


def _causes(stored: Stored) -> Any:
    """Return what finds causes: those of the row; where that is another by now, what is stored."""
    if stored.row is not None:
        return stored.row.cause

    def cause(place: str) -> str:
        key = "arrival_cause" if place.startswith("arrival/") else "cause"
        return str(stored.cell.get(key, ""))

    return cause


def _labelled(
    made: Cell, told: parties.Told | None, category: Category, stored: Stored
) -> Cell:
    """Return a cell with who answers for it, as far as that is known."""
    if told is not None:
        parties.label({stored.case.name: made}, told, category.name)
    elif made["by"] == Party.UNMEASURED or (
        stored.row is None and stored.name in stored.adapters
    ):
        made |= {key: stored.cell[key] for key in parties.LABELS if key in stored.cell}
    return made


def _differing(made: Cell, cell: Cell) -> list[str]:
    """Return what of a stored cell is not as it was made again."""
    keys = [*dict.fromkeys([*made, *(key for key in cell if key in _TELLING)])]
    return [
        f"{key} is {_shown(cell, key)}, and its facts give {_shown(made, key)}"
        for key in keys
        if not same(made.get(key), cell.get(key))
        and not (key not in cell and not made[key])
    ]


def _shown(cell: Mapping[str, Any], key: str) -> str:
    return short(repr(cell[key]), _SHOWN) if key in cell else "not there"


def same(one: Any, other: Any) -> bool:
    """Whether what was made again is what is stored: of computed numbers but for their last bits.

    Words that a program said and that are not stored whole may be any.
    """
    match one, other:
        case (Mapping(), Mapping()):
            return one.keys() == other.keys() and all(
                same(one[key], other[key]) for key in one
            )
        case (list() | tuple(), list() | tuple()):
            return len(one) == len(other) and all(
                same(*pair) for pair in zip(one, other, strict=True)
            )
        case (float(), int() | float()) | (int() | float(), float()) if not (
            isinstance(one, bool) or isinstance(other, bool)
        ):
            return math.isclose(one, other, rel_tol=_NEAR, abs_tol=1e-12)
    if isinstance(one, str) and isinstance(other, str):
        return one == other or stored_facts.fits(one, other)
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _ended(address: Address, stored: Stored, allowed: Sequence[Judgement]) -> str:
    """Say why a cell of which its category tells nothing cannot be: some trouble has ended it."""
    cell = stored.cell
    if allowed or not stored_facts.bare(cell):
        return f"{address}: outcome {cell['outcome']!r} does not follow from what is stored of it"
    troubled = cell["outcome"] == Outcome.UNMEASURED
    if cell["outcome"] not in _ENDED:
        return f"{address}: is {cell['outcome']!r}, and has no fact that would show it"
    if troubled is not ("trouble" in cell):
        return f"{address}: is {cell['outcome']!r}, and its trouble is {_shown(cell, 'trouble')}"
    if cell["outcome"] in NOT_RUN and "cause" in cell:
        return f"{address}: is {cell['outcome']!r}, and has a cause"
    return ""
