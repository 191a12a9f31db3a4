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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from benchmarks import core, stored_facts
from benchmarks.category import SAVED, Category, Stored, one_by_one
from benchmarks.cells import Case, Judgement
from benchmarks.dialect import Dialect, load
from benchmarks.judging import broken, compare, expected_record
from benchmarks.leftovers import taken_from
from benchmarks.outcomes import Kind, Outcome
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter
from benchmarks.running import (
    Record,
    defaults,
    metrics_files,
    metrics_in,
    observe,
    train,
)
from benchmarks.shell import command_line
from benchmarks.texts import failure
from benchmarks.values import show
from configbench import foreign
from configbench.foreign import Form
from configbench.process import Command, Finished, Limits, run
from configbench.records import TEXT
from configbench.workplace import workplace

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

#: What a line of these notes holds.
NOTE: Mapping[str, Form] = {
    "rank": (f"one of {RANKS} ranks", lambda v: type(v) is int and 0 <= v < RANKS),
    "file": TEXT,
}


@dataclass(frozen=True)
class Facts:
    """What two ranks did.

    Attributes
    ----------
    finished
        How ``torchrun`` ended.
    reached
        The records of the ranks that reached the core, under the probe.
    writers
        The ranks that wrote each file, by its relative name.
    losses
        The loss in each ``metrics.json``.
    expected
        The record of a single process with the same words, where that is asked.
    alone
        The loss of a single process, where that is asked and it trained.
    saved
        The pattern of a saved config.
    command
        As it is typed at the root of the repository.
    """

    finished: Finished
    reached: tuple[Record, ...] = ()
    writers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    losses: tuple[float, ...] = ()
    expected: Record = field(default_factory=dict)
    alone: float | None = None
    saved: str = ""
    command: str = ""


# -- measure --------------------------------------------------------------------------------------


#: What the script ``torchrun`` runs: the script itself starts the Python of the layer it lies in.
TORCHRUN = ("python", "-m", "torch.distributed.run")


def torchrun(
    row: Adapter, words: Sequence[str], other: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the words that start the ranks; ``other`` are those of rank 1, if it has its own."""
    start = (*TORCHRUN, "--standalone", "--nproc-per-node", str(RANKS))
    program = str(row.program)
    if not other:
        return (*start, program, *words)
    one = command_line(["python", program, *other])
    zero = command_line(["python", program, *words])
    script = f'if [ "$RANK" = 1 ]; then exec {one}; else exec {zero}; fi'
    return (*start, "--no-python", "sh", "-c", script)


def start(
    row: Adapter, argv: tuple[str, ...], *, probe: bool, later: float = 0.0
) -> Facts:
    """Start ranks in a place of their own; return what they did.

    ``later`` is how many seconds after rank 0 the second one starts.
    """
    with workplace() as place:
        hook = place.base / "hook"
        hook.mkdir()
        (hook / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
        notes = place.base / "notes.jsonl"
        environ = {
            "PYTHONPATH": str(hook),
            "RANKS_LATER": str(later),
            "RANKS_NOTES": str(notes),
        }
        command = Command(
            argv, place, environ=environ, binaries=row.binaries, limits=LIMITS
        )
        reached, finished = observe(command) if probe else ((), run(command))
        writers: dict[str, set[int]] = {}
        with taken_from(place.base):
            for where, note in foreign.objects(notes, cut=True):
                foreign.check(note, where, NOTE)
                file = foreign.shown(note["file"])
                writers.setdefault(file, set()).add(note["rank"])
        return Facts(
            finished,
            reached,
            {name: tuple(sorted(ranks)) for name, ranks in writers.items()},
            tuple(float(metrics_in(file)["loss"]) for file in metrics_files(place)),
            command=command_line(argv).replace(f"{ROOT}/", ""),
        )


def _one_config(row: Adapter, dialect: Dialect) -> Facts:
    del dialect
    return start(row, torchrun(row, ()), probe=True)


def _overrides(row: Adapter, dialect: Dialect) -> Facts:
    facts = start(row, torchrun(row, dialect.words(core.FOR_RANKS)), probe=True)
    effect = core.literals(core.FOR_RANKS)
    return replace(facts, expected=expected_record(defaults(row), effect))


def _one_run(row: Adapter, dialect: Dialect) -> Facts:
    argv = torchrun(row, dialect.words(core.FOR_RANKS))
    facts = start(row, argv, probe=True, later=LATER)
    return replace(facts, saved=dialect.saved)


def _trains(row: Adapter, dialect: Dialect) -> Facts:
    words = dialect.words(core.FOR_RANKS)
    facts = start(row, torchrun(row, words), probe=False)
    alone = train(row, words).metrics
    return replace(facts, alone=None if alone is None else float(alone["loss"]))


def _other_config(row: Adapter, dialect: Dialect) -> Facts:
    other = dialect.words({**core.FOR_RANKS, core.RATE: 0.02})
    argv = torchrun(row, dialect.words(core.FOR_RANKS), other)
    return start(row, argv, probe=False)


# -- judge ----------------------------------------------------------------------------------------


def judge_one_config(facts: Facts) -> Judgement:
    """Judge whether all ranks reached the core with one config; pure."""
    if fault := _not_all(facts):
        return fault
    # They came in the order of arrival, which is another one in each run.
    first, *others = sorted(facts.reached, key=json.dumps)
    for record in others:
        judged = compare(record, first, set())
        if judged.outcome is not Outcome.RIGHT:
            return Judgement(Outcome.WRONG_VALUE, f"between ranks: {judged.detail}")
    folders = {show(record[core.FOLDER]) for record in facts.reached}
    detail = "one config on all ranks"
    if len(folders) > 1:
        detail += f", but for {core.FOLDER}: {' and '.join(sorted(folders))}"
    return Judgement(Outcome.RIGHT, detail)


def judge_overrides(facts: Facts) -> Judgement:
    """Judge whether the words reached all ranks, as they reach a single process; pure."""
    if fault := _not_all(facts):
        return fault
    for record in facts.reached:
        judged = compare(record, facts.expected, set(core.FOR_RANKS))
        if judged.outcome is not Outcome.RIGHT:
            return Judgement(judged.outcome, judged.detail)
    return Judgement(Outcome.RIGHT, f"all {len(core.FOR_RANKS)} overrides on all ranks")


def _not_all(facts: Facts) -> Judgement | None:
    ended, count = facts.finished.ended, len(facts.reached)
    if not count and facts.finished.exit == 0:
        return Judgement(Outcome.BROKEN, "exit 0, but the core was never reached")
    if not count:
        return Judgement(Outcome.REJECTED, failure(facts.finished))
    if facts.finished.exit != 0:
        return Judgement(Outcome.LATE, f"{count} ranks reached the core, then {ended}")
    if count != RANKS:
        return Judgement(Outcome.WRONG_VALUE, f"the core was reached {count} times")
    return None


def saved_places(facts: Facts) -> dict[str, list[int]]:
    """Return the ranks that wrote each saved config, a file or a folder, by where it lies; pure."""
    name = facts.saved.rpartition("/")[2]
    places: dict[str, set[int]] = {}
    for file, ranks in facts.writers.items():
        parts = file.split("/")
        if name in parts:
            place = "/".join(parts[: parts.index(name) + 1])
            places.setdefault(place, set()).update(ranks)
    return {place: sorted(ranks) for place, ranks in sorted(places.items())}


def judge_one_run(facts: Facts) -> Judgement:
    """Judge whether one saved config is left behind; pure."""
    places = saved_places(facts)
    whose = "; ".join(
        f"{place} by rank {' and '.join(map(str, ranks))}"
        for place, ranks in places.items()
    )
    if facts.finished.exit != 0:
        outcome, detail = Outcome.REJECTED, failure(facts.finished)
    elif not places:
        outcome, detail = Outcome.WRONG_VALUE, "no rank saved its config"
    elif len(places) == 1:
        outcome, detail = Outcome.RIGHT, f"one saved config: {whose}"
    else:
        outcome = Outcome.WRONG_VALUE
        detail = f"{len(places)} saved configs of one run: {whose}"
    return Judgement(outcome, detail, {"later": LATER, "saved": places})


def judge_trains(facts: Facts) -> Judgement:
    """Judge the losses that the ranks left behind by that of one process; pure."""
    alone, losses = facts.alone, facts.losses
    outcome = Outcome.WRONG_VALUE
    if facts.finished.exit != 0 or alone is None:
        outcome, detail = Outcome.LATE, failure(facts.finished)
    elif len(losses) != 1:
        detail = f"{len(losses)} ranks wrote metrics, not one"
    else:
        apart = abs(losses[0] - alone) / abs(alone)
        detail = f"loss {losses[0]:.6f} by {RANKS} ranks and {alone:.6f} by one process"
        if apart <= TOLERANCE:
            outcome = Outcome.RIGHT
            detail += f": equal within {TOLERANCE:g}"
        else:
            detail += f": {apart:.1g} apart"
    return Judgement(outcome, detail, {"losses": list(losses), "alone": alone})


#: What the core says of ranks that do not agree (``shared_model/ranks.py``).
REFUSAL = "differs between ranks"


def judge_other_config(facts: Facts) -> Judgement:
    """Judge whether a rank with other settings was refused before any training; pure."""
    if facts.finished.exit == 0 or facts.losses:
        return Judgement(Outcome.ACCEPTED, "trained with two different configs")
    sentences = [line for line in facts.finished.stderr.splitlines() if REFUSAL in line]
    if not sentences:
        return Judgement(Outcome.LATE, failure(facts.finished))
    return Judgement(Outcome.RIGHT, sentences[0].strip())


# -- judge again ----------------------------------------------------------------------------------


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    cell, seen = stored.cell, list[Judgement]()
    if stored_facts.bare(cell):
        return
    for facts in _facts(stored.case, cell):
        judged = _judge(stored.case, facts)
        if judged not in seen and stored_facts.said(judged, cell):
            seen.append(judged)
            yield judged


def _facts(case: "RanksCase", cell: Mapping[str, Any]) -> Iterator[Facts]:
    """Yield what two ranks may have done of which a cell tells."""
    detail = cell["detail"]
    told = stored_facts.ended(detail)
    endings = [stored_facts.finished(0), stored_facts.finished(1, detail)]
    differing = stored_facts.differences(detail.removeprefix("between ranks: "))
    expected = stored_facts.record(differing.wanted)
    arrived = stored_facts.record({**differing.wanted, **differing.got})
    places = cell.get("saved", {})
    for ending, count in product(
        [*endings, *([told] if told else [])], range(RANKS + 2)
    ):
        yield Facts(
            ending,
            tuple(_reached(case, detail, expected, arrived)[:count]),
            {place: tuple(ranks) for place, ranks in places.items()},
            tuple(cell.get("losses", ())),
            expected,
            cell.get("alone"),
            next(iter(places), "").rpartition("/")[2],
            cell["command"],
        )


def _reached(
    case: "RanksCase", detail: str, expected: Record, arrived: Record
) -> list[Record]:
    """Return the records of ranks, one more than there may be; where each runs is its own."""
    if case.judge is not judge_one_config:
        return [arrived] * (RANKS + 1)
    folders = detail.partition(f", but for {core.FOLDER}: ")[2].split(" and ")
    found = [expected, *[arrived] * RANKS]
    return [
        {**each, core.FOLDER: stored_facts.value(folders[number % len(folders)])}
        for number, each in enumerate(found)
    ]


# -- the category ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class RanksCase(Case):
    """A case, with what measures and what judges it."""

    measure: Callable[[Adapter, Dialect], Facts] = _one_config
    judge: Callable[[Facts], Judgement] = judge_one_config


CASES: Mapping[str, RanksCase] = {
    case.name: case
    for case in (
        RanksCase("one_config", intent="Two ranks, nothing changed: one config."),
        RanksCase(
            "overrides",
            intent="Two ranks, nine settings changed on both.",
            measure=_overrides,
            judge=judge_overrides,
        ),
        RanksCase(
            "one_run",
            intent="Two ranks leave one saved config behind.",
            measure=_one_run,
            judge=judge_one_run,
        ),
        RanksCase(
            "trains",
            intent="Two ranks train to what one process trains to.",
            measure=_trains,
            judge=judge_trains,
        ),
        RanksCase(
            "other_config",
            Kind.MISTAKE,
            "One of two ranks has another learning rate.",
            _other_config,
            judge_other_config,
        ),
    )
}


def _measure(row: Adapter, case: RanksCase) -> Facts:
    return case.measure(row, load(row))


def _judge(case: RanksCase, facts: Facts) -> Judgement:
    judged = case.judge(facts)
    if reason := broken(facts.finished):
        judged = replace(judged, outcome=Outcome.BROKEN, detail=reason)
    return replace(judged, facts={"command": facts.command, **judged.facts})


CATEGORY = Category(
    name="ranks",
    question="Do all ranks of a training get one config, and is one run saved?",
    cases=lambda _: CASES,
    measure=one_by_one(lambda _: CASES, _measure),
    judge=_judge,
    again=again,
    # A saved config is the program's own doing or the library's; all else is up to the library.
    way=lambda case: SAVED if case.name == "one_run" else "",
    files={"[spelling] or dialect.py": load},
    seconds=lambda order: 30.0 * len(order.rows),
    apart=True,
    undisturbed=False,
)
