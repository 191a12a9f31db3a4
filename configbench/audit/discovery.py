"""Find a program's place, and what its parser tells there: one run, which ends there."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from configbench import looking, process
from configbench.audit import launchers, matching, spots, told
from configbench.audit.leaves import leaves
from configbench.audit.model import Candidate, Request, Target
from configbench.audit.told import Reached
from configbench.errors import UserError
from configbench.inside import PARSERS, PARSERS_AT
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


#: What is looked for, as people know it; for a sentence.
LOOKED_FOR = (
    "argparse, HfArgumentParser, jsonargparse, LightningCLI, tyro, simple-parsing, draccus, "
    "pyrallis, docopt, absl, click, Typer, Fire, Hydra, OmegaConf, pydantic-settings, Tap, "
    "cyclopts, defopt"
)


def discover(request: Request, ground: Ground) -> Target:
    """Run the command once, as it is typed, up to where its words have become values.

    Raises
    ------
    UserError
        If there is no such place, or nothing comes to it.
    """
    _require(request)
    run = _run(request, ground)
    if run.reached is None:
        raise UserError(_nothing(request, run))
    return _target(request, run)


@dataclass(frozen=True)
class _Run:
    """A run of discovery: how it ended, what was passed by, and the place."""

    finished: Finished
    passed: tuple[Candidate, ...]
    reached: Reached | None
    variables: Mapping[str, str]


def _run(request: Request, ground: Ground, at: str = "") -> _Run:
    with workplace() as place:
        file = place.base / "parsers.jsonl"
        variables = {PARSERS: f"discover:{file}"} | ({PARSERS_AT: at} if at else {})
        command = ground.command(
            request.command,
            place,
            environ=spots.entering(request.environ) | variables,
            limits=replace(looking.LIMITS, seconds=request.time_limit),
        )
        finished = process.run(command)
        passed, reached = [], None
        for line in told.lines(file):
            if isinstance(line, Candidate):
                passed.append(line)
            elif reached is None:
                reached = line
    return _Run(finished, tuple(dict.fromkeys(passed)), reached, command.variables)


def _target(request: Request, run: _Run) -> Target:
    reached = run.reached
    assert reached is not None  # noqa: S101  that was asked before
    cwd = Path(reached.cwd)
    started = launchers.begun(reached.argv, cwd)
    found = leaves(reached.values)
    return Target(
        command=request.command,
        launcher=launchers.in_front(request.command, started, request.cwd),
        python=Path(reached.executable),
        entry=started.entry,
        words=started.words,
        cwd=cwd,
        environ=_set_by_launcher(reached.environ, run.variables),
        spot=reached.candidate.spot,
        candidates=(*run.passed, reached.candidate),
        options=matching.options(reached, found),
        grammar=reached.grammar,
        leaves=found,
        modules=reached.modules,
        files=tuple(map(Path, reached.files)),
    )


#: Variables that every shell sets anew.
_OF_SHELLS = {"_", "PWD", "OLDPWD", "SHLVL"}


def _set_by_launcher(
    there: Mapping[str, str], before: Mapping[str, str]
) -> dict[str, str]:
    """Return the variables that a process has beyond, or other than, those of the command."""
    return {
        name: value
        for name, value in there.items()
        if before.get(name) != value
        and name not in _OF_SHELLS
        and name != "PYTHONPATH"
        and not name.startswith("CONFIGBENCH_")
    }


def _require(request: Request) -> None:
    """Refuse a command whose program is not there."""
    if not request.command:
        raise UserError(
            "no command is given: expected -- and a command, as in `-- python train.py`"
        )
    first = request.command[0]
    path = request.environ.get("PATH")
    if shutil.which(str(request.cwd / first) if "/" in first else first, path=path):
        return
    called = launchers.name(request.command)
    what = f"{called} is not installed here" if called else "there is no such program"
    raise UserError(f"{first}: {what}; expected a command that runs in this shell")


def _nothing(request: Request, run: _Run) -> str:
    """Return the sentence for a run that came to no place."""
    command = " ".join(request.command)
    said = _last_line(run.finished.stderr) or _last_line(run.finished.stdout)
    ended = run.finished.ended + (f" ({said})" if said else "")
    if run.finished.exit == 2 and "required" in run.finished.stderr:  # noqa: PLR2004  argparse's
        return (
            f"{command}: ended with exit 2 before anything arrived ({said}): give the required "
            "words behind the command"
        )
    isolated = [*looking.isolated(request.command)]
    passed = [
        f"{each.spot.parser} at {each.spot.at} ({each.why})" for each in run.passed
    ]
    by = f"; passed by: {', '.join(passed)}" if passed else ""
    because = f"; {'; '.join(isolated)}" if isolated else ""
    return (
        f"{command}: {ended}, and nothing of it came to a place where its words become values"
        f"{because}; looked for {LOOKED_FOR}{by}; say the place with --at FILE:LINE"
    )


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""
