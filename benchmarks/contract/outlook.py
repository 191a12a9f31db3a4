"""What a run will publish of a row's *overrides*, told before: facts, and no part of the contract.

A mistake that is accepted is a finding, and nothing that a row's author must mend.  But who sees it
here first can still ask whether it is the library's or the program's, and whether the words that
follow from the templates ask for something that the library does not offer at all.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from benchmarks.categories import overrides
from benchmarks.categories.overrides import exceptions, words
from benchmarks.categories.overrides.cases import cases
from benchmarks.category import Order
from benchmarks.cells import Address
from benchmarks.contract import memory
from benchmarks.contract.memory import Memory
from benchmarks.measuring import cells_of
from benchmarks.outcomes import Kind, Outcome, Trouble
from benchmarks.paths import relative
from benchmarks.registry import Adapter
from benchmarks.texts import short

#: What is remembered of it, and where it is told.
NAME = "outlook"

#: Characters of a command line that are shown.
_TYPED = 100

#: What is favourable, declared, or told above among what lacks.
_UNTOLD = {
    *(Outcome.RIGHT, Outcome.UNSUPPORTED, Outcome.NOT_USED, Outcome.NOT_APPLICABLE),
    Outcome.UNMEASURED,
}


class Foreseen(NamedTuple):
    """What a run will publish of one case.

    Attributes
    ----------
    case, outcome, detail
        As the cell has them, with what the program said where it refused.
    line
        What is typed behind the program.
    derived
        Whether that follows from the templates, and is stated nowhere.
    """

    case: str
    outcome: str
    detail: str
    line: str
    derived: bool

    @property
    def is_request(self) -> bool:
        """Whether it must be accepted: only of that a library may have no way."""
        return cases()[self.case].kind is Kind.REQUEST


def foresee(row: Adapter, known: Memory | None = None) -> list[Foreseen]:
    """Return what a run will publish of each case; what is known is not asked again."""
    key = memory.keys(row)[NAME] if known else ""
    if known and (stored := known.recall(key)) is not None:
        with suppress(ValueError, TypeError):
            return [Foreseen(*each) for each in json.loads(stored)]
    said = words.words_of_readable(row)
    found, sure = [], True
    for address, cell in cells_of(overrides.CATEGORY, Order((row,))):
        sure &= cell.get("trouble") != Trouble.HERE
        own = said.get(address.case, words.Words())
        says = f" ({cell['says']})" if cell.get("says") else ""
        facts = (address.case, cell["outcome"], short(cell["detail"] + says))
        found.append(Foreseen(*facts, own.line, own.derived))
    if known and sure:
        known.keep(key, json.dumps(found))
    return found


def told(row: Adapter, found: Sequence[Foreseen]) -> Iterator[str]:
    """Yield the lines that tell it; pure."""
    counts = Counter(each.outcome for each in found)
    summary = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    yield f"What a run will publish of overrides, no part of the contract: {summary}."
    shown = [each for each in found if each.outcome not in _UNTOLD]
    for each in shown:
        derived = " (derived)" if each.derived else ""
        typed = short(each.line, _TYPED)
        yield f"  [{each.outcome}] {each.case}: {typed}{derived}: {each.detail}"
    if shown:
        address = Address(overrides.CATEGORY.name, row.name, shown[0].case)
        yield f"What arrived, for instance: {row.reproduce('/'.join(address))}"
    gap = next((each for each in shown if each.derived and each.is_request), None)
    if gap is not None:
        file = relative(row.folder / exceptions.FILE)
        yield (
            "What is (derived) follows from [spelling], also where the library has no way. "
            f"That it has none, {file} declares, with the page that says so:"
        )
        yield (
            f'  {gap.case}.unsupported = {{ reason = "…", page = "https://…", '
            f'attempts = [{json.dumps(gap.line, ensure_ascii=False)}, "…"] }}'
        )
