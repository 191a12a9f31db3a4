"""Override ergonomics: each task and each mistake as a command line, judged by what arrived.

A cell is the record that reached the training core, or did not; or, where a task asks for it, what
was printed instead of training.  What is asked and how it is said: :mod:`benchmarks.axes.tasks`.
"""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from benchmarks import contract, process, runs
from benchmarks.axes.tasks import Case, Effect, Words, cases, causes, words
from benchmarks.axes.texts import examine, explained
from benchmarks.outcomes import (
    EXPLAINED,
    Judgement,
    Outcome,
    at,
    broken,
    expected_record,
    judge_mistake,
    judge_task,
    judge_tasks,
)
from benchmarks.registry import Adapter, UnsupportedError
from benchmarks.runs import Probe, Record, Workplace
from benchmarks.values import Typed, show

__all__ = ["cases", "causes", "judge", "measure", "measure_all", "settle", "words"]


def measure(
    adapter: Adapter, defaults: Record, case: Case, said: Words
) -> dict[str, Any]:
    """Run one case and return its cell."""
    with runs.workplace() as place:
        argv, seen = _run(adapter, case, said, place)
    wanted = _at_home(case.effect, str(place.home))
    left = adapter.dialect().left_in(seen.files)
    judged = judge(case, seen, defaults, wanted, saved=left)
    facts: dict[str, Any] = {}
    if judged.candidate:
        judged = settle(judged, *_train_both(adapter, case, said, seen))
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
    if outcome is Outcome.RIGHT and case.bare:
        facts["ergonomics"] = ergonomics(case, said, argv)
    if said.remedy is not None:
        spelt = replace(said, line=said.remedy, remedy=None, cause=None)
        done = measure(adapter, defaults, case, spelt)
        facts["remedy"] = {key: done[key] for key in ("command", "outcome", "detail")}
    if said.before:
        facts["before"] = [_command(adapter, said, line) for line in said.before]
    if len(seen.reached) > 1:
        facts["records"] = [_differing(record, defaults) for record in seen.reached]
    return {
        "outcome": str(outcome),
        **by(adapter, case, said),
        "kind": case.kind,
        "tag": case.tag,
        "reproduce": f"python -m benchmarks reproduce overrides/{adapter.name}/{case.name}",
        "command": _command(adapter, said, said.line),
        "files": {**case.files, **said.files},
        "detail": _placeless(judged.detail, place),
        "expected": {path: show(value) for path, value in case.effect.items()},
        "arrived": {
            path: _placeless(text, place) for path, text in _arrived(seen, case).items()
        },
        "exit": seen.finished.exit,
        "reached": len(seen.reached),
        "says": _placeless(_says(seen), place),
        **facts,
    }


def _run(
    adapter: Adapter, case: Case, said: Words, place: Workplace
) -> tuple[list[str], Probe]:
    """Do in ``place`` what the words say; return the words as the shell splits them."""
    _prepare(adapter, case, said, place)
    argv = process.words(said.line, cwd=place.work, home=place.home)
    script = place.work / said.script if said.script else None
    seen = runs.probe(adapter, argv, place=place, environ=said.env, script=script)
    return argv, seen


def _prepare(adapter: Adapter, case: Case, said: Words, place: Workplace) -> None:
    place.write({**case.files, **said.files})
    for line in said.before:
        argv = process.words(line, cwd=place.work, home=place.home)
        runs.probe(adapter, argv, place=place, environ=said.env)


def _command(adapter: Adapter, said: Words, line: str) -> str:
    """Return the whole command line, as it is typed at the root of the repository."""
    program, env = adapter.command, dict(said.env)
    if said.script:
        env["PYTHONPATH"] = adapter.command.removeprefix("python ").rpartition("/")[0]
        program = f"python {said.script}"
    variables = [f"{name}={shlex.quote(value)}" for name, value in env.items()]
    return " ".join([*variables, program, line]).rstrip()


def _placeless(text: str, place: Workplace) -> str:
    """Take the folders of one run out of a text."""
    for folder, name in ((place.home, "$HOME"), (place.work, "$PWD")):
        text = text.replace(str(folder), name)
    return text


def _at_home(effect: Effect, home: str) -> Effect:
    """Put the home folder of a run in the place of ``$HOME``."""

    def placed(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("$HOME", home)
        if isinstance(value, list):
            return [placed(item) for item in value]
        if isinstance(value, dict):
            return {key: placed(item) for key, item in value.items()}
        return value

    return {path: placed(value) for path, value in effect.items()}


def judge(
    case: Case, seen: Probe, defaults: Record, wanted: Effect, *, saved: bool
) -> Judgement:
    """Judge what was seen of a case; pure.

    Parameters
    ----------
    case, seen, defaults
        What was asked, what was seen, and the adapter's own record without words.
    wanted
        The effect of the case in the folders of this run.
    saved
        Whether a saved config was left.
    """
    if case.kind == "mistake":
        return judge_mistake(seen, saved)
    if case.kind == "observation":
        return Judgement(Outcome.RIGHT, observed(case, seen, defaults))
    if case.effects:
        return judge_tasks(seen, case.effects, defaults)
    if not case.trains:
        return judge_output(case, seen, defaults)
    return judge_task(seen, wanted, defaults)


def observed(case: Case, seen: Probe, defaults: Record) -> str:
    """Tell what an observation saw; it is neither right nor wrong."""
    if not seen.reached:
        return f"refused: {seen.finished.ended}"
    found = judge_task(seen, case.effect, defaults)
    if found.outcome is Outcome.RIGHT:
        return "taken: arrived as the whole name would"
    return f"taken otherwise: {found.detail}"


def judge_output(case: Case, seen: Probe, defaults: Record) -> Judgement:
    """Judge a task that asks for an output instead of a training; pure."""
    if reason := broken(seen.finished):
        return Judgement(Outcome.BROKEN, reason)
    if seen.reached:
        return Judgement(Outcome.SILENT, "trained, instead of only printing")
    if seen.finished.exit != 0:
        return Judgement(Outcome.LOUD, f"refused: {seen.finished.ended}")
    text = f"{seen.finished.stdout}\n{seen.finished.stderr}"
    if case.explains:
        found = explained(text, defaults)
        return Judgement(Outcome.RIGHT if found.whole else Outcome.LOUD, str(found))
    lacking = [form for form in case.output if not re.search(form, text)]
    if lacking:
        said = ", ".join(repr(form) for form in lacking)
        return Judgement(Outcome.LOUD, f"nothing in the output matches {said}")
    return Judgement(Outcome.RIGHT, "printed as asked, without training")


def ergonomics(case: Case, said: Words, argv: Sequence[str]) -> dict[str, int]:
    """Count what is typed beyond the bare names and values of a case; pure.

    Returns
    -------
    dict
        ``characters`` typed beyond those of the bare words, blanks aside; ``words`` as the shell
        sees them; ``quoted``: characters in them that a shell takes for itself unless they are
        quoted; ``files`` written.
    """
    typed = len(re.sub(r"\s", "", said.line))
    bare = sum(len(re.sub(r"\s", "", word)) for word in case.bare)
    return {
        "characters": typed - bare,
        "words": len(argv),
        "quoted": sum(len(re.findall(r"[^\w@%+=:,./-]", word)) for word in argv),
        "files": len(said.files),
    }


def settle(
    judged: Judgement, arrived: runs.Training | None, expected: runs.Training | None
) -> Judgement:
    """Decide a silent or retyped candidate by what real training did; pure.

    Training that fails on what arrived is ``late``; equal weights are ``retyped``, others
    ``silent``.  Another value stays ``silent`` whatever the weights: one epoch may not show it.
    Without a real training (``arrived`` is None), or where not even what was asked for can be
    trained (``expected`` has no weights), the judgement by value stands; a mistake that trains
    (``expected`` is None, nothing could be) stays ``silent``.
    """
    if arrived is None or (expected is not None and expected.weights is None):
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
    adapter: Adapter, case: Case, said: Words, seen: Probe
) -> tuple[runs.Training | None, runs.Training | None]:
    """Train for real: the adapter's way, and as was asked.

    One epoch on few students; a script takes no words, so it trains as long as it says.
    """
    (record,) = seen.reached
    # What the case is about must stay as the case has it.
    small = {
        path: value
        for path, value in contract.SMALL.items()
        if path not in case.effect
        and path.rpartition(".")[2] != case.key
        and at(record, path) is not None
        and said.script is None
    }
    with runs.workplace() as place:
        expected = None
        _prepare(adapter, case, said, place)
        if case.effect:
            effect = _at_home(case.effect, str(place.home))
            effect |= {path: contract.literal(value) for path, value in small.items()}
            expected = runs.train_reference(expected_record(_control(), effect))
        try:
            shorter = contract.spell_all(adapter.dialect(), small)
        except UnsupportedError:
            return None, expected
        argv = process.words(said.line, cwd=place.work, home=place.home)
        script = place.work / said.script if said.script else None
        arrived = runs.train(
            adapter, [*argv, *shorter], place=place, environ=said.env, script=script
        )
        return arrived, expected


@cache
def _control() -> Record:
    """Return the control's record; a process of its own, so once for all candidates."""
    return runs.control()


def by(adapter: Adapter, case: Case, said: Words) -> dict[str, str]:
    """Tell who does it: the library, or a line that the program has for it."""
    if said.by_hand:
        return {"by": "hand", "line": said.by_hand}
    for each in adapter.conversions:
        slot, _, argument = each["setting"].rpartition(".")
        within = case.effect.get(slot, {}).get("args", {})
        if each["setting"] in case.effect or argument in within:
            return {"by": "hand", "line": each["line"]}
    return {"by": "library"}


def _arrived(seen: Probe, case: Case) -> dict[str, str]:
    if len(seen.reached) != 1:
        return {}
    record = seen.reached[0]
    found = {path: at(record, path) for path in case.effect}
    return {path: show(value) if value else "missing" for path, value in found.items()}


def _differing(record: Record, defaults: Record) -> dict[str, str]:
    return {
        path: show(value)
        for name in record
        if name != "run_dir"
        for path, value in _flat(name, record[name])
        if at(defaults, path) != value
    }


def _flat(name: str, value: Typed) -> Iterator[tuple[str, Typed]]:
    arguments: Mapping[str, Typed] = value.get("args", {})
    if not arguments:
        yield name, value
    for argument, inner in arguments.items():
        yield f"{name}.{argument}", inner


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
