"""Whole runs: what a saved run is worth when something has changed since.

``run/with_change``
    A saved run is repeated with one setting changed on top: nothing else may differ, and the
    weights must be those that these settings give without any configuration manager.
``run/new_default``
    A default in the program has changed since the run was saved (the row's own patch of the
    category ``change``, applied to a copy).  Right is that the saved value wins: the old run is
    what is wanted.
``run/edited``
    The negative control: a value is edited in the saved file, and the record must show it.  If it
    does not, the restoration read something else than the file, and no other cell has a meaning.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import core, stored_facts
from benchmarks.categories import change
from benchmarks.categories.roundtrip.judging import judge_restored
from benchmarks.categories.roundtrip.part import Part, save
from benchmarks.category import Stored, attempt
from benchmarks.cells import Case, Judgement
from benchmarks.dialect import Dialect, load
from benchmarks.errors import NotApplicableError, RowError
from benchmarks.judging import at, put
from benchmarks.registry import Adapter
from benchmarks.rerun import carry, files_of
from benchmarks.running import (
    Manner,
    Probe,
    Record,
    probe,
    train,
    train_reference,
    typed_command,
)
from benchmarks.texts import short
from benchmarks.values import equal, show
from configbench.workplace import Workplace, workplace

#: What is changed on top of the saved run.
NEW_RATE = 0.002

#: The change that is taken for a default that has moved; it is that of the number of epochs.
NEW_DEFAULT = "change_default"

#: Numbers that stand nowhere else in a saved run: the text of one can be found in any format.
OLD, NEW = 918273645, 918273646

_SETTINGS = core.PROFILES["first"]


@dataclass(frozen=True)
class Restored:
    """A restored run, and what it should have been.

    ``weights`` are its own and those that the expected settings give, where it trained.
    """

    probe: Probe
    expected: Record
    facts: Mapping[str, object]
    weights: tuple[str | None, str | None] | None = None


@dataclass(frozen=True, kw_only=True)
class WholeRun(Case):
    """One thing that may have changed, and how it is measured."""

    measure: Callable[[Adapter], Restored] = field(compare=False)


def _save(
    row: Adapter, dialect: Dialect, words: Sequence[str], target: Workplace
) -> tuple[Record, Path]:
    """Save a run and carry its config to ``target``; return its record and where it lies.

    Raises
    ------
    ProgramError
        If the run does not reach the core once, or saves nothing.
    """
    with workplace() as place:
        first = save(row, words, place)
        return first.reached[0], carry(dialect, place, target).path


def _command(row: Adapter, words: Sequence[str], place: Workplace) -> str:
    return typed_command(row, words).replace(f"{place.base}/", "")


def with_change(row: Adapter) -> Restored:
    """Restore with one override on top: probe it, train it, train the same without a library."""
    dialect = load(row)
    with workplace() as target, workplace() as training:
        first, saved = _save(row, dialect, dialect.words(_SETTINGS), target)
        on_top = {core.RATE: NEW_RATE}
        again = dict(dialect.templates.chosen_again(on_top.items(), _SETTINGS))
        words = [*dialect.restore(saved), *dialect.words(again | on_top, _SETTINGS)]
        second = probe(row, words, target)
        trained = train(row, words, training)
    expected = put(first, core.RATE, core.literal(NEW_RATE))
    weights = (trained.weights, train_reference(expected).weights)
    facts = {
        "command": _command(row, words, target),
        "on_top": f"{core.RATE} = {NEW_RATE}",
        "weights": list(weights),
    }
    return Restored(second, expected, facts, weights)


def new_default(row: Adapter) -> Restored:
    """Save a run, change a default in the program, restore the run with the changed program."""
    altered = change.cases()[NEW_DEFAULT]
    patch = altered.patch(row)
    if not patch.is_file():
        reason = f"the row has no patch {NEW_DEFAULT}: which default could change?"
        raise NotApplicableError(reason)
    own_core = Manner(own_core=True)
    with workplace() as copy, workplace() as target:
        # The run must have the default that changes: it is saved without words.
        first, saved = _save(row, load(row), (), target)
        changed = change.apply(row, altered, copy)
        plain = probe(changed, manner=own_core)
        words = load(changed).restore(saved)
        second = probe(changed, words, target, own_core)
    old, new, back = (
        at(record, core.EPOCHS) if record else None
        for record in (first, *(_record(each) for each in (plain, second)))
    )
    if new is None or old is None or equal(new, old):
        raise RowError(f"{patch}: does not change the default of {core.EPOCHS}")
    facts = {
        "saved_value": show(old),
        "new_default": show(new),
        "came_back": show(back) if back else None,
        "command": _command(row, words, target),
    }
    return Restored(second, first, facts)


def _record(probe: Probe) -> Record | None:
    return probe.reached[0] if probe.reached else None


def edited(row: Adapter) -> Restored:
    """Save a run, replace the text of one value in its files, restore it."""
    dialect = load(row)
    with workplace() as target:
        words = dialect.words({**_SETTINGS, core.SEED: OLD})
        first, saved = _save(row, dialect, words, target)
        lines = edit(saved, str(OLD), str(NEW))
        if not lines and not is_text(saved):
            raise NotApplicableError("the saved config is no text that could be edited")
        words = dialect.restore(saved)
        second = probe(row, words, target)
    facts = {"command": _command(row, words, target), "bytes": short("\n".join(lines))}
    return Restored(second, put(first, core.SEED, core.literal(NEW)), facts)


def is_text(saved: Path) -> bool:
    """Whether all files of a saved config are UTF-8."""
    try:
        for path in files_of(saved):
            path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def edit(saved: Path, old: str, new: str) -> list[str]:
    """Replace a text in a saved file, or in all files of a saved folder.

    Returns
    -------
    list of str
        The lines that were changed, as they are now, of the first file that has any.
    """
    lines: list[str] = []
    for path in files_of(saved):
        content = path.read_bytes()
        if old.encode() in content:
            content = content.replace(old.encode(), new.encode())
            path.write_bytes(content)
            text = content.decode("utf-8", "backslashreplace")
            lines = lines or [line for line in text.splitlines() if new in line]
    return lines


CASES = {
    case.name: case
    for case in (
        WholeRun(
            "run/with_change",
            measure=with_change,
            intent="A saved run, repeated with another learning rate: nothing else differs.",
        ),
        WholeRun(
            "run/new_default",
            measure=new_default,
            intent="A default in the program has changed since the run was saved: the saved value "
            "wins.",
        ),
        WholeRun(
            "run/edited",
            measure=edited,
            intent="A value is edited in the saved file: it arrives.",
        ),
    )
}


def measure(row: Adapter, cases: Sequence[WholeRun]) -> Iterator[tuple[str, object]]:
    """Yield the facts of each case."""
    for case in cases:
        yield case.name, attempt(case.measure, row)


def judge(_: WholeRun, facts: Restored) -> Judgement:
    """Judge a restored run by what it should have been; pure."""
    judged = judge_restored(facts.probe, facts.expected, facts.weights)
    return Judgement(judged.outcome, judged.detail, facts.facts)


def again(stored: Stored) -> Iterator[Judgement]:
    """Judge a stored cell again: by its weights, and by the records of which its sentence tells."""
    cell = stored.cell
    if stored_facts.bare(cell):
        return
    differing = stored_facts.differences(cell["detail"])
    wanted, came = dict(differing.wanted), {**differing.wanted, **differing.got}
    if "saved_value" in cell:
        wanted[core.EPOCHS] = stored_facts.value(cell["saved_value"])
        back = cell["came_back"]
        came[core.EPOCHS] = None if back is None else stored_facts.value(back)
    expected, arrived = (
        {path: value for path, value in each.items() if value is not None}
        for each in (wanted, came)
    )
    weights = tuple(cell["weights"]) if "weights" in cell else None
    facts: dict[str, object] = {
        key: cell[key]
        for key in ("weights", "saved_value", "new_default", "came_back")
        if key in cell
    }
    ending = stored_facts.ended(cell["detail"]) or stored_facts.finished(0)
    for count in (0, 1):
        seen = stored_facts.probe(ending, *[arrived] * count)
        judged = judge(stored.case, Restored(seen, expected, facts, weights))
        if stored_facts.said(judged, cell):
            yield judged


PART = Part(cases=lambda: CASES, measure=measure, judge=judge, again=again)
