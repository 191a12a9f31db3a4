"""What is said where no place is found, and of commands that cannot be run."""

import re
import shlex
import shutil
from collections.abc import Sequence

from configbench import looking
from configbench.audit.model import Candidate, Request
from configbench.audit.target import launchers
from configbench.errors import UserError
from configbench.process import Finished

#: What is looked for, as people know it; for a sentence.
LOOKED_FOR = (
    "argparse, optparse, getopt, HfArgumentParser, jsonargparse, LightningCLI, tyro, "
    "simple-parsing, draccus, pyrallis, docopt, absl, click, Typer, Fire, Hydra, OmegaConf, "
    "pydantic-settings, Tap, datargs, cyclopts, defopt, sys.argv"
)


def require(request: Request) -> None:
    """Refuse a command whose program is not there."""
    if not request.command:
        raise UserError(
            "no command is given: expected -- and a command, as in `-- python train.py`"
        )
    first = request.command[0]
    path = request.environ.get("PATH")
    if shutil.which(str(request.cwd / first) if "/" in first else first, path=path):
        return
    script = request.cwd / first
    if script.is_file():
        as_typed = shlex.join(request.command)
        kind = (
            "a Python file" if script.suffix == ".py" else "no program that may be run"
        )
        raise UserError(f"{first}: {kind}; did you mean: -- python {as_typed}?")
    called = launchers.name(request.command)
    what = f"{called} is not installed here" if called else "there is no such program"
    raise UserError(f"{first}: {what}; expected a command that runs in this shell")


#: How parsers end that refuse words; what they say of one that must be given.
_REFUSED = 2
_REQUIRED = re.compile(r"(?i)required|missing (argument|option|param)|mandatory")


def nothing(
    request: Request,
    finished: Finished,
    passed_by: Sequence[Candidate],
    at: str = "",
    *,
    began: bool,
) -> str:
    """Return the sentence for a run that came to no place."""
    command = " ".join(request.command)
    lines = [
        text
        for each in (finished.stderr or finished.stdout).splitlines()
        if (text := each.strip(" │╭╰─╮╯"))
    ]
    said = lines[-1][:200] if lines else ""
    required = [each[:200] for each in lines if _REQUIRED.search(each)]
    if required and finished.exit == _REFUSED:
        return (
            f"{command}: ended with {finished.ended} before anything arrived "
            f"({required[-1]}): give the required words behind the command"
        )
    ended = finished.ended + (f" ({said})" if said else "")
    if finished.exceeded == "time":
        ended += f"; --time-limit, {request.time_limit:g} s, can give it more"
    because = "; ".join(looking.isolated(request.command))
    if not began:
        because = because or "no Python that can be looked into was started"
        return f"{command}: {ended}; {because}"
    if at:
        return f"{command}: {ended}, and nothing came to {at}"
    passed = [
        f"{each.spot.parser} at {each.spot.at} ({each.why})" for each in passed_by
    ]
    by = f"; passed by: {', '.join(passed)}" if passed else ""
    return (
        f"{command}: {ended}, and nothing of it came to a place where its words become values"
        f"; looked for {LOOKED_FOR}{by}; say the place with --at FILE:LINE"
    )
