"""How what is accepted of a program stands after an audit: found, expired, vanished, unused."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from configbench.audit import fingerprints
from configbench.audit.living.baseline import Entry
from configbench.audit.living.ignores import Ignore
from configbench.audit.living.lived import Acceptance, Lived, all_found
from configbench.audit.model import Accepted, Audit, Finding


@dataclass(frozen=True)
class Found:
    """One setting that something was found of, and who accepts that; None for nobody."""

    finding: Finding
    name: str
    acceptance: Acceptance | None

    @property
    def rule(self) -> str:
        """Which is broken."""
        return self.finding.rule

    @property
    def key(self) -> fingerprints.Key:
        """By what it is known."""
        return fingerprints.of(self.finding, self.name)


@dataclass(frozen=True)
class Standing:
    """One audit, and how what is accepted of its program stands.

    Attributes
    ----------
    lived
        What was accepted before.
    audit
        What is found, apart from what somebody lives with.
    found
        Each setting that something was found of.
    """

    lived: Lived
    audit: Audit
    found: tuple[Found, ...]

    @property
    def keys(self) -> set[fingerprints.Key]:
        """By what all that was found is known."""
        return {each.key for each in self.found}

    # -- of the baseline --------------------------------------------------------------------------

    def expired(self) -> Iterator[tuple[fingerprints.Key, Entry | Ignore]]:
        """Yield what was found, and accepted until a day that has passed."""
        for found in self.found:
            if found.acceptance is None:
                if found.key in self.lived.entries:
                    yield found.key, self.lived.entries[found.key]
                for each in self.lived.ignores:
                    if each.covers(found.rule, found.name):
                        yield found.key, each

    def vanished(self) -> list[Entry]:
        """Return the entries that are found no longer, though they would have been.

        Not those whose rule was not asked or whose setting was not tried; and none after an early
        end, for nobody knows what would have come.
        """
        audit = self.audit
        if audit.ended or self.is_elsewhere():
            return []
        doubtful = {*self.keys, *audit.unconfirmed}
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
        return any(ignore.covers(each.rule, each.name) for each in self.found)

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
    findings, accepted, found = [], [], []
    # What was taken apart before counts as it does now.
    for acceptance, part in chain.from_iterable(map(lived.parts, all_found(audit))):
        found += [Found(part, name, acceptance) for name in part.settings or ("",)]
        if acceptance is None:
            findings.append(part)
        else:
            accepted.append(Accepted(part, acceptance.by, acceptance.reason))
    split = replace(audit, findings=tuple(findings), accepted=tuple(accepted))
    return Standing(lived, split, tuple(found))


def unused(
    ignores: Iterable[Ignore], standings: Sequence[Standing]
) -> Iterator[tuple[Ignore, Standing]]:
    """Yield the ignores that nothing needs, each with the last audit that could have needed it."""
    for each in ignores:
        judging = [one for one in standings if one.judges(each)]
        if judging and not any(one.uses(each) for one in standings):
            yield each, judging[-1]
