"""How what is accepted of a program stands after an audit: found, expired, vanished, unused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from configbench.audit import fingerprints
from configbench.audit.living.baseline import Entry
from configbench.audit.living.ignores import Ignore
from configbench.audit.living.lived import Acceptance, Lived
from configbench.audit.model import Accepted, Audit


@dataclass(frozen=True)
class Standing:
    """One audit, and how what is accepted of its program stands.

    Attributes
    ----------
    lived
        What was accepted before.
    audit
        What is found, apart from what somebody lives with.
    by
        Who accepts each that was found, by its key; None for nobody.
    """

    lived: Lived
    audit: Audit
    by: Mapping[fingerprints.Key, Acceptance | None]

    # -- of the baseline --------------------------------------------------------------------------

    def expired(self) -> Iterator[tuple[fingerprints.Key, Entry | Ignore]]:
        """Yield what was found, and accepted until a day that has passed."""
        new = [key for key, acceptance in self.by.items() if acceptance is None]
        for key in new:
            rule, setting, _ = key
            if key in self.lived.entries:
                yield key, self.lived.entries[key]
            for each in self.lived.ignores:
                if each.covers(rule, setting):
                    yield key, each

    def vanished(self) -> list[Entry]:
        """Return the entries that are found no longer, though they would have been.

        Not those whose rule was not asked or whose setting was not tried; and none after an early
        end, for nobody knows what would have come.
        """
        audit = self.audit
        if audit.ended or self.is_elsewhere():
            return []
        doubtful = {*self.by, *audit.unconfirmed}
        untried = {*audit.not_settable, *audit.ignored}
        return [
            each
            for key, each in self.lived.entries.items()
            if each.rule in audit.asked
            and each.setting not in untried
            and key not in doubtful
        ]

    def is_elsewhere(self) -> bool:
        """Whether the entries are of settings, and none of these is one of the program."""
        target = self.audit.target
        known = {
            *(each.name for each in self.audit.settings),
            *(each.leaf for each in target.options),
            *self.audit.not_settable,
            *self.audit.ignored,
            *target.leaves,
        }
        named = {each.setting for each in self.lived.entries.values()} - {""}
        return bool(named) and known.isdisjoint(named)

    # -- of the ignores ---------------------------------------------------------------------------

    def uses(self, ignore: Ignore) -> bool:
        """Whether an ignore is about anything that was found."""
        return any(ignore.covers(rule, setting) for rule, setting, _ in self.by)

    def judges(self, ignore: Ignore) -> bool:
        """Whether all that an ignore is about was asked and tried, and it was about something."""
        audit = self.audit
        if audit.ended or not ignore.rules <= {*audit.asked}:
            return False
        doubtful = (
            setting
            for rule, setting, _ in audit.unconfirmed
            if ignore.covers(rule, setting)
        )
        untried = chain(audit.not_settable, audit.ignored, doubtful)
        tried = (each.name for each in audit.settings)
        return any(map(ignore.names, tried)) and not any(map(ignore.names, untried))


def standing(lived: Lived, audit: Audit) -> Standing:
    """Take what was found apart from what somebody lives with."""
    findings, accepted = [], []
    by: dict[fingerprints.Key, Acceptance | None] = {}
    # What was taken apart before counts as it does now.
    found = [*audit.findings, *(each.finding for each in audit.accepted)]
    for acceptance, part in chain.from_iterable(map(lived.parts, found)):
        by |= dict.fromkeys(fingerprints.keys(part), acceptance)
        if acceptance is None:
            findings.append(part)
        else:
            accepted.append(Accepted(part, acceptance.by, acceptance.reason))
    split = replace(audit, findings=tuple(findings), accepted=tuple(accepted))
    return Standing(lived, split, by)


def unused(
    ignores: Iterable[Ignore], standings: Sequence[Standing]
) -> Iterator[tuple[Ignore, Standing]]:
    """Yield the ignores that nothing needs, each with the last audit that could have needed it."""
    for each in ignores:
        judging = [one for one in standings if one.judges(each)]
        if judging and not any(one.uses(each) for one in standings):
            yield each, judging[-1]
