"""Judging what reached the core: every function is pure, facts in and a judgement out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks import core
from benchmarks.cells import Judgement
from benchmarks.errors import ProgramError
from benchmarks.outcomes import SEVERITY, Outcome, Party
from benchmarks.running import Probe, Record
from benchmarks.texts import short
from benchmarks.values import Typed, equal, same_value, show
from configbench.process import Finished

#: Expected values by dotted path.
Effect = Mapping[str, Typed]


@dataclass(frozen=True)
class Comparison(Judgement):
    """A judgement that real training may still change.

    Attributes
    ----------
    candidate
        Whether it depends on what real training does with the settings that arrived.
    same_weights_excuse
        Whether equal weights would make it ``type_changed``: all that is wrong is text in the place
        of something else, or the reverse.
    """

    candidate: bool = False
    same_weights_excuse: bool = True


def broken(finished: Finished) -> str | None:
    """Return why a run counts as broken, or ``None``.

    A limit exceeded, a death by signal, a program that could not start, or a failure that left no
    message.
    """
    if not finished.ended_by_itself:
        return finished.ended
    if finished.exit != 0 and not (finished.stderr.strip() or finished.stdout.strip()):
        return f"{finished.ended} without any message"
    return None


# -- records --------------------------------------------------------------------------------------


def at(record: Record, path: str) -> Typed | None:
    """Return the value at a dotted path of a record: ``seed``, ``optimizer.lr``; else ``None``."""
    name, _, rest = path.partition(".")
    value = record.get(name)
    if not rest or value is None:
        return value
    arguments: dict[str, Typed] = value.get("args", {})
    return arguments.get(rest)


def put(record: Record, path: str, value: Typed) -> Record:
    """Return a record with one value replaced or added.

    Raises
    ------
    ProgramError
        If the path leads into what arrived without arguments, or did not arrive.
    """
    name, _, rest = path.partition(".")
    if not rest:
        return record | {name: value}
    part = record.get(name)
    if part is None or "args" not in part:
        came = f"arrived as {short(show(part))}" if part else "did not arrive"
        raise ProgramError(f"{name} {came}; expected a part with {rest}")
    return record | {name: part | {"args": part["args"] | {rest: value}}}


def expected_record(base: Record, effect: Effect) -> Record:
    """Return ``base`` with the values of ``effect`` at their dotted paths.

    A whole slot (``model``) goes before its arguments (``model.dropout``).
    """
    record = dict(base)
    for path in sorted(effect, key=lambda path: path.count(".")):
        record = put(record, path, effect[path])
    return record


def flat(record: Record) -> dict[str, Typed]:
    """Return a record with the arguments of its parts beside the others; where it went left out.

    A part itself stays as its class, without arguments.
    """
    leaves: dict[str, Typed] = {}
    for name, value in record.items():
        if "args" in value:
            leaves[name] = {"t": value["t"], "args": {}}
            leaves |= {f"{name}.{key}": arg for key, arg in value["args"].items()}
        elif name != core.FOLDER:
            leaves[name] = value
    return leaves


def differing(one: Record, other: Record) -> list[str]:
    """Return the paths at which two records differ in value or type, sorted."""
    left, right = flat(one), flat(other)
    return sorted(
        path
        for path in left.keys() | right.keys()
        if not (path in left and path in right and equal(left[path], right[path]))
    )


# -- judgements -----------------------------------------------------------------------------------


def judge_request(probe: Probe, effect: Effect, defaults: Record) -> Judgement:
    """Judge a request by whether its effect arrived and nothing else changed.

    Parameters
    ----------
    probe
        What the row did with the words.
    effect
        Expected values; empty for "the defaults".
    defaults
        The row's own record without any words: what is not in ``effect`` must equal it.
    """
    if fault := judge_once(probe):
        return fault
    return compare(probe.reached[0], expected_record(defaults, effect), set(effect))


def judge_once(probe: Probe) -> Judgement | None:
    """Judge as :func:`judge_end`, and further that it reached the core no more than once."""
    fault = judge_end(probe)
    if fault is None and len(probe.reached) > 1:
        times = f"trained {len(probe.reached)} times, not once"
        return Judgement(Outcome.WRONG_VALUE, times)
    return fault


def judge_end(probe: Probe) -> Judgement | None:
    """Judge how a request ended: nothing if it reached the core and went well to its end."""
    if reason := broken(probe.finished):
        return Judgement(Outcome.BROKEN, reason)
    if not probe.reached and probe.finished.exit == 0:
        return Judgement(Outcome.BROKEN, "exit 0, but the core was never reached")
    if not probe.reached:
        return Judgement(Outcome.REJECTED, f"refused: {probe.finished.ended}")
    if probe.finished.exit != 0:
        return Judgement(Outcome.LATE, f"reached the core, then {probe.finished.ended}")
    return None


def judge_requests(
    probe: Probe, effects: Sequence[Effect], defaults: Record
) -> Judgement:
    """Judge a request for several runs: one record for each effect, in any order.

    A record counts for the first effect that it meets best and that no other record has met.
    """
    if fault := judge_end(probe):
        return fault
    left = list(effects)
    worst = Judgement(Outcome.RIGHT, f"{len(effects)} runs, each as asked")
    for record in probe.reached:
        if not left:
            return _too_many("nobody asked for it")
        met, effect = best(record, left, defaults)
        if met.outcome is Outcome.WRONG_VALUE:
            return _too_many(met.detail)
        left.remove(effect)
        worst = max(worst, met, key=severity)
    if left:
        count = f"trained {len(probe.reached)} times, not {len(effects)}"
        return Judgement(Outcome.WRONG_VALUE, count)
    return Judgement(worst.outcome, worst.detail)


def best(
    record: Record, effects: Sequence[Effect], defaults: Record
) -> tuple[Judgement, Effect]:
    """Return the effect that a record meets best, with the judgement; the first of equal ones."""
    judged = [
        (compare(record, expected_record(defaults, effect), set(effect)), effect)
        for effect in effects
    ]
    return min(judged, key=lambda pair: severity(pair[0]))


def severity(judged: Judgement) -> int:
    """Return how bad a comparison came out: 0 is right."""
    return SEVERITY.index(judged.outcome)


def _too_many(why: str) -> Judgement:
    return Judgement(Outcome.WRONG_VALUE, f"one run too many: {why}")


def compare(arrived: Record, expected: Record, asked: set[str]) -> Comparison:
    """Judge one record against the expected one.

    Where a run goes counts only if it was asked for.
    """
    wrong: dict[str, str] = {}
    changed: dict[str, str] = {}
    excuse = arrived.keys() <= expected.keys()
    for name in expected:
        if name == core.FOLDER and name not in asked:
            continue
        for path, want, got in _leaves(name, expected[name], arrived.get(name)):
            if got is not None and equal(got, want):
                continue
            shown = show(got) if got else "missing"
            same = got is not None and same_value(got, want)
            (changed if same else wrong)[path] = f"{shown}, expected {show(want)}"
            excuse &= same or (got is not None and _is_text(got) is not _is_text(want))
    faults = [f"{path} is {text}" for path, text in (wrong | changed).items()]
    unasked = [name for name in arrived if name not in expected]
    faults[len(wrong) : len(wrong)] = [f"{name} arrived unasked" for name in unasked]
    if not faults:
        return Comparison(Outcome.RIGHT, "arrived as asked")
    outcome = Outcome.WRONG_VALUE if wrong or unasked else Outcome.TYPE_CHANGED
    touched = {path.partition(".")[0] for path in (*wrong, *changed, *unasked)}
    return Comparison(
        outcome,
        "; ".join(faults),
        candidate=not touched <= set(core.WITHOUT_WEIGHT),
        same_weights_excuse=excuse,
    )


def _is_text(value: Typed) -> bool:
    """Whether a value is text: training may read ``'5'`` in the place of ``5``."""
    return bool(value["t"] == "str")


def _leaves(
    path: str, want: Typed, got: Typed | None
) -> Sequence[tuple[str, Typed, Typed | None]]:
    """Take a part apart, so that a sentence names the argument and not the whole slot."""
    if got is None or not ("args" in want and "args" in got) or want["t"] != got["t"]:
        return [(path, want, got)]
    return [
        (f"{path}.{name}", value, got["args"].get(name))
        for name, value in want["args"].items()
    ]


def judge_mistake(probe: Probe, *, saved: bool) -> Comparison:
    """Judge a mistake: it must be refused before the core, with nothing saved.

    ``saved`` tells whether a saved config was left behind.
    """
    ended = probe.finished.ended
    if probe.reached and probe.finished.exit == 0:
        accepted = "the mistake was accepted"
        return Comparison(Outcome.ACCEPTED, accepted, candidate=True)
    if reason := broken(probe.finished):
        return Comparison(Outcome.BROKEN, reason)
    if probe.reached:
        return Comparison(Outcome.LATE, f"the core was reached, then {ended}")
    if probe.finished.exit == 0:
        return Comparison(Outcome.ACCEPTED, "exit 0, as if all were well")
    if saved:
        return Comparison(Outcome.LATE, f"{ended}, but a saved run was left behind")
    return Comparison(Outcome.RIGHT, f"refused: {ended}")


def judge_value(before: Typed, after: Typed | None, verb: str) -> Judgement:
    """Judge one value against another, for a sentence with ``verb``: arrived, came back.

    An equal value of another type is ``type_changed``; another value of the same type (-0.0 and
    0.0) is ``wrong_value``.
    """
    told = short(show(before))
    if after is None:
        return Judgement(Outcome.WRONG_VALUE, f"{told} {verb} as nothing")
    if equal(before, after):
        return Judgement(Outcome.RIGHT, f"{verb} equal")
    other_type = same_value(before, after) and _types_differ(before, after)
    outcome = Outcome.TYPE_CHANGED if other_type else Outcome.WRONG_VALUE
    return Judgement(outcome, f"{told} {verb} as {short(show(after))}")


def _types_differ(one: Typed, other: Typed) -> bool:
    """Whether any type differs between two values of one shape."""
    pairs = zip(_inner(one), _inner(other), strict=True)
    return one["t"] != other["t"] or any(_types_differ(a, b) for a, b in pairs)


def _inner(value: Typed) -> list[Typed]:
    """Return what a value holds: the arguments of a part, or items, keys among them."""
    if "args" in value:
        return [argument for _, argument in sorted(value["args"].items())]
    items: list[Typed] = []
    body = value.get("v")
    for item in body if isinstance(body, list) else ():
        items += [item] if isinstance(item, dict) else item
    return items


def by_training(
    judged: Comparison, arrived: str | None, expected: str | None, failure: str
) -> Judgement:
    """Decide a candidate by what real training did with what arrived, and with what was asked.

    Training that fails on what arrived is ``late``, and the core's doing: what arrived had been let
    pass.  Equal weights are ``type_changed``, others ``wrong_value``.  Another value stays
    ``wrong_value`` whatever the weights: one epoch may not show it.

    Parameters
    ----------
    arrived, expected
        Hashes of the weights; ``arrived`` is ``None`` where training failed, ``expected`` where
        nothing can be asked for (a mistake that trains stays what it is).
    failure
        What the failed training said.
    """
    if arrived is None:
        detail = f"{judged.detail}; training fails: {failure}"
        return Judgement(Outcome.LATE, detail, by=Party.CORE)
    if expected is None:
        return judged
    if arrived == expected and judged.same_weights_excuse:
        return Judgement(Outcome.TYPE_CHANGED, f"{judged.detail}; same weights")
    weights = "the same" if arrived == expected else "other"
    return replace(
        judged,
        outcome=Outcome.WRONG_VALUE,
        detail=f"{judged.detail}; {weights} weights",
    )
