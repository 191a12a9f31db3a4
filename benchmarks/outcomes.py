"""The words for what can happen, and the one place that chooses between them.

Every judgement here is a pure function of facts; nothing is run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.process import Finished
from benchmarks.runs import Probe, Record
from benchmarks.values import Typed, equal, same_value, show


class Outcome(StrEnum):
    """What happened to one task or one mistake (``shared/DESIGN.md``, *Outcomes*)."""

    RIGHT = "right"
    RETYPED = "retyped"
    SILENT = "silent"
    LATE = "late"
    LOUD = "loud"
    UNSUPPORTED = "unsupported"
    BROKEN = "broken"
    SKIPPED = "skipped"


#: Outcomes that need a cause.
EXPLAINED = frozenset({Outcome.SILENT, Outcome.LATE, Outcome.RETYPED, Outcome.BROKEN})


@dataclass(frozen=True)
class Judgement:
    """An outcome and the sentence that explains it.

    ``candidate`` marks a ``silent`` or ``retyped`` outcome that depends on what real training does
    with the settings that arrived; ``retypable`` that equal weights would make it ``retyped``:
    all that is wrong is text in the place of something else, or the reverse.
    """

    outcome: Outcome
    detail: str
    candidate: bool = False
    retypable: bool = True


#: Settings that cannot change the weights; they are judged by value alone.
WITHOUT_WEIGHT = ("tags", "run_name", "run_dir")


def broken(finished: Finished) -> str | None:
    """Return why a run counts as broken, or ``None``.

    A limit exceeded, a death by signal, a program that could not start, or a failure that left no
    message.
    """
    if finished.exceeded or finished.exit is None or finished.exit < 0:
        return finished.ended
    if finished.exit != 0 and not (finished.stderr.strip() or finished.stdout.strip()):
        return f"{finished.ended} without any message"
    return None


def at(record: Record, path: str) -> Typed | None:
    """Return the value at a dotted path of a record: ``seed``, ``optimizer.lr``; else ``None``."""
    name, _, rest = path.partition(".")
    value = record.get(name)
    if not rest or value is None:
        return value
    arguments: dict[str, Typed] = value.get("args", {})
    return arguments.get(rest)


def expected_record(base: Record, effect: dict[str, Typed]) -> Record:
    """Return ``base`` with the values of ``effect`` at their dotted paths.

    A whole slot (``model``) goes before its arguments (``model.dropout``).
    """
    record = dict(base)
    for path in sorted(effect, key=lambda path: path.count(".")):
        name, _, rest = path.partition(".")
        if rest:
            slot = record[name]
            record[name] = slot | {"args": slot["args"] | {rest: effect[path]}}
        else:
            record[name] = effect[path]
    return record


def judge_task(probe: Probe, effect: dict[str, Typed], defaults: Record) -> Judgement:
    """Judge a task by whether its effect arrived and nothing else changed.

    Parameters
    ----------
    probe
        What the adapter did with the words of the task.
    effect
        Expected values by dotted path; empty for "the defaults".
    defaults
        The adapter's own record without any words: what is not in ``effect`` must equal it.
    """
    if reason := broken(probe.finished):
        return Judgement(Outcome.BROKEN, reason)
    if not probe.reached:
        if probe.finished.exit == 0:
            return Judgement(Outcome.BROKEN, "exit 0, but the core was never reached")
        return Judgement(Outcome.LOUD, f"refused: {probe.finished.ended}")
    if len(probe.reached) > 1:
        return Judgement(
            Outcome.SILENT, f"trained {len(probe.reached)} times, not once"
        )
    if probe.finished.exit != 0:
        return Judgement(Outcome.LATE, f"reached the core, then {probe.finished.ended}")
    return compare(probe.reached[0], expected_record(defaults, effect), set(effect))


def judge_tasks(
    probe: Probe, effects: Sequence[dict[str, Typed]], defaults: Record
) -> Judgement:
    """Judge a task that asks for several runs: one record for each effect, in any order.

    A record counts for the first effect that it meets and that no other record has met.
    """
    if reason := broken(probe.finished):
        return Judgement(Outcome.BROKEN, reason)
    if not probe.reached:
        return Judgement(Outcome.LOUD, f"refused: {probe.finished.ended}")
    if probe.finished.exit != 0:
        return Judgement(Outcome.LATE, f"reached the core, then {probe.finished.ended}")
    left = list(effects)
    worst = Judgement(Outcome.RIGHT, f"{len(effects)} runs, each as asked")
    for record in probe.reached:
        found = [
            (compare(record, expected_record(defaults, effect), set(effect)), effect)
            for effect in left
        ]
        met = min(found, key=lambda pair: _SEVERITY[pair[0].outcome], default=None)
        if met is None or met[0].outcome is Outcome.SILENT:
            said = met[0].detail if met else "nobody asked for it"
            return Judgement(Outcome.SILENT, f"one run too many: {said}")
        left.remove(met[1])
        worst = max(worst, met[0], key=lambda each: _SEVERITY[each.outcome])
    if left:
        count = len(probe.reached)
        return Judgement(Outcome.SILENT, f"trained {count} times, not {len(effects)}")
    return Judgement(worst.outcome, worst.detail)


#: What :func:`compare` can say, from good to bad.
_SEVERITY = {Outcome.RIGHT: 0, Outcome.RETYPED: 1, Outcome.SILENT: 2}


def compare(arrived: Record, expected: Record, asked: set[str]) -> Judgement:
    """Judge one record against the expected one; ``run_dir`` counts only if it was asked for."""
    wrong: list[tuple[str, str]] = []
    retyped: list[tuple[str, str]] = []
    retypable = True
    for name in expected:
        if name == "run_dir" and name not in asked:
            continue
        for path, want, got in _leaves(name, expected[name], arrived.get(name)):
            if got is not None and equal(got, want):
                continue
            said = f"{path} is {show(got) if got else 'missing'}, expected {show(want)}"
            same = got is not None and same_value(got, want)
            (retyped if same else wrong).append((path, said))
            retypable &= same or (got is not None and _text_for(got, want))
    wrong += [
        (name, f"{name} arrived unasked") for name in arrived if name not in expected
    ]
    if not wrong and not retyped:
        return Judgement(Outcome.RIGHT, "arrived as asked")
    outcome = Outcome.SILENT if wrong else Outcome.RETYPED
    found = wrong + retyped
    return Judgement(
        outcome,
        "; ".join(said for _, said in found),
        candidate=any(
            path.partition(".")[0] not in WITHOUT_WEIGHT for path, _ in found
        ),
        retypable=retypable and arrived.keys() <= expected.keys(),
    )


def _text_for(got: Typed, want: Typed) -> bool:
    """Whether one is text and the other is not: ``'5'`` for ``5``, which training may read."""
    return (got["t"] == "str") is not (want["t"] == "str")


def _leaves(
    path: str, want: Typed, got: Typed | None
) -> Sequence[tuple[str, Typed, Typed | None]]:
    """Take a part apart, so that a sentence names the argument and not the whole slot."""
    if got is None or "args" not in want or want["t"] != got["t"]:
        return [(path, want, got)]
    return [
        (f"{path}.{name}", value, got["args"].get(name))
        for name, value in want["args"].items()
    ]


def judge_mistake(probe: Probe, saved: bool) -> Judgement:  # noqa: FBT001  a fact
    """Judge a mistake: it must be refused before the core, with nothing saved.

    ``saved`` tells whether a saved config was left behind.
    """
    if probe.reached and probe.finished.exit == 0:
        return Judgement(Outcome.SILENT, "the mistake was accepted", candidate=True)
    if reason := broken(probe.finished):
        return Judgement(Outcome.BROKEN, reason)
    if probe.reached:
        return Judgement(
            Outcome.LATE, f"the core was reached, then {probe.finished.ended}"
        )
    if probe.finished.exit == 0:
        return Judgement(Outcome.SILENT, "exit 0, as if all were well")
    if saved:
        return Judgement(
            Outcome.LATE, f"{probe.finished.ended}, but a saved run was left behind"
        )
    return Judgement(Outcome.RIGHT, f"refused: {probe.finished.ended}")
