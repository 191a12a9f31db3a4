"""By what a finding is known again, in another run and another commit.

A rule, a cause and settings: neither a line nor the words of a sentence, so that code that has
moved, or a sentence that reads better, makes no new finding.
"""

import hashlib
import json
from collections.abc import Collection, Sequence

from configbench.audit.model import Finding

#: A rule, a setting (empty where none is concerned, or a draw has chosen it) and a cause.
Key = tuple[str, str, str]


def key(rule: str, setting: str, cause: str) -> Key:
    """Return by what one setting of a finding is known again."""
    return rule, setting, cause


def of(finding: Finding, setting: str) -> Key:
    """Return by what one setting of a finding is known again; the empty name is that of none."""
    known = "" if setting in finding.drawn else setting
    return key(finding.rule, known, finding.cause)


def keys(finding: Finding) -> tuple[Key, ...]:
    """Return the keys of a finding: of each setting, or one of all that were drawn, or of none."""
    known = names(finding.settings, finding.drawn)
    return tuple(key(finding.rule, name, finding.cause) for name in known)


def names(settings: Sequence[str], drawn: Collection[str]) -> tuple[str, ...]:
    """Return by which names settings are known again: those that were drawn by none.

    >>> names(("lr", "wd"), ("wd",)), names((), ())
    (('lr', ''), ('',))
    """
    sure = tuple(name for name in settings if name not in drawn)
    return (*sure, "") if drawn or not sure else sure


def fingerprint(finding: Finding) -> str:
    """Return the hash of a finding's keys, in whatever order its settings stand: hexadecimal.

    Another setting with the same fault makes it another.
    """
    told = json.dumps(sorted(keys(finding)))
    return hashlib.sha256(told.encode("ascii")).hexdigest()
