"""Override ergonomics: each task and each mistake as a command line, judged by what arrived.

The tasks are in ``benchmarks/overrides/tasks.toml``, the words of each adapter in its
``overrides.toml``.  A cell is the record that reached the training core, or did not.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import contract, process, runs
from benchmarks.errors import BenchError, nearest, read_toml
from benchmarks.outcomes import (
    EXPLAINED,
    Judgement,
    Outcome,
    at,
    expected_record,
    judge_mistake,
    judge_task,
)
from benchmarks.paths import ADAPTERS, ROOT
from benchmarks.registry import Adapter, UnsupportedError
from benchmarks.runs import Probe, Record
from benchmarks.values import Typed, parse, show

TASKS = ROOT / "benchmarks" / "overrides" / "tasks.toml"

#: Keys of a table in the task file: those it must have, those it may have.
_KEYS: dict[str, tuple[set[str], set[str]]] = {
    "tasks": ({"intent", "effect", "tag", "origin"}, set()),
    "mistakes": ({"intent", "key", "tag", "origin"}, {"value", "right", "allowed"}),
}


@dataclass(frozen=True)
class Case:
    """A task, with an ``effect``, or a mistake, with what is wrong in it.

    Attributes are those of the task file; ``kind`` is ``task`` or ``mistake``.
    """

    name: str
    kind: str
    intent: str
    tag: str
    origin: str
    effect: dict[str, Typed]
    key: str = ""
    value: str | None = None
    right: str | None = None
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """An adapter's words for a case.

    ``line`` is as typed behind the program; ``files`` are laid out in the working folder before.
    ``by_hand`` is the line of ``train.py`` without which the library would not do it.
    ``cause`` is an id of ``adapters/causes.toml``: why the cell is not right.
    ``unsupported`` is the reason why the library cannot do it; ``line`` is then the obvious
    spelling that is tried all the same.
    """

    line: str
    files: dict[str, str]
    by_hand: str | None = None
    cause: str | None = None
    unsupported: str | None = None


@cache
def cases(path: Path = TASKS) -> dict[str, Case]:
    """Return all tasks and mistakes by name.

    Raises
    ------
    BenchError
        If the file is malformed; the sentence names the case and the key.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, Case] = {}
    for kind, (needed, optional) in _KEYS.items():
        for name, table in content.get(kind, {}).items():
            if wrong := needed - table.keys() or table.keys() - needed - optional:
                raise BenchError(f"{path}: {kind}.{name}: wrong keys {sorted(wrong)}")
            if name in found:
                raise BenchError(f"{path}: {name} is both a task and a mistake")
            effect = {key: parse(text) for key, text in table.get("effect", {}).items()}
            found[name] = Case(
                **{k: v for k, v in table.items() if k not in {"effect", "allowed"}},
                name=name,
                kind=kind.removesuffix("s"),
                effect=effect,
                allowed=tuple(table.get("allowed", ())),
            )
    return found


@cache
def causes(path: Path = ADAPTERS / "causes.toml") -> dict[str, str]:
    """Return the sentence of each cause by its id."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words(adapter: Adapter) -> dict[str, Words]:
    """Read an adapter's words for all cases.

    Raises
    ------
    BenchError
        If a case is missing, unknown or malformed; the sentence names file, case and form.
    """
    path = adapter.folder / "overrides.toml"
    content = read_toml(path)
    known = cases()
    for name in content:
        if name not in known:
            raise BenchError(f"{path}: unknown task {name!r}{nearest(name, known)}")
    for name in known:
        if name not in content:
            raise BenchError(f"{path}: {name} is missing; expected a command line")
    return {name: _words(path, name, content[name]) for name in known}


def _words(path: Path, name: str, entry: Any) -> Words:
    if isinstance(entry, str):
        entry = {"line": entry}
    keys = {"line", "files", "by_hand", "cause", "unsupported"}
    form = f"a line, or a table with {', '.join(sorted(keys))}"
    if not isinstance(entry, dict) or entry.keys() - keys:
        raise BenchError(f"{path}: {name} is {entry!r}; expected {form}")
    cause = entry.get("cause")
    if cause is not None and cause not in causes():
        hint = nearest(cause, causes())
        raise BenchError(f"{path}: {name}.cause is {cause!r}, not in causes.toml{hint}")
    gap = entry.get("unsupported")
    if gap is not None and gap.keys() != {"reason", "page", "attempt"}:
        raise BenchError(
            f"{path}: {name}.unsupported needs 'reason', 'page', 'attempt'"
        )
    line = gap["attempt"] if gap else entry.get("line")
    if not isinstance(line, str):
        raise BenchError(f"{path}: {name} has no line; expected {form}")
    return Words(
        line,
        entry.get("files", {}),
        entry.get("by_hand"),
        cause,
        f"{gap['reason']} ({gap['page']})" if gap else None,
    )


def measure(
    adapter: Adapter, defaults: Record, case: Case, said: Words
) -> dict[str, Any]:
    """Run one case and return its cell."""
    with runs.workplace() as place:
        place.write(said.files)
        argv = process.words(said.line, cwd=place.work, home=place.home)
        seen = runs.probe(adapter, argv, place=place)
    left = adapter.dialect().left_in(seen.files)
    judged = judge(case, seen, defaults, saved=left)
    facts: dict[str, Any] = {}
    if judged.candidate:
        judged = settle(judged, *_train_both(adapter, argv, said, case))
    if case.kind == "mistake":
        facts["message"] = examine(case, seen.finished.stderr + seen.finished.stdout)
    outcome = judged.outcome
    if said.unsupported:
        facts["unsupported"] = said.unsupported
        facts["attempt_outcome"] = str(judged.outcome)
        # A declared gap that turns out to work is a false declaration: the cell tells the truth.
        if outcome is Outcome.RIGHT:
            facts["false_declaration"] = True
        else:
            outcome = Outcome.UNSUPPORTED
    if outcome in EXPLAINED:
        facts["cause"] = said.cause or "unexplained"
    return {
        "outcome": str(outcome),
        **by(adapter, case, said),
        "reproduce": f"python -m benchmarks reproduce overrides/{adapter.name}/{case.name}",
        "command": f"{adapter.command} {said.line}".rstrip(),
        "files": said.files,
        "detail": judged.detail,
        "expected": {path: show(value) for path, value in case.effect.items()},
        "arrived": _arrived(seen, case),
        "exit": seen.finished.exit,
        "reached": len(seen.reached),
        "says": _says(seen),
        **facts,
    }


def judge(case: Case, seen: Probe, defaults: Record, *, saved: bool) -> Judgement:
    """Judge what was seen of a case, a saved config among it or not; pure."""
    if case.kind == "mistake":
        return judge_mistake(seen, saved)
    return judge_task(seen, case.effect, defaults)


def settle(
    judged: Judgement, arrived: runs.Training | None, expected: runs.Training | None
) -> Judgement:
    """Decide a silent or retyped candidate by what real training did; pure.

    Training that fails on what arrived is ``late``; equal weights are ``retyped``, others
    ``silent``.  Another value stays ``silent`` whatever the weights: one epoch may not show it.
    Without a real training (``arrived`` is None) the judgement by value stands; a
    mistake that trains (``expected`` is None, nothing could be) stays ``silent``.
    """
    if arrived is None:
        return judged
    if arrived.weights is None:
        said = runs.last_line(arrived.finished.stderr)
        return Judgement(Outcome.LATE, f"{judged.detail}; training fails: {said}")
    if expected is None:
        return judged
    if arrived.weights == expected.weights and judged.retypable:
        return Judgement(Outcome.RETYPED, f"{judged.detail}; same weights")
    weights = "the same" if arrived.weights == expected.weights else "other"
    return Judgement(Outcome.SILENT, f"{judged.detail}; {weights} weights")


def _train_both(
    adapter: Adapter, argv: list[str], said: Words, case: Case
) -> tuple[runs.Training | None, runs.Training | None]:
    """Train for real, one epoch on few students: the adapter's way, and as was asked."""
    # What the case is about must stay as the case has it.
    small = {
        path: value
        for path, value in contract.SMALL.items()
        if path not in case.effect and path.rpartition(".")[2] != case.key
    }
    expected = None
    if case.effect:
        effect = case.effect | {path: contract.literal(v) for path, v in small.items()}
        expected = runs.train_reference(expected_record(runs.control(), effect))
    try:
        shorter = contract.spell_all(adapter.dialect(), small)
    except UnsupportedError:
        return None, expected
    with runs.workplace() as place:
        place.write(said.files)
        return runs.train(adapter, [*argv, *shorter], place=place), expected


def by(adapter: Adapter, case: Case, said: Words) -> dict[str, str]:
    """Tell who does it: the library, or a line that the program has for it."""
    if said.by_hand:
        return {"by": "hand", "line": said.by_hand}
    for each in adapter.conversions:
        if each["setting"] in case.effect:
            return {"by": "hand", "line": each["line"]}
    return {"by": "library"}


def examine(case: Case, text: str) -> dict[str, bool | None]:
    """Return five yes/no/not-applicable facts about the message that refused a mistake; pure.

    A usage block names every flag there is, and a traceback quotes source code, whatever was wrong:
    neither counts.
    """
    message = re.sub(r"(?m)^(?:usage:|Traceback ).*\n(?:[ \t]+.*\n)*", "", text)
    # --n-epochs and n_epochs are one name.
    folded = message.replace("--", " ").replace("-", "_")
    near = re.search(
        r"did you mean|perhaps|maybe|similar|closest|suggest", message, re.IGNORECASE
    )
    return {
        "names_key": _names(case.key, folded),
        "names_value": _names(case.value, folded) if case.value else None,
        "names_allowed": (
            any(re.search(form, message, re.IGNORECASE) for form in case.allowed)
            if case.allowed
            else None
        ),
        "suggests_nearest": (
            bool(near) and _names(case.right, folded) if case.right else None
        ),
        "no_traceback": "Traceback (most recent call last)" not in text,
    }


def _names(word: str, text: str) -> bool:
    """Whether a whole word stands in a text: ``1.5`` not in ``11.5``, ``lr`` not in ``lrr``."""
    return bool(re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text))


def _arrived(seen: Probe, case: Case) -> dict[str, str]:
    if len(seen.reached) != 1:
        return {}
    record = seen.reached[0]
    found = {path: at(record, path) for path in case.effect}
    return {path: show(value) if value else "missing" for path, value in found.items()}


def _says(seen: Probe) -> str:
    if seen.finished.exit == 0:
        return ""
    return runs.last_line(seen.finished.stderr or seen.finished.stdout)


def measure_all(adapter: Adapter) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each case's name and cell."""
    said = words(adapter)
    defaults = runs.defaults(adapter)
    for name, case in cases().items():
        yield name, measure(adapter, defaults, case, said[name])
