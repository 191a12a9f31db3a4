"""What is told of what is accepted, in sentences."""

from collections.abc import Iterator

from configbench import project
from configbench.audit import fingerprints
from configbench.audit.living.ignores import Ignore
from configbench.audit.living.lived import Keeping
from configbench.audit.living.standing import Standing
from configbench.audit.model import CTRL_C
from configbench.audit.words import listed

#: So many are named of more.
_NAMED = 3


def notes(standing: Standing) -> Iterator[str]:
    """Yield sentences on what is accepted of one program."""
    file = standing.lived.baseline
    yield from _expired(standing)
    gone = standing.vanished()
    if gone:
        drops = standing.lived.keeping is not Keeping.READ
        what = "dropped" if drops else f"{Keeping.UPDATE} drops it"
        told = listed([_named(each.key) for each in gone], _NAMED)
        yield f"{file}: found no longer, {what}: {told}"
    if standing.is_elsewhere():
        yield (
            f"{file}: none of its settings is one of this program, so nothing of it is dropped; is "
            "it another program's?"
        )
    yield from standing.lived.comments.faults


def unused(ignore: Ignore) -> str:
    """Return a sentence on what is ignored and not found."""
    return f"{project.FILE}: {ignore.where} ignores nothing that was found"


def written(standing: Standing, entries: int, new: int) -> str:
    """Return a sentence on what a baseline holds of a program after it was written."""
    file, ended = standing.lived.baseline, standing.audit.ended
    if ended == CTRL_C:
        return f"{file} is not written, for the audit was interrupted"
    told = f"{file}: {entries} {'entry' if entries == 1 else 'entries'}, {new} new"
    return f"{told}; what {ended} has left out is not among them" if ended else told


def _expired(standing: Standing) -> Iterator[str]:
    told: dict[str, dict[str, None]] = {}
    for key, each in standing.expired():
        where = standing.lived.baseline
        if isinstance(each, Ignore):
            where = f"{project.FILE}: {each.where}"
        told.setdefault(where, {})[f"{_named(key)} ({each.expires})"] = None
    for where, named in told.items():
        yield f"{where}: expired, so it is found again: {listed([*named], _NAMED)}"


def _named(key: fingerprints.Key) -> str:
    rule, setting, _ = key
    return f"{rule} {setting}".rstrip()
