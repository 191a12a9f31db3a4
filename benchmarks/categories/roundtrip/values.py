"""Round trip of single values: set, arrived, saved, restored; each step is told apart.

``benchmarks/roundtrip/values.toml`` holds the values.  Each is set through the row's own dialect,
so that two questions have two answers: ``arrival`` tells whether the value got from the command
line into the core, ``outcome`` whether the value *that arrived* came back from the saved config.

To save time, one run carries a value of several settings at once.  Whatever is not right in such a
run, or whatever a run changed beside what was asked, is measured again alone: only that is
published.  Nothing is trained here; values are judged as such.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import contract, runs
from benchmarks.errors import BenchError, nearest, read_toml
from benchmarks.outcomes import EXPLAINED, Outcome, broken
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter, UnsupportedError
from benchmarks.runs import Probe, Record
from benchmarks.values import Typed, equal, same_value, show
from shared_model import Precision
from shared_model.typed import typed

VALUES = ROOT / "benchmarks" / "roundtrip" / "values.toml"

#: Longest text of a fact that quotes: a saved value, a command, a shown value; in characters.
SHOWN = 200

#: With ``--fast``: the first value of each kind and every so many-th behind it.
FAST_STEP = 5

Cell = dict[str, Any]


@dataclass(frozen=True)
class Value:
    """One value to be set, saved and restored.

    Attributes
    ----------
    kind, name
        Where it stands in the file.
    setting
        The dotted path that it is given to.
    plain
        The Python value that a dialect spells: an enum by its member's name, a path as text.
    asked
        What should arrive, typed.
    context
        Other settings that must be chosen for ``setting`` to exist.
    """

    kind: str
    name: str
    setting: str
    plain: object
    asked: Typed
    context: Mapping[str, object] = field(default_factory=dict)

    @property
    def case(self) -> str:
        """The name of its cell."""
        return f"values/{self.kind}/{self.name}"

    @property
    def keys(self) -> set[str]:
        """Names by which its lines are found in a saved file."""
        inner = set(self.plain) if isinstance(self.plain, dict) else set()
        return {self.setting.rpartition(".")[2], *inner}


@cache
def values(path: Path = VALUES) -> dict[str, Value]:
    """Return all values by the names of their cells, in the order of the file.

    Raises
    ------
    BenchError
        If the file is malformed.
    """
    found = {}
    for kind, table in read_toml(path).items():
        if table.keys() - {"with"} != {"settings", "values"}:
            raise BenchError(
                f"{path}: {kind}: expected 'settings', 'values', perhaps 'with'"
            )
        for number, (name, text) in enumerate(table["values"].items()):
            setting = table["settings"][number % len(table["settings"])]
            plain, real = _read(kind, text)
            each = Value(kind, name, setting, plain, typed(real), table.get("with", {}))
            found[each.case] = each
    return found


def _read(kind: str, text: Any) -> tuple[object, object]:
    """Return what a dialect is given and what should arrive, from what stands in the file."""
    if isinstance(text, dict) and "times" in text:
        text = (
            text["text"] * text["times"]
            if "text" in text
            else [text["item"]] * text["times"]
        )
    match kind:
        case "optional" if text == "None":
            return None, None
        case "tuple":
            return tuple(text), tuple(text)
        case "enum":
            return text, Precision[text]
        case "path":
            return text, Path(text)
    return text, text


@dataclass(frozen=True)
class Trip:
    """What was seen of one saved run and of its restoration.

    Attributes
    ----------
    first
        The run.
    files
        The texts of its saved files, by name; what is not text is left out.
    second
        The restoration, if there was something to restore.
    fault
        Why there was not, or ``None``.
    """

    first: Probe
    files: Mapping[str, str] = field(default_factory=dict)
    second: Probe | None = None
    fault: str | None = None


def take(adapter: Adapter, words: Sequence[str]) -> Trip:
    """Run with ``words``, carry the saved config to an empty folder, start from it there."""
    with runs.workplace() as one, runs.workplace() as two:
        first = runs.probe(adapter, words, place=one)
        if len(first.reached) != 1:
            return Trip(first)
        try:
            carried, names = runs.carry(adapter, one, two)
        except BenchError as error:
            return Trip(first, fault=str(error))
        files = {name: text(carried.parent / name) for name in names}
        again = adapter.dialect().restore(str(carried))
        return Trip(first, files, runs.probe(adapter, again, place=two))


def text(path: Path) -> str:
    """Return the content of a file as text, whatever it is."""
    return path.read_bytes().decode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Ground:
    """What a row does with nothing but the context: its record and its saved files."""

    record: Record
    files: Mapping[str, str]


class Row:
    """One adapter under measurement; what is the same for all its values is measured once."""

    def __init__(self, adapter: Adapter) -> None:
        self.adapter = adapter
        self.dialect = adapter.dialect()
        self._grounds: dict[str, Ground | None] = {}

    def ground(self, context: Mapping[str, object]) -> Ground | None:
        """Return what the context alone gives, or ``None`` if the row does not even run so."""
        key = repr(sorted(context.items()))
        if key not in self._grounds:
            self._grounds[key] = None
            with suppress(UnsupportedError):
                words = contract.spell_all(self.dialect, dict(context))
                trip = take(self.adapter, words)
                if len(trip.first.reached) == 1:
                    self._grounds[key] = Ground(trip.first.reached[0], trip.files)
        return self._grounds[key]

    def together(self, batch: Sequence[Value]) -> Iterator[tuple[str, Cell]]:
        """Yield the cells of several values of different settings, from as few runs as will do."""
        spelt: dict[str, list[str]] = {}
        for value in batch:
            try:
                spelt[value.case] = self.dialect.spell(value.setting, value.plain)[0]
            except UnsupportedError as error:
                yield value.case, unsupported(value, str(error))
        present = [value for value in batch if value.case in spelt]
        judged = self._together(present, spelt)
        for value in present:
            yield value.case, judged.get(value.case) or self.alone(value)

    def _together(
        self, batch: Sequence[Value], spelt: Mapping[str, list[str]]
    ) -> dict[str, Cell]:
        """Return the cells that need no second look, from common runs.

        A batch that the row refuses is halved until the values that it refuses are alone.
        """
        if len(batch) < 2:  # noqa: PLR2004  one value is no batch
            return {}
        context = _context(batch)
        try:
            before = self._spell(batch, context)
        except UnsupportedError:
            return {}
        words = [word for value in batch for word in spelt[value.case]]
        trip = take(self.adapter, [*before, *words])
        if trip.second is None or not trip.second.reached:
            half = len(batch) // 2
            return self._together(batch[:half], spelt) | self._together(
                batch[half:], spelt
            )
        ground = self.ground(context)
        if ground is None or strays(trip, ground, batch):
            return {}
        cells = {}
        for value in batch:
            cell = judge(value, trip, ground, batch)
            if cell["outcome"] == "right" and cell["arrival"] in {"right", "retyped"}:
                # The command that gives this value alone: `reproduce` runs that one.
                own = self._spell([value], value.context)
                cell |= typed_line(self.adapter, [*own, *spelt[value.case]])
                cells[value.case] = cell
        return cells

    def _spell(
        self, batch: Sequence[Value], context: Mapping[str, object]
    ) -> list[str]:
        """Return the words of a context, but for what the values themselves set."""
        asked = {value.setting for value in batch}
        chosen = {path: each for path, each in context.items() if path not in asked}
        return contract.spell_all(self.dialect, chosen)

    def alone(self, value: Value) -> Cell:
        """Return the cell of one value, measured in runs of its own.

        Every documented spelling is tried until one arrives.
        """
        try:
            spellings = self.dialect.spell(value.setting, value.plain)
            before = self._spell([value], value.context)
        except UnsupportedError as error:
            return unsupported(value, str(error))
        ground = self.ground(value.context)
        best = 0
        for number, words in enumerate(spellings):
            if len(spellings) == 1:
                break
            seen = runs.probe(self.adapter, [*before, *words])
            if judge_arrival(value, seen, ground)[0] is Outcome.RIGHT:
                best = number
                break
        words = [*before, *spellings[best]]
        cell = judge(value, take(self.adapter, words), ground, [value])
        if len(spellings) > 1:
            cell["spelling"] = f"{best + 1} of {len(spellings)}"
        return cell | typed_line(self.adapter, words)


def _context(batch: Sequence[Value]) -> dict[str, object]:
    together: dict[str, object] = {}
    for value in batch:
        together |= value.context
    return together


def unsupported(value: Value, reason: str) -> Cell:
    """Return the cell of a value that a row has no spelling for."""
    return {
        "outcome": str(Outcome.UNSUPPORTED),
        "detail": reason,
        "setting": value.setting,
        "asked": short(show(value.asked)),
    }


def flat(record: Record) -> dict[str, Typed]:
    """Return a record with the arguments of parts beside the others; ``run_dir`` left out; pure."""
    found: dict[str, Typed] = {}
    for name, value in record.items():
        if "args" in value:
            found[name] = {"t": value["t"], "args": {}}
            found |= {f"{name}.{key}": arg for key, arg in value["args"].items()}
        elif name != "run_dir":
            found[name] = value
    return found


def strays(trip: Trip, ground: Ground, batch: Sequence[Value]) -> list[str]:
    """Name the settings that a trip changed although nobody asked; pure.

    Compared are the run with the ground, and the restoration with the run.
    """
    records = [ground.record, *trip.first.reached[:1]]
    records += trip.second.reached[:1] if trip.second else ()
    asked = {value.setting for value in batch}
    flats = [flat(record) for record in records]
    return sorted(
        path
        for before, after in pairwise(flats)
        for path in before.keys() | after.keys()
        if path not in asked
        and not (path in before and path in after and equal(before[path], after[path]))
    )


def judge_arrival(
    value: Value, first: Probe, ground: Ground | None
) -> tuple[Outcome, str]:
    """Judge whether a value got into the core, and nothing else with it; pure."""
    if reason := broken(first.finished):
        return Outcome.BROKEN, reason
    if not first.reached:
        if first.finished.exit == 0:
            return Outcome.BROKEN, "exit 0, but the core was never reached"
        return Outcome.LOUD, f"refused, {first.finished.ended}: {message(first)}"
    if first.finished.exit != 0:
        return Outcome.LATE, f"reached the core, then {first.finished.ended}"
    if len(first.reached) > 1:
        return Outcome.SILENT, f"trained {len(first.reached)} times, not once"
    arrived = flat(first.reached[0]).get(value.setting)
    outcome, detail = same(value.asked, arrived, "arrived")
    if outcome is Outcome.RIGHT and ground:
        beside = strays(Trip(first), ground, [value])
        if beside:
            return Outcome.SILENT, f"{', '.join(beside)} changed as well"
    return outcome, detail


def message(seen: Probe) -> str:
    """Return what a program said when it refused, without usage and frames; pure."""
    output = seen.finished.stderr or seen.finished.stdout
    said = re.sub(r"(?m)^(?:usage:|Traceback ).*\n(?:[ \t]+.*\n)*", "", output)
    return short(" ".join(said.split())) or "(no output)"


def same(before: Typed, after: Typed | None, verb: str) -> tuple[Outcome, str]:
    """Judge one value against another; pure.

    An equal value of another type is retyped; another value of the same type (-0.0 and 0.0) is not.
    """
    if after is None:
        return Outcome.SILENT, f"{short(show(before))} {verb} as nothing"
    if equal(before, after):
        return Outcome.RIGHT, f"{verb} equal"
    retyped = same_value(before, after) and before != after and _types(before, after)
    outcome = Outcome.RETYPED if retyped else Outcome.SILENT
    return outcome, f"{short(show(before))} {verb} as {short(show(after))}"


def _types(one: Typed, other: Typed) -> bool:
    """Whether any type differs between two values of one shape."""
    if one["t"] != other["t"]:
        return True
    left, right = one.get("v"), other.get("v")
    if not isinstance(left, list) or not isinstance(right, list):
        return False
    pairs = zip(_items(left), _items(right), strict=True)
    return any(_types(a, b) for a, b in pairs)


def _items(body: list[Any]) -> list[Typed]:
    return [
        each for item in body for each in (item if isinstance(item, list) else [item])
    ]


def judge(
    value: Value, trip: Trip, ground: Ground | None, batch: Sequence[Value]
) -> Cell:
    """Return the cell of one value of a trip, without its commands; pure."""
    arrival, said = judge_arrival(value, trip.first, None if len(batch) > 1 else ground)
    arrived = _at(trip.first, value)
    came_back = _at(trip.second, value) if trip.second else None
    outcome, detail = _judge_return(value, trip, batch)
    if arrival is not Outcome.RIGHT:
        detail = f"arrival: {said}; then {detail}" if arrived else said
    return {
        "outcome": str(outcome),
        "detail": detail,
        "setting": value.setting,
        "asked": short(show(value.asked)),
        "arrival": str(arrival),
        "arrived": short(show(arrived)) if arrived else None,
        "came_back": short(show(came_back)) if came_back else None,
        "bytes": short(
            holding(value, batch, ground.files if ground else {}, trip.files)
        ),
    }


def _at(probe: Probe, value: Value) -> Typed | None:
    return flat(probe.reached[0]).get(value.setting) if probe.reached else None


def _judge_return(
    value: Value, trip: Trip, batch: Sequence[Value]
) -> tuple[Outcome, str]:
    """Judge what came back against what arrived; pure."""
    before = _at(trip.first, value)
    if before is None:
        outcome, said = judge_arrival(value, trip.first, None)
        lost = outcome if outcome in {Outcome.LOUD, Outcome.BROKEN} else Outcome.SILENT
        return lost, said
    if trip.second is None:
        return Outcome.LOUD, trip.fault or "nothing to restore"
    finished = trip.second.finished
    if not trip.second.reached:
        if reason := broken(finished):
            return Outcome.BROKEN, f"the restored run: {reason}"
        return (
            Outcome.LOUD,
            f"the saved config is refused, {finished.ended}: {message(trip.second)}",
        )
    if finished.exit != 0:
        return Outcome.LATE, f"the restored run reached the core, then {finished.ended}"
    outcome, detail = same(before, _at(trip.second, value), "came back")
    beside = strays(trip, Ground(trip.first.reached[0], {}), batch)
    if outcome is Outcome.RIGHT and beside:
        return Outcome.SILENT, f"{', '.join(beside)} came back changed"
    return outcome, detail


def holding(
    value: Value,
    batch: Sequence[Value],
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> str:
    """Return the lines of the saved files that hold a value; pure.

    They are the lines that a run without it has not.  Where several values were changed at once,
    a changed line belongs to the setting whose name was last seen at the start of a line.  Of
    several saved files the first that has such lines is quoted.
    """
    for name, text in after.items():
        lines = text.split("\n")
        changed = _changed(before.get(name, "").split("\n"), lines)
        mine, owner = [], None
        for number, line in enumerate(lines):
            named = [each for each in batch if _starts_with(line, each.keys)]
            owner = named[0] if named else owner
            # Alone, every changed line is this value's, but not those before its name.
            if number in changed and owner is value:
                mine.append(line)
        if mine:
            return "\n".join(mine)
    mentions = [
        line
        for text in after.values()
        for line in text.split("\n")
        if _starts_with(line, value.keys)
    ]
    return "\n".join(mentions[:1])


def _changed(before: Sequence[str], after: Sequence[str]) -> set[int]:
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    return {
        number
        for kind, _, _, start, end in matcher.get_opcodes()
        if kind != "equal"
        for number in range(start, end)
    }


def _starts_with(line: str, keys: set[str]) -> bool:
    return any(re.match(rf"\W*(?:[a-z]+_)??{re.escape(key)}\b", line) for key in keys)


def typed_line(adapter: Adapter, words: Sequence[str]) -> Cell:
    """Return the fact ``command``; of a line that is too long, its ends, which nobody can type."""
    line = runs.command_line(adapter, words)
    return {"command" if len(line) <= SHOWN else "command, its ends": short(line)}


def short(text: str, limit: int = SHOWN) -> str:
    """Return a text, or its two ends with what is left out between them.

    >>> short("0123456789" * 9, 40)
    '01234567890123456789 …(50)… 01234567890123456789'
    """
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} …({len(text) - 2 * half})… {text[-half:]}"


def batches(chosen: Sequence[Value]) -> Iterator[list[Value]]:
    """Yield the values in as few groups as there are values of one setting; pure."""
    left: dict[str, list[Value]] = {}
    for value in chosen:
        left.setdefault(value.setting, []).append(value)
    while any(left.values()):
        yield [queue.pop(0) for queue in left.values() if queue]


def sample(every: Sequence[Value], step: int) -> list[Value]:
    """Return every ``step``-th value of each kind, the first among them; pure."""
    kinds: dict[str, list[Value]] = {}
    for value in every:
        kinds.setdefault(value.kind, []).append(value)
    return [value for kind in kinds.values() for value in kind[::step]]


def measure_all(adapter: Adapter, *, fast: bool = False) -> Iterator[tuple[str, Cell]]:
    """Yield a cell for each value; with ``fast`` for the first of a kind and every fifth."""
    row = Row(adapter)
    chosen = sample(list(values().values()), FAST_STEP if fast else 1)
    cells = {
        case: cell for batch in batches(chosen) for case, cell in row.together(batch)
    }
    for value in chosen:
        yield value.case, finish(adapter, value, cells[value.case])


def measure(adapter: Adapter, case: str) -> Cell:
    """Return the cell of one value, measured alone.

    Raises
    ------
    BenchError
        If there is no such value.
    """
    if case not in values():
        raise BenchError(f"there is no value {case!r}{nearest(case, values())}")
    value = values()[case]
    return finish(adapter, value, Row(adapter).alone(value))


def finish(adapter: Adapter, value: Value, cell: Cell) -> Cell:
    """Add who answers for a cell, why it is not right, and how it is reproduced."""
    cell = {
        **cell,
        "by": adapter.saved_by,
        "reproduce": f"python -m benchmarks reproduce roundtrip/{adapter.name}/{value.case}",
    }
    if Outcome(cell["outcome"]) in EXPLAINED:
        cell["cause"] = adapter.cause(f"roundtrip/{value.case}")
    why = adapter.cause(f"arrival/{value.case}")
    # A refusal speaks for itself, and needs no cause; where there is one, it is told.
    told = cell.get("arrival") == Outcome.LOUD and why != "unexplained"
    if told or cell.get("arrival") in EXPLAINED:
        cell["arrival_cause"] = why
    return cell
