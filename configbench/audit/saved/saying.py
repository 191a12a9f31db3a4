"""What is said of saved runs: sentences, and why nothing can be told."""

from collections.abc import Collection, Iterator, Sequence

from configbench.audit.model import Arrived, Saved, Setting, Spot
from configbench.audit.rules.reading import last_line
from configbench.audit.words import listed
from configbench.inside import saving

#: Names that are written out.
_NAMED = 6

WHOLE = (
    "what was saved is not restored from that file alone: all that the run had written was laid "
    "beside it"
)


def saved(name: str, fitting: int, pattern: str) -> str:
    """Say what was saved, and that it was one of several."""
    several = f", the first of {fitting} that fit {pattern}" if fitting > 1 else ""
    return f"saved: {name}{several}"


def nothing(command: str, pattern: str, became: Arrived, seconds: float) -> str:
    """Say why nothing was saved."""
    lacking = became.saved.lacking if became.saved is not None else ""
    if lacking == saving.LARGE:
        return f"{command}: what it saves as {pattern} has more than 1 GiB"
    what = f"no file {pattern} was written in its folder"
    if lacking == saving.OPEN:
        what = f"a file {pattern} was still being written"
    if became.exceeded == "time":
        more = "--max-time can give it more"
        return f"{command}: {what} within {seconds:g} s; {more}"
    return f"{command}: {what} ({_ended(became)}); what was there before does not count"


def elsewhere(command: str, became: Arrived, spot: Spot) -> str:
    """Say that what restores a run does not come to the place."""
    return (
        f"{command}: {_ended(became)}, and nothing came to {spot.at}, where the program is looked "
        "at: expected a command that starts the same program"
    )


def unread(names: Sequence[str], spot: Spot) -> str:
    """Say that nothing that was saved has arrived at the place."""
    return (
        f"the same arrives at {spot.at} whatever was saved ({listed(names, _NAMED)}): either the "
        "program reads it behind that place, and --at must name one behind it, or it never reads it"
    )


def changed(
    settings: Sequence[Setting], kept: Collection[str], own: Collection[str]
) -> Iterator[str]:
    """Say how many settings were changed in saved runs, and which were not."""
    names = [each.name for each in settings if each.name not in own]
    left = [name for name in names if name not in kept]
    yield f"{len(names) - len(left)} of {len(names)} settings were changed in saved runs"
    if left:
        yield (
            "not changed in saved runs, for nothing arrives, or nothing is saved then: "
            f"{listed(left, _NAMED)}"
        )


def left_out(unstable: Collection[str], runs: Sequence[Saved]) -> Iterator[str]:
    """Say what is not compared with saved runs, and why."""
    changing = {*unstable}.union(*(each.unstable - each.own for each in runs))
    own = set().union(*(each.own & each.leaves.keys() for each in runs))
    if changing:
        yield (
            "not compared with saved runs, for they change from run to run: "
            f"{listed(sorted(changing), _NAMED)}"
        )
    if own:
        yield (
            "not compared with saved runs, for the command that restores them sets them: "
            f"{listed(sorted(own), _NAMED)}"
        )


def _ended(became: Arrived) -> str:
    """Return how a run has ended, in words, and what it says if it was not content."""
    if became.exceeded:
        return f"over the {became.exceeded} limit"
    said = last_line(became) if became.exit != 0 else ""
    how = "not started" if became.exit is None else f"exit {became.exit}"
    return f"{how}: {said}" if said else how
