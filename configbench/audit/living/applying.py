"""What was audited, apart from what somebody lives with; and the baseline as it is to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from configbench.audit.living import baseline, telling
from configbench.audit.living.baseline import Baseline, Entry
from configbench.audit.living.lived import Keeping, Living
from configbench.audit.living.standing import Standing, standing, unused
from configbench.audit.model import CTRL_C, Audited


@dataclass(frozen=True)
class Applied:
    """What is told, and what is kept.

    Attributes
    ----------
    audited
        As it was, with what is accepted by itself, and sentences on that in front.
    baseline
        To be written; None for nothing.
    """

    audited: tuple[Audited, ...]
    baseline: Baseline | None = None

    def keep(self) -> None:
        """Write the baseline, if it is to be.

        Raises
        ------
        UserError
            If it cannot be written.
        """
        if self.baseline is not None:
            baseline.write(self.baseline)


def applied(living: Living, audited: Sequence[Audited]) -> Applied:
    """Take what is accepted apart from what was found in each program.

    Parameters
    ----------
    living
        What is accepted.
    audited
        What came of each program; :attr:`Audit.asked` says which rules were asked.
    """
    stands = {
        each.name: standing(living.of(each.name), each.audit)
        for each in audited
        if each.audit is not None
    }
    kept = _kept(living, [*stands.values()])
    notes = {name: [*_notes(each, kept)] for name, each in stands.items()}
    for ignore, last in unused(living.ignores, [*stands.values()]):
        notes[last.lived.program].append(telling.unused(ignore))
    return Applied(
        tuple(
            _told(each, stands[each.name], notes[each.name])
            if each.name in stands
            else each
            for each in audited
        ),
        kept if _is_to_be_written(living, kept, [*stands.values()]) else None,
    )


def _told(each: Audited, stands: Standing, notes: Sequence[str]) -> Audited:
    audit = stands.audit
    return replace(each, audit=replace(audit, notes=(*notes, *audit.notes)))


def _notes(stands: Standing, kept: Baseline | None) -> Iterator[str]:
    yield from telling.notes(stands)
    if stands.lived.keeping is Keeping.WRITE and kept is not None:
        own = kept.of(stands.lived.program)
        new = own.keys() - stands.lived.entries.keys()
        yield telling.written(stands, len(own), len(new))


def _is_to_be_written(
    living: Living, kept: Baseline | None, stands: Sequence[Standing]
) -> bool:
    # Told to end, it does no more than it has to.
    if any(each.audit.ended == CTRL_C for each in stands):
        return False
    return living.keeping is Keeping.WRITE or (
        living.keeping is Keeping.UPDATE and kept != living.baseline
    )


def _kept(living: Living, stands: Sequence[Standing]) -> Baseline | None:
    """Return the baseline as it is to be."""
    if living.baseline is None:
        return None
    gone = {each for one in stands for each in _gone(one)}
    entries = [each for each in living.baseline.entries if each not in gone]
    if living.keeping is Keeping.WRITE:
        entries += [each for one in stands for each in _new(one)]
    return replace(living.baseline, entries=tuple(entries))


def _gone(stands: Standing) -> Iterator[Entry]:
    """Yield what is found no longer; and where all is written anew, what others accept."""
    yield from stands.vanished()
    if stands.lived.keeping is Keeping.WRITE:
        needed = {
            each.key
            for each in stands.found
            if each.acceptance is None or each.acceptance.by == stands.lived.baseline
        }
        for key in stands.keys & stands.lived.entries.keys() - needed:
            yield stands.lived.entries[key]


def _new(stands: Standing) -> Iterator[Entry]:
    lived = stands.lived
    accepted = dict.fromkeys(
        each.key
        for each in stands.found
        if each.acceptance is not None and each.acceptance.by == lived.baseline
    )
    for key in accepted:
        if key not in lived.entries:
            yield Entry(lived.program, *key, since=lived.today)
