"""What is concerned is measured, and what was before is kept."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import claims, results
from benchmarks.environments import interpreters
from benchmarks.measuring import Choice
from benchmarks.paths import ROOT, relative
from benchmarks.renewing import earlier
from benchmarks.renewing.concerned import Concerned, concerned
from benchmarks.renewing.jobs import Job, jobs
from benchmarks.results import CLAIMS, Results
from benchmarks.shell import command_line
from configbench import whole_files
from configbench.errors import UnmeasuredError

#: Beside the results: when all of them were last known to be of the newest releases.
NAME = "renewed.json"

#: Rows of a reason that are named.
_NAMED = 6

#: Runs a job; raises where it fails.
Run = Callable[[Job], None]


def renew(
    choice: Choice, *, only_listed: bool = False, file: Path = results.FILE, run: Run
) -> Iterator[str]:
    """Measure what is concerned, keep what was before; yield a line for each step.

    A run that was interrupted is gone on with by the same call: what it has measured is concerned
    no longer, and its half is not kept as if it were a measurement.

    Parameters
    ----------
    choice
        Of what is looked whether it is concerned.
    only_listed
        Whether to tell what is concerned, and do nothing.
    file
        The results.
    run
        What measures.

    Raises
    ------
    UserError
        If the results cannot be read or written.
    UnmeasuredError
        If a run fails.
    """
    content = results.load(file)
    found = list(_everywhere(content, choice, file))
    asked = _claims_concerned(content, choice, found)
    planned = list(jobs(found, choice, claims=asked))
    if not planned:
        yield "Nothing is concerned: all units are of these files, this suite and these locks."
    else:
        yield from _told(found)
    if only_listed:
        yield from (command_line(["pytest", *job.words]) for job in planned)
        return
    if planned and "interrupted" not in content:
        yield f"what was before: {relative(earlier.keep(content, file.parent))}"
    for job in planned:
        yield command_line(["pytest", *job.words])
        run(job)
    left = list(_everywhere(results.load(file), choice, file)) if planned else []
    if left:
        yield from ("still concerned:", *_told(left))
    elif choice.whole:
        yield f"of today: {relative(_renewed(file.parent))}"


def _everywhere(content: Results, choice: Choice, file: Path) -> Iterator[Concerned]:
    """Yield what is concerned on all interpreters of this machine that have results."""
    yield from concerned(content, choice)
    for each in interpreters.found():
        path = results.of(each, file)
        if path.is_file():
            yield from concerned(results.load(path), choice.on(each))


def _claims_concerned(
    content: Results, choice: Choice, found: Sequence[Concerned]
) -> bool:
    """Whether claims are to be executed again: they follow from the figures of all rows."""
    told = content["units"].get(f"{CLAIMS}/all", {})
    return choice.claims and (bool(found) or told.get("sha256") != claims.sha256())


def _told(found: Sequence[Concerned]) -> Iterator[str]:
    """Yield a line for each reason: of which rows, in which categories."""
    reasons: dict[str, list[Concerned]] = {}
    for each in found:
        reasons.setdefault(each.why, []).append(each)
    for why, group in reasons.items():
        rows = list(dict.fromkeys(each.row for each in group))
        more = f" and {len(rows) - _NAMED} more" if rows[_NAMED:] else ""
        pythons = sorted({each.python for each in group} - {""})
        where = f", on Python {', '.join(pythons)} too" if pythons else ""
        yield (
            f"{why}: {', '.join(rows[:_NAMED])}{more} "
            f"({', '.join(dict.fromkeys(each.category for each in group))}{where})"
        )


def _renewed(folder: Path) -> Path:
    path = folder / NAME
    day = datetime.now(UTC).date().isoformat()
    whole_files.write(path, json.dumps({"day": day}) + "\n")
    return path


def measured(job: Job) -> None:
    """Run a job as anybody would type it.

    Raises
    ------
    UnmeasuredError
        If it fails or is interrupted.
    """
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "pytest", *job.words], cwd=ROOT, check=False
    )
    if done.returncode:
        line = command_line(["pytest", *job.words])
        raise UnmeasuredError(
            f"`{line}` ended with {done.returncode}; the same command goes on from here"
        )
