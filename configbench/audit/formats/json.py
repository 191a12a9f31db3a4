"""What was audited as one JSON document, for machines."""

from collections.abc import Sequence
from typing import Any

from configbench import __version__, escaping
from configbench.audit.fingerprints import fingerprint
from configbench.audit.formats import Options, alone
from configbench.audit.model import (
    Accepted,
    Audit,
    Audited,
    Candidate,
    Finding,
    Setting,
)

#: Of the keys below: a key that is added leaves it as it is, one that changes raises it.
VERSION = 1


def write(audited: Sequence[Audited], options: Options) -> str:
    """Return all that was found as one JSON document; many programs in a list of them.

    Returns
    -------
    str
        In ASCII, without control characters; paths are absolute.
    """
    del options
    head = {"version": VERSION, "configbench": __version__}
    only = alone(audited)
    found = (
        {"programs": [_program(each) for each in audited]}
        if only is None
        else _audit(only)
    )
    return escaping.document({**head, **found})


def _program(each: Audited) -> dict[str, Any]:
    told = {"name": each.name, "trouble": each.trouble, "cached": each.cached}
    return told if each.audit is None else {**told, **_audit(each.audit)}


def _audit(audit: Audit) -> dict[str, Any]:
    target = audit.target
    return {
        "command": list(target.command),
        "launcher": list(target.launcher),
        "place": target.spot.at,
        "parser": target.spot.parser,
        "candidates": [_candidate(each) for each in target.candidates],
        "ran": audit.ran,
        "settings": [_setting(each) for each in audit.settings],
        "tries": audit.tries,
        "seconds": round(audit.seconds, 3),
        "ended": audit.ended,
        "planned": audit.planned,
        "not_settable": list(audit.not_settable),
        "ignored": dict(audit.ignored),
        "findings": [_finding(each) for each in audit.findings],
        "accepted": [_accepted(each) for each in audit.accepted],
        "clean": {str(each): count for each, count in audit.clean.items()},
        "notes": list(audit.notes),
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "place": candidate.spot.at,
        "parser": candidate.spot.parser,
        "chosen": candidate.chosen,
        "why": candidate.why,
    }


def _setting(setting: Setting) -> dict[str, Any]:
    wanted = setting.wanted
    return {
        "name": setting.name,
        "type": str(wanted.kind),
        "said": str(wanted.said),
        "choices": list(wanted.choices),
        "default": setting.default,
        "spelt": [list(each) for each in setting.valued],
        "on": list(setting.on),
        "off": list(setting.off),
        "by": setting.by,
        "where": setting.where,
    }


def _accepted(accepted: Accepted) -> dict[str, Any]:
    told = {"by": accepted.by, "reason": accepted.reason}
    return {**_finding(accepted.finding), **told}


def _finding(finding: Finding) -> dict[str, Any]:
    passed, of = finding.confirmed
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "settings": list(finding.settings),
        "words": list(finding.words),
        "expected": finding.expected,
        "arrived": finding.arrived,
        "exit": finding.exit,
        "says": finding.says,
        "where": finding.where,
        "command": finding.command,
        "confirmed": [passed, of],
        "cause": finding.cause,
        "fingerprint": fingerprint(finding),
    }
