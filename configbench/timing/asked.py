"""What ``compare`` and ``startup`` have alike: options as they are read, progress, an exit code."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from configbench import progress as shown
from configbench import session, whole_files
from configbench.commands import FINDINGS, OK
from configbench.errors import UserError
from configbench.places import Place
from configbench.timing import paired
from configbench.timing.measuring import CTRL_C, Measured, Patience, Told


def until(args: Namespace) -> Place | None:
    """Return the place where the time ends, if one was given."""
    return None if args.until is None else Place.parse(args.until, Path.cwd())


def allowed(args: Namespace) -> frozenset[int]:
    """Return the exit codes that are no failure."""
    return frozenset({0, *(args.allow_exit or ())})


def patience(args: Namespace) -> Patience:
    """Return how long a start, and all of them, may take."""
    return Patience(args.time_limit, args.max_time)


@contextmanager
def progress() -> Iterator[Told]:
    """Show meanwhile how far it is; whatever is run meanwhile leaves nothing behind."""
    with session.begun(), shown.shown() as told:

        def tell(done: int, of: int) -> None:
            told(shown.Progress("starts", done, of))

        yield tell


def require_rounds(found: Measured) -> None:
    """Refuse to tell anything of less than two rounds.

    Raises
    ------
    KeyboardInterrupt
        If somebody has ended it by then.
    UserError
        If ``--max-time`` was too short.
    """
    if found.rounds >= 2:  # noqa: PLR2004  one is no spread
        return
    if found.ended == CTRL_C:
        raise KeyboardInterrupt
    raise UserError(
        f"{found.ended} ended it after {found.seconds:.1f} s and {found.rounds} rounds, expected "
        "two at least: give it more"
    )


def require_writable(args: Namespace) -> None:
    """Find out before anything is started whether ``--export-json`` can be written."""
    if args.export_json is not None:
        whole_files.require_writable(args.export_json)


def export(args: Namespace, text: str) -> None:
    """Write what ``--export-json`` asks for, if it does."""
    if args.export_json is not None:
        whole_files.write(args.export_json, text)


def ended(args: Namespace, found: Measured, *, above: bool) -> int:
    """Return the exit code.

    Raises
    ------
    KeyboardInterrupt
        If somebody has ended it: all that was measured has been told.
    UserError
        If it ended before ``--fail-above`` could be held against an interval.
    """
    if found.ended == CTRL_C:
        raise KeyboardInterrupt
    if args.fail_above is not None and not found.has_intervals:
        raise UserError(
            f"--fail-above: {found.rounds} rounds are too few, expected {paired.FEWEST} at least: "
            "--max-time was too short"
        )
    return FINDINGS if above else OK
