"""Find a program's place, and what its parser tells there: a run that ends there."""

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from configbench import foreign, looking, process, records
from configbench.audit.ground.folders import Folders
from configbench.audit.model import Candidate, How, Leaves, Read, Request, Spot, Target
from configbench.audit.target import (
    beyond,
    byhand,
    launchers,
    matching,
    saying,
    spots,
    told,
)
from configbench.audit.target.leaves import leaves, passed_over, plain
from configbench.audit.target.reads import reads
from configbench.audit.target.told import Began, Reached
from configbench.errors import UserError
from configbench.inside import PARSERS, PARSERS_AT, READS
from configbench.places import Place
from configbench.process import Command, Finished, Limits
from configbench.workplace import Workplace, workplace


class Ground(Protocol):
    """Where a program runs: :mod:`configbench.audit.ground`."""

    def command(
        self,
        argv: Sequence[str],
        place: Workplace,
        *,
        environ: Mapping[str, str],
        limits: Limits,
    ) -> Command:
        """Return what runs these words there."""


def discover(request: Request, ground: Ground) -> Target:
    """Run the command as it is typed, up to where its words have become values.

    Raises
    ------
    UserError
        If there is no such place, or nothing comes to it.
    """
    saying.require(request)
    if request.at is not None:
        return _stated(request, ground)
    run = _run(request, ground, {PARSERS: "discover"})
    if run.reached is not None:
        return _target(request, run, run.reached)
    # What takes some of the words was passed by, and nothing has followed.
    taken = [each for each in run.passed if each.why.startswith("takes some")]
    for each in taken[-1:]:
        again = _run(request, ground, {PARSERS: "discover", PARSERS_AT: each.spot.at})
        if again.reached is not None:
            return _target(request, again, again.reached)
    for place, names in _by_hand(run):
        found = _read_by_hand(request, ground, place, names)
        if found is not None:
            return found
    for found in behind_files(request, ground, run.reads):
        return found
    raise UserError(
        saying.nothing(request, run.finished, run.passed, began=bool(run.began))
    )


def read_later(
    request: Request,
    ground: Ground,
    target: Target,
    wanted: Collection[Path],
    seconds: float,
) -> tuple[Read, ...]:
    """Return which files a program opens behind its place, and which of its lines do.

    It runs on until it has opened these files, or for some seconds.

    Parameters
    ----------
    request, ground, target
        What is asked, where it runs, and the program.
    wanted
        Files, without links, that it may read.
    seconds
        How long it may take until it comes to its own place.
    """
    left = {*wanted}

    def watch(opened: Path) -> bool:
        left.difference_update(each.file.resolve() for each in reads(opened))
        return not left

    run = _run(
        request, ground, {PARSERS: "tell"}, most=seconds + _READING, is_enough=watch
    )
    return tuple(each for each in run.reads if each not in target.reads)


#: A program reads its configuration within so many seconds behind its place, or it is not waited
#: for; once it has opened all that is expected, what else it opens is waited for so long.
_READING, _QUIET = 10.0, 0.5
#: Files from which a place is looked for, and places from each.
_OPENED, _PLACES = 3, 3


def behind_files(
    request: Request, ground: Ground, opened: Sequence[Read]
) -> Iterator[Target]:
    """Yield the program at the places behind what opens some files, the best first."""
    project = Folders.of(request).project
    first: dict[Path, Read] = {}
    for each in opened:
        if each.file.resolve().is_relative_to(project):
            first.setdefault(each.file, each)
    tried: set[str] = set()
    for each in [*first.values()][:_OPENED]:
        for place in [*beyond.behind(each)][:_PLACES]:
            if place in tried:
                continue
            tried.add(place)
            at = Place.parse(place, request.cwd)
            run = _run(request, ground, {PARSERS: "tell"}, at)
            why = f"behind {each.file.name}, which the program reads"
            spot = Spot(How.PLANTED, str(at), in_full=True)
            found = _planted_target(request, run, spot, why)
            if found is not None:
                yield found
                break


#: The first start of a program may take so many times as long as each later one: its files are
#: read from the disk, and a launcher stands in front.
_LONGER = 3

# -- runs -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Run:
    """A run of discovery.

    Attributes
    ----------
    finished, variables
        How it ended, and with which variables it was started.
    began, passed, reached
        Its processes of Python, the places that were passed by, and the place.
    values
        What was at a planted place.
    reads
        The configuration that it has opened.
    """

    finished: Finished
    variables: Mapping[str, str]
    began: tuple[Began, ...]
    passed: tuple[Candidate, ...]
    reached: Reached | None
    parsed: Reached | None = None
    values: records.Record | None = None
    reads: tuple[Read, ...] = ()


def _run(
    request: Request,
    ground: Ground,
    variables: Mapping[str, str],
    at: Place | None = None,
    *,
    most: float | None = None,
    is_enough: Callable[[Path], bool] = lambda _: False,
) -> _Run:
    """Run the command with the look; end it once what it has opened is enough."""
    seconds = _LONGER * request.time_limit
    with workplace() as place:
        file, look = place.base / "parsers.jsonl", place.base / "look.jsonl"
        opened = place.base / "reads.jsonl"
        # The ground puts the user's PYTHONPATH behind ours.
        environ = spots.entering({})
        if at is not None:
            environ |= looking.Look(at, look).environ()
        environ |= {**variables, PARSERS: f"{variables[PARSERS]}:{file}"}
        environ[READS] = str(opened)
        command = ground.command(
            request.command,
            place,
            environ=environ,
            limits=replace(looking.LIMITS, seconds=min(most or seconds, seconds)),
        )
        finished = _finished(command, lambda: is_enough(opened))
        lines = list(told.lines(file))
        hits = [
            records.hit(content, where).values
            for where, content in foreign.objects(look, cut=True)
        ]
        read = tuple(reads(opened))
    reached = [each for each in lines if isinstance(each, Reached)]
    planted = [each for each in reached if each.candidate.spot.how is How.PLANTED]
    others = [each for each in reached if each not in planted]
    passed = [each for each in lines if isinstance(each, Candidate)]
    return _Run(
        finished,
        command.variables,
        tuple(each for each in lines if isinstance(each, Began)),
        tuple(dict.fromkeys(passed)),
        next(iter(planted if at is not None else others), None),
        next(reversed(others), None),
        next(iter(hits), None),
        read,
    )


def _finished(command: Command, is_enough: Callable[[], bool]) -> Finished:
    """Run a command, at most until some time after there is enough."""
    since: list[float] = []

    def watch(_: int) -> None:
        if not since and is_enough():
            since.append(time.monotonic())
        if since and time.monotonic() - since[0] > _QUIET:
            raise _EnoughError

    started = time.monotonic()
    try:
        return process.run(command, watch=watch)
    except _EnoughError:
        lasted = time.monotonic() - started
        return Finished(command.argv, None, None, "", "", started, lasted, 0.0)


class _EnoughError(Exception):
    """Nothing more is waited for."""


# -- what is found --------------------------------------------------------------------------------


def _target(request: Request, run: _Run, reached: Reached) -> Target:
    spot = replace(reached.candidate.spot, whole=matching.whole(reached))
    found = leaves(reached.values, spot.whole)
    return _at(request, run, reached, spot, (reached.candidate,), reached, found)


def _at(
    request: Request,
    run: _Run,
    reached: Reached,
    spot: Spot,
    candidates: Sequence[Candidate],
    parsed: Reached | None,
    leaves: Leaves,
) -> Target:
    """Return the program: how it was begun, what it had imported, what its parser has told."""
    began = reached.began
    cwd = Path(began.cwd)
    process_began = launchers.begun(began.argv, cwd)
    started = launchers.looked_through(process_began, reached.main, cwd)
    return Target(
        command=request.command,
        launcher=launchers.in_front(request.command, started, request.cwd),
        python=Path(began.executable or began.argv[0]),
        entry=started.entry,
        words=started.words,
        cwd=cwd,
        environ=_set_by_launcher(reached.environ, run.variables),
        spot=spot,
        candidates=(*run.passed, *candidates),
        options=matching.options(parsed, leaves) if parsed else (),
        grammar=parsed.grammar if parsed else "",
        leaves=leaves,
        modules=reached.modules,
        files=tuple(map(Path, reached.files)),
        reads=run.reads,
    )


#: Variables that every shell sets anew.
_OF_SHELLS = {"_", "PWD", "OLDPWD", "SHLVL"}


def _set_by_launcher(
    there: Mapping[str, str], before: Mapping[str, str]
) -> dict[str, str]:
    """Return the variables that a process has beyond, or other than, those of the command."""
    before = _without_ours(before)
    return {
        name: value
        for name, value in _without_ours(there).items()
        if before.get(name) != value
        and name not in _OF_SHELLS
        and not name.startswith("CONFIGBENCH_")
    }


def _without_ours(variables: Mapping[str, str]) -> dict[str, str]:
    """Return variables whose path of Python's does not lead to the look."""
    path = variables.get("PYTHONPATH", "").split(os.pathsep)
    others = os.pathsep.join(each for each in path if each != str(looking.ENTRY))
    return {**variables, "PYTHONPATH": others}


# -- a place that is stated, or read from the source ----------------------------------------------


def _stated(request: Request, ground: Ground) -> Target:
    at = Place.parse(str(request.at), request.cwd)
    run = _run(request, ground, {PARSERS: "tell"}, at)
    found = _planted_target(request, run, Spot(How.PLANTED, str(at)), "stated by --at")
    if found is None:
        raise UserError(
            saying.nothing(
                request, run.finished, run.passed, str(at), began=bool(run.began)
            )
        )
    return found


def _read_by_hand(
    request: Request, ground: Ground, at: Place, names: frozenset[str]
) -> Target | None:
    run = _run(request, ground, {PARSERS: "tell"}, at)
    spot = Spot(How.PLANTED, str(at), only=tuple(sorted(names)))
    why = "behind the words that the program reads by hand"
    return _planted_target(request, run, spot, why)


def _planted_target(request: Request, run: _Run, spot: Spot, why: str) -> Target | None:
    if run.reached is None or run.values is None:
        return None
    kept = plain(run.values, spot.only)
    found: Leaves = leaves(kept, in_full=spot.in_full)
    parsed = run.parsed
    candidates = [Candidate(spot, chosen=True, why=why)]
    if parsed is not None:
        passed = replace(parsed.candidate, chosen=False, why="--at overrules it")
        candidates.insert(0, passed)
    target = _at(request, run, run.reached, spot, candidates, parsed, found)
    return replace(
        target,
        declared=matching.declared(run.reached),
        passed_over=passed_over(run.values, kept),
    )


def _by_hand(run: _Run) -> Iterator[tuple[Place, frozenset[str]]]:
    """Yield where the programs that have begun may be done with their words, the last first.

    With each, the names that are bound there whatever is typed.
    """
    seen = set()
    for began in reversed(run.began):
        cwd = Path(began.cwd)
        entry = launchers.begun(began.argv, cwd).entry
        file = _file(entry, cwd)
        if file is None or file in seen or "site-packages" in file.parts:
            continue
        seen.add(file)
        found = byhand.behind(file.read_bytes())
        if found is not None:
            yield Place(file=file.resolve(), line=found.line), found.names


def _file(entry: Sequence[str], cwd: Path) -> Path | None:
    """Return the source file of a program, if it is found beside where it was started."""
    if not entry:
        return None
    if tuple(entry[-2:-1]) == ("-m",):
        below = cwd.joinpath(*entry[-1].split("."))
        files = [below.with_suffix(".py"), below / "__main__.py"]
    else:
        files = [Path(entry[-1])]
    return next((each for each in files if each.is_file()), None)
