"""Several ranks: what a program makes of being started twice by ``torchrun``.

Nothing in the programs knows of ranks, as most training programs do not until the day somebody has
two GPUs; the core trains with all ranks of ``torchrun`` (``shared_model/ranks.py``).  Whatever a
config library does once a process, it now does twice: that is what is looked at.

=============  ====================================================================
case           question
=============  ====================================================================
one_config     do all ranks reach the core with one config?
overrides      did the words on the command line reach all of them?
one_run        is there one saved config afterwards, where the second rank starts a
               little later?
trains         do the ranks train together to what one process trains to?
other_config   one rank is started with other words: is it refused before training?
=============  ====================================================================
"""

import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks import contract, runs
from benchmarks.outcomes import (
    EXPLAINED,
    Judgement,
    Outcome,
    broken,
    compare,
    expected_record,
)
from benchmarks.paths import ROOT
from benchmarks.process import Finished, Limits, run
from benchmarks.registry import Adapter, UnsupportedError
from benchmarks.runs import Record, last_line, read_lines, workplace
from benchmarks.values import Typed, show

Cell = dict[str, Any]

RANKS = 2

#: Every rank imports torch, at times on a machine that is busy with others.
LIMITS = Limits(seconds=240)

#: How much later the second rank starts where that is looked at, in seconds: more than the second
#: that names of folders are made of.
LATER = 1.2

#: How far the loss of two ranks may be from that of one process, relatively.  The sums are the
#: same in another order, so they differ in the last bits, step after step.
TOLERANCE = 1e-4

#: Runs before each rank's program.  It starts rank 1 later, and notes who opens what for writing.
_HOOK = """\
import json, os, sys, time

rank = os.environ.get("RANK")
if rank is not None:
    time.sleep(float(os.environ["RANKS_LATER"]) * (rank == "1"))
    here, notes = os.getcwd() + os.sep, os.environ["RANKS_NOTES"]

    def note(event, arguments):
        if event == "open" and isinstance(arguments[0], str):
            path = os.path.abspath(arguments[0])
            if path.startswith(here) and set(str(arguments[1])) & set("wax+"):
                line = json.dumps({"rank": int(rank), "file": path[len(here):]})
                descriptor = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
                os.write(descriptor, line.encode() + b"\\n")
                os.close(descriptor)

    sys.addaudithook(note)
"""

#: Settings that are not the defaults and quick to train; no dropout, which is each rank's own.
SETTINGS: dict[str, object] = {
    **contract.IN_EVERY_SLOT,
    **contract.SMALL,
    "batch_size": 16,
}


@dataclass(frozen=True)
class Seen:
    """What two ranks did.

    Attributes
    ----------
    finished
        How ``torchrun`` ended.
    reached
        The records of the ranks that reached the core, under the probe.
    files
        Relative names of all that lies in the working folder.
    writers
        The ranks that wrote each file.
    losses
        The loss in each ``metrics.json``.
    """

    finished: Finished
    reached: tuple[Record, ...] = ()
    files: tuple[str, ...] = ()
    writers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    losses: tuple[float, ...] = ()


# -- measure --------------------------------------------------------------------------------------


def command(adapter: Adapter, words: Sequence[str], other: Sequence[str] = ()) -> str:
    """Return the command line that starts the ranks; ``other`` are the words of rank 1."""
    start = f"torchrun --standalone --nproc-per-node {RANKS}"
    program = shlex.quote(str(adapter.program))
    said = shlex.join(words)
    if not other:
        return f"{start} {program} {said}".rstrip()
    script = (
        f'if [ "$RANK" = 1 ]; then exec python {program} {shlex.join(other)}; '
        f"else exec python {program} {said}; fi"
    )
    return f"{start} --no-python sh -c {shlex.quote(script)}"


def start(line: str, *, probe: bool, later: float = 0.0) -> Seen:
    """Run a command line of ranks in a place of its own; tell what was seen.

    ``later`` is how many seconds after rank 0 the second one starts.
    """
    with workplace() as place:
        hook, temporary = place.base / "hook", place.base / "tmp"
        hook.mkdir()
        temporary.mkdir()
        (hook / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
        records, notes = place.base / "record.jsonl", place.base / "notes.jsonl"
        finished = run(
            shlex.split(line),
            cwd=place.work,
            home=place.home,
            probe=f"record:{records}" if probe else None,
            environ={
                "PYTHONPATH": str(hook),
                "RANKS_LATER": str(later),
                "RANKS_NOTES": str(notes),
                "TMPDIR": str(temporary),  # torchrun leaves folders behind
            },
            limits=LIMITS,
        )
        writers: dict[str, set[int]] = {}
        for each in read_lines(notes):
            writers.setdefault(each["file"], set()).add(each["rank"])
        return Seen(
            finished,
            tuple(read_lines(records)),
            tuple(place.files()),
            {name: tuple(sorted(ranks)) for name, ranks in writers.items()},
            tuple(
                float(json.loads(path.read_text(encoding="utf-8"))["loss"])
                for path in place.work.rglob("metrics.json")
            ),
        )


def measure_all(adapter: Adapter) -> Iterator[tuple[str, Cell]]:
    """Yield the cell of each case."""
    for case in CASES:
        yield case, measure(adapter, case)


def measure(adapter: Adapter, case: str) -> Cell:
    """Return the cell of one case.

    Raises
    ------
    KeyError
        If there is no such case.
    """
    # A saved config is the program's own doing or the library's; all else is up to the library.
    by = adapter.saved_by if case == "one_run" else "library"
    fixed = {
        "by": by,
        "reproduce": f"python -m benchmarks reproduce ranks/{adapter.name}/{case}",
    }
    try:
        words = contract.spell_all(adapter.dialect(), SETTINGS)
    except UnsupportedError as error:
        return {"outcome": str(Outcome.UNSUPPORTED), "detail": str(error), **fixed}
    judgement, facts = CASES[case](adapter, words)
    cell = {
        "outcome": str(judgement.outcome),
        "detail": judgement.detail,
        **facts,
        **fixed,
    }
    if judgement.outcome in EXPLAINED:
        cell["cause"] = adapter.causes.get(f"ranks/{case}", "unexplained")
    return cell


Measured = tuple[Judgement, dict[str, Any]]


def _one_config(adapter: Adapter, words: Sequence[str]) -> Measured:
    del words
    line = command(adapter, ())
    seen = start(line, probe=True)
    return judge_one_config(seen), {"command": _shown(line)}


def _overrides(adapter: Adapter, words: Sequence[str]) -> Measured:
    line = command(adapter, words)
    effect = {path: contract.literal(value) for path, value in SETTINGS.items()}
    seen = start(line, probe=True)
    judgement = judge_overrides(seen, effect, runs.defaults(adapter))
    return judgement, {"command": _shown(line)}


def _one_run(adapter: Adapter, words: Sequence[str]) -> Measured:
    line = command(adapter, words)
    seen = start(line, probe=True, later=LATER)
    places = saved_places(adapter.dialect().saved, seen.writers)
    judgement = judge_one_run(seen.finished, places)
    return judgement, {
        "command": _shown(line),
        "later": LATER,
        "saved": {place: list(ranks) for place, ranks in places.items()},
    }


def _trains(adapter: Adapter, words: Sequence[str]) -> Measured:
    line = command(adapter, words)
    seen = start(line, probe=False)
    alone = runs.train(adapter, words)
    loss = None if alone.metrics is None else float(alone.metrics["loss"])
    return judge_trains(seen, loss), {
        "command": _shown(line),
        "losses": list(seen.losses),
        "alone": loss,
    }


def _other_config(adapter: Adapter, words: Sequence[str]) -> Measured:
    settings = {**SETTINGS, "optimizer.lr": 0.02}
    line = command(adapter, words, contract.spell_all(adapter.dialect(), settings))
    seen = start(line, probe=False)
    return judge_other_config(seen), {"command": _shown(line)}


#: What is measured, in the order of the report.
CASES: Mapping[str, Callable[[Adapter, Sequence[str]], Measured]] = {
    "one_config": _one_config,
    "overrides": _overrides,
    "one_run": _one_run,
    "trains": _trains,
    "other_config": _other_config,
}


def _shown(line: str) -> str:
    """Return a command line as it is typed at the root of the repository."""
    return line.replace(f"{ROOT}/", "")


# -- judge ----------------------------------------------------------------------------------------


def judge_one_config(seen: Seen) -> Judgement:
    """Judge whether all ranks reached the core with one config; pure."""
    if fault := _not_all(seen):
        return fault
    # They came in the order of arrival, which is another one in each run.
    first, *others = sorted(seen.reached, key=json.dumps)
    for record in others:
        found = compare(record, first, set())
        if found.outcome is not Outcome.RIGHT:
            return Judgement(Outcome.SILENT, f"between ranks: {found.detail}")
    folders = {show(record["run_dir"]) for record in seen.reached}
    said = "one config on all ranks"
    if len(folders) > 1:
        said += f", but for run_dir: {' and '.join(sorted(folders))}"
    return Judgement(Outcome.RIGHT, said)


def judge_overrides(
    seen: Seen, effect: dict[str, Typed], defaults: Record
) -> Judgement:
    """Judge whether the words reached all ranks, as they reach a single process; pure."""
    if fault := _not_all(seen):
        return fault
    expected = expected_record(defaults, effect)
    for record in seen.reached:
        found = compare(record, expected, set(effect))
        if found.outcome is not Outcome.RIGHT:
            return found
    return Judgement(Outcome.RIGHT, f"all {len(effect)} overrides on all ranks")


def _not_all(seen: Seen) -> Judgement | None:
    if reason := broken(seen.finished):
        return Judgement(Outcome.BROKEN, reason)
    count = len(seen.reached)
    if not count:
        said = last_line(seen.finished.stderr)
        return Judgement(Outcome.LOUD, f"{seen.finished.ended}: {said}")
    if seen.finished.exit != 0:
        return Judgement(
            Outcome.LATE, f"{count} ranks reached the core, then {seen.finished.ended}"
        )
    if count != RANKS:
        return Judgement(Outcome.SILENT, f"the core was reached {count} times")
    return None


def saved_places(
    saved: str, writers: Mapping[str, Sequence[int]]
) -> dict[str, tuple[int, ...]]:
    """Return the ranks that wrote each saved config, by where it lies; pure.

    ``saved`` is the dialect's pattern of its saved config, a file or a folder; ``writers`` tells
    the ranks that wrote each file.
    """
    name = saved.rpartition("/")[2]
    found: dict[str, set[int]] = {}
    for file, ranks in writers.items():
        parts = file.split("/")
        if name in parts:
            place = "/".join(parts[: parts.index(name) + 1])
            found.setdefault(place, set()).update(ranks)
    return {place: tuple(sorted(ranks)) for place, ranks in sorted(found.items())}


def judge_one_run(finished: Finished, places: Mapping[str, Sequence[int]]) -> Judgement:
    """Judge whether one saved config is left behind; pure."""
    if reason := broken(finished):
        return Judgement(Outcome.BROKEN, reason)
    if finished.exit != 0:
        return Judgement(
            Outcome.LOUD, f"{finished.ended}: {last_line(finished.stderr)}"
        )
    said = "; ".join(
        f"{place} by rank {' and '.join(map(str, ranks))}"
        for place, ranks in places.items()
    )
    if len(places) == 1:
        return Judgement(Outcome.RIGHT, f"one saved config: {said}")
    if not places:
        return Judgement(Outcome.SILENT, "no rank saved its config")
    return Judgement(Outcome.SILENT, f"{len(places)} saved configs of one run: {said}")


def judge_trains(seen: Seen, alone: float | None) -> Judgement:
    """Judge the losses that the ranks left behind by that of one process; pure."""
    if reason := broken(seen.finished):
        return Judgement(Outcome.BROKEN, reason)
    if seen.finished.exit != 0 or alone is None:
        said = last_line(seen.finished.stderr)
        return Judgement(Outcome.LATE, f"{seen.finished.ended}: {said}")
    if len(seen.losses) != 1:
        return Judgement(
            Outcome.SILENT, f"{len(seen.losses)} ranks wrote metrics, not one"
        )
    (loss,) = seen.losses
    apart = abs(loss - alone) / abs(alone)
    said = f"loss {loss:.6f} by {RANKS} ranks and {alone:.6f} by one process"
    if apart <= TOLERANCE:
        return Judgement(Outcome.RIGHT, f"{said}: equal within {TOLERANCE:g}")
    return Judgement(Outcome.SILENT, f"{said}: {apart:.1g} apart")


#: What the core says of ranks that do not agree (``shared_model/ranks.py``).
REFUSAL = "differs between ranks"


def judge_other_config(seen: Seen) -> Judgement:
    """Judge whether a rank with other settings was refused before any training; pure."""
    if reason := broken(seen.finished):
        return Judgement(Outcome.BROKEN, reason)
    if seen.finished.exit == 0 or seen.losses:
        return Judgement(Outcome.SILENT, "trained with two different configs")
    sentences = [line for line in seen.finished.stderr.splitlines() if REFUSAL in line]
    if not sentences:
        said = last_line(seen.finished.stderr)
        return Judgement(Outcome.LATE, f"{seen.finished.ended}: {said}")
    return Judgement(Outcome.RIGHT, sentences[0].strip())
