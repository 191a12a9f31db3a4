"""Round trip of whole runs: what a saved run is worth when something has changed since.

``run/with_change``
    A saved run is repeated with one setting changed on top: nothing else may differ, and the
    weights must be those that these settings give without any configuration manager.
``run/new_default``
    A default in the program has changed since the run was saved (the row's own patch of the change
    axis, applied to a copy).  Right is that the saved value wins: the old run is what is wanted.
``run/edited``
    The negative control: a value is edited in the saved file, and the record must show it.  If it
    does not, the restoration read something else than the file, and no other cell has a meaning.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import contract, runs
from benchmarks.axes import change
from benchmarks.axes.saved_values import flat, message, short
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome, at, broken
from benchmarks.registry import Adapter, UnsupportedError
from benchmarks.runs import Probe, Record, Workplace
from benchmarks.values import Typed, equal, show

Cell = dict[str, Any]

#: What is changed on top of the saved run.
ON_TOP: tuple[str, object] = ("optimizer.lr", 0.002)

#: The change of the change axis that is taken for a default that has moved, and its setting.
NEW_DEFAULT, DEFAULT_OF = "change_default", "n_epochs"

#: Numbers that stand nowhere else in a saved run: the text of one can be found in any format.
EDITED, OLD, NEW = "seed", 918273645, 918273646


def measure(adapter: Adapter, case: str, settings: Mapping[str, object]) -> Cell:
    """Return one of the three cells, without who answers for it."""
    try:
        return CASES[case](adapter, settings)
    except UnsupportedError as error:
        return _cell(Outcome.UNSUPPORTED, str(error))
    except BenchError as error:
        return _cell(Outcome.LOUD, str(error))


def _save(adapter: Adapter, words: list[str], target: Workplace) -> tuple[Record, Path]:
    """Save a run and carry its config to ``target``; return its record and where it lies.

    Raises
    ------
    BenchError
        If the run does not reach the core once, or saves nothing.
    """
    with runs.workplace() as place:
        seen = runs.probe(adapter, words, place=place)
        if len(seen.reached) != 1:
            raise BenchError(f"the first run was refused: {message(seen)}")
        carried, _ = runs.carry(adapter, place, target)
    return seen.reached[0], carried


def with_change(adapter: Adapter, settings: Mapping[str, object]) -> Cell:
    """Restore with one override on top: probe it, train it, train the same without a library."""
    path, value = ON_TOP
    dialect = adapter.dialect()
    with runs.workplace() as target, runs.workplace() as training:
        first, carried = _save(
            adapter, contract.spell_all(dialect, dict(settings)), target
        )
        words = [*dialect.restore(str(carried)), *dialect.spell(path, value)[0]]
        seen = runs.probe(adapter, words, place=target)
        trained = runs.train(adapter, words, place=training)
    expected = put(first, path, contract.literal(value))
    reference = runs.train_reference(expected)
    weights = (trained.weights, reference.weights)
    outcome, detail = judge(seen, expected, weights)
    command = _command(adapter, words, target)
    facts = {"on_top": f"{path} = {value}", "weights": list(weights)}
    return _cell(outcome, detail, command=command, **facts)


def _command(adapter: Adapter, words: list[str], place: Workplace) -> str:
    """Return the line that restored a run, as published."""
    line = runs.command_line(adapter, words)
    return line.replace(f"{place.base}/", "")


def new_default(adapter: Adapter, settings: Mapping[str, object]) -> Cell:
    """Save a run, change a default in the program, restore the run with the changed program."""
    del settings  # the run must have the default that changes
    altered = change.cases()[NEW_DEFAULT]
    if not altered.patch(adapter).is_file():
        reason = f"the row has no patch {NEW_DEFAULT}: which default could change?"
        return _cell(Outcome.UNSUPPORTED, reason)
    with runs.workplace() as copy, runs.workplace() as target:
        first, carried = _save(adapter, [], target)
        changed = change.apply(adapter, altered, copy)
        plain = runs.probe(changed, own_core=True)
        words = changed.dialect().restore(str(carried))
        seen = runs.probe(changed, words, place=target, own_core=True)
    new = at(plain.reached[0], DEFAULT_OF) if plain.reached else None
    old = at(first, DEFAULT_OF)
    if new is None or old is None or equal(new, old):
        raise BenchError(f"{NEW_DEFAULT} does not change {DEFAULT_OF} of this row")
    outcome, detail = judge(seen, first)
    back = at(seen.reached[0], DEFAULT_OF) if seen.reached else None
    facts = {
        "saved_value": show(old),
        "new_default": show(new),
        "came_back": show(back) if back else None,
        "command": _command(adapter, words, target),
    }
    return _cell(outcome, detail, **facts)


def edited(adapter: Adapter, settings: Mapping[str, object]) -> Cell:
    """Save a run, replace the text of one value in its files, restore it."""
    dialect = adapter.dialect()
    words = contract.spell_all(dialect, {**settings, EDITED: OLD})
    with runs.workplace() as target:
        first, carried = _save(adapter, words, target)
        lines = edit(carried, str(OLD), str(NEW))
        if not lines and not is_text(carried):
            reason = "the saved config is no text that could be edited"
            return _cell(Outcome.UNSUPPORTED, reason)
        words = dialect.restore(str(carried))
        seen = runs.probe(adapter, words, place=target)
    outcome, detail = judge(seen, put(first, EDITED, contract.literal(NEW)))
    command = _command(adapter, words, target)
    return _cell(outcome, detail, command=command, bytes=short("\n".join(lines)))


def is_text(saved: Path) -> bool:
    """Whether all files of a saved config are UTF-8."""
    try:
        for path in [saved, *saved.rglob("*")]:
            if path.is_file():
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
    files = [path for path in [saved, *sorted(saved.rglob("*"))] if path.is_file()]
    lines: list[str] = []
    for path in files:
        content = path.read_bytes()
        if old.encode() in content:
            content = content.replace(old.encode(), new.encode())
            path.write_bytes(content)
            text = content.decode("utf-8", "backslashreplace")
            lines = lines or [line for line in text.splitlines() if new in line]
    return lines


def put(record: Record, path: str, value: Typed) -> Record:
    """Return a record with one value replaced; pure."""
    slot, _, argument = path.partition(".")
    if not argument:
        return record | {slot: value}
    part = record[slot]
    return record | {slot: part | {"args": part["args"] | {argument: value}}}


def judge(
    seen: Probe, expected: Record, weights: tuple[str | None, str | None] | None = None
) -> tuple[Outcome, str]:
    """Judge a restored run by its record and, where it trained, by its weights; pure."""
    if reason := broken(seen.finished):
        return Outcome.BROKEN, reason
    if len(seen.reached) != 1:
        return Outcome.LOUD, f"refused, {seen.finished.ended}: {message(seen)}"
    want, got = flat(expected), flat(seen.reached[0])
    wrong = [
        f"{path} is {short(show(got[path])) if path in got else 'missing'}, "
        f"expected {short(show(want[path])) if path in want else 'nothing'}"
        for path in dict.fromkeys([*want, *got])
        if path not in want or path not in got or not equal(want[path], got[path])
    ]
    if wrong:
        return Outcome.SILENT, "; ".join(wrong)
    if seen.finished.exit != 0:
        return Outcome.LATE, f"reached the core, then {seen.finished.ended}"
    if weights is None:
        return Outcome.RIGHT, "record as expected"
    if weights[0] is None:
        return Outcome.LATE, "record as expected, but it does not train"
    if weights[0] != weights[1]:
        return Outcome.SILENT, "record as expected, other weights"
    return Outcome.RIGHT, "record and weights as expected"


def _cell(outcome: Outcome, detail: str, **facts: Any) -> Cell:
    return {"outcome": str(outcome), "detail": detail, **facts}


CASES = {
    "run/with_change": with_change,
    "run/new_default": new_default,
    "run/edited": edited,
}
