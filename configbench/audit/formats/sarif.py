"""What was audited as SARIF 2.1.0: code hosts and editors show it at the lines concerned.

One run for each program, so that a host replaces the findings of that program alone.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from configbench import __version__, escaping
from configbench.audit.fingerprints import fingerprint
from configbench.audit.formats import Options, where
from configbench.audit.formats.wording import sentence
from configbench.audit.model import Accepted, Audit, Audited, Finding, Severity, Target
from configbench.audit.rules import BY_ID, Rule
from configbench.audit.rules.explaining import page
from configbench.escaping import visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

#: What relative addresses begin with; code hosts have their own in its place.
_ROOT = "%SRCROOT%"

#: What severities are called by GitHub, which filters by it.
_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "recommendation",
}

#: Viewers put arguments in for ``{0}`` and take doubled braces for single ones.
_PLACEHOLDER = re.compile(r"\{\{+|\}\}+|\{\d+\}")


def write(audited: Sequence[Audited], options: Options) -> str:
    """Return a log of SARIF 2.1.0.

    Returns
    -------
    str
        In ASCII, without control characters; paths are relative to the repository's root.
    """
    root = where.root(options.cwd)
    runs = [
        {"tool": _tool(run), **_visible(run)}
        for run in (_run(each, root, options) for each in audited)
    ]
    return escaping.document({"$schema": _SCHEMA, "version": "2.1.0", "runs": runs})


def _run(each: Audited, root: Path, options: Options) -> dict[str, Any]:
    audit = each.audit
    base = f"{where.uri(root).rstrip('/')}/"
    found = [] if audit is None else [*_results(audit, root)]
    run: dict[str, Any] = {
        # A host keeps what it was told of other programs, by all up to the last stroke.
        "automationDetails": {"id": _id(each.name)},
        "originalUriBaseIds": {_ROOT: {"uri": base}},
        "invocations": [_invocation(each, options)],
        "results": found,
    }
    if audit is not None:
        run["properties"] = {
            "command": list(audit.target.command),
            "place": audit.target.spot.at,
            "tries": audit.tries,
            "seconds": round(audit.seconds, 3),
        }
    return run


def _id(name: str) -> str:
    return f"configbench/{quote(name, safe='', errors='replace')}/".replace("//", "/")


# -- the tool -------------------------------------------------------------------------------------


def _tool(run: dict[str, Any]) -> dict[str, Any]:
    """Return what looked, with the rules that something was found by: 200 runs hold them each."""
    found = {each["ruleId"] for each in run["results"]}
    return {
        "driver": {
            "name": "configbench",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_rule(each) for each in BY_ID.values() if each.id in found],
        }
    }


def _rule(rule: Rule) -> dict[str, Any]:
    text = page(rule.id)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": _first_paragraph(text)},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {
            "tags": ["configuration"],
            # Each is confirmed by a process of its own before it is told.
            "precision": "very-high",
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _first_paragraph(text: str) -> str:
    """Return what stands below the heading of a page, in one line."""
    return " ".join(text.split("\n\n")[1].split())


def _invocation(each: Audited, options: Options) -> dict[str, Any]:
    audit = each.audit
    folder = options.cwd if audit is None else audit.target.cwd
    return {
        "executionSuccessful": audit is not None,
        "workingDirectory": {"uri": f"{where.uri(folder).rstrip('/')}/"},
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": _text(text)}}
            for level, text in _notifications(each)
        ],
    }


def _notifications(each: Audited) -> Iterator[tuple[str, str]]:
    if each.audit is None:
        yield "error", each.trouble or "could not be looked at"
        return
    if each.audit.ended:
        audit = each.audit
        yield "warning", f"ended early by {audit.ended}, {audit.left:,} were left"
    for note in each.audit.notes:
        yield "note", note


# -- findings -------------------------------------------------------------------------------------


def _results(audit: Audit, root: Path) -> Iterator[dict[str, Any]]:
    for each in audit.findings:
        yield _result(each, audit.target, root)
    for accepted in audit.accepted:
        yield _suppressed(accepted, audit.target, root)


def _result(finding: Finding, target: Target, root: Path) -> dict[str, Any]:
    at = where.located(finding.where, target, root)
    artifact = {"uri": at.uri}
    if at.inside is not None:
        artifact["uriBaseId"] = _ROOT
    known = fingerprint(finding)
    passed, of = finding.confirmed
    return {
        "ruleId": finding.rule,
        "level": str(finding.severity),
        "message": {"text": _text(sentence(finding))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": {"startLine": at.line},
                }
            }
        ],
        # The second is what GitHub knows an alert by: given, it does not hash the line's text.
        "partialFingerprints": {
            "configbench/v1": known,
            "primaryLocationLineHash": known,
        },
        "properties": {
            "settings": list(finding.settings),
            "cause": finding.cause,
            "command": finding.command,
            "expected": finding.expected,
            "arrived": finding.arrived,
            "confirmed": [passed, of],
        },
    }


def _suppressed(accepted: Accepted, target: Target, root: Path) -> dict[str, Any]:
    """Return a finding that somebody lives with: no alert, and who says so."""
    file, _, line = accepted.by.rpartition(":")
    kind = "inSource" if file and line.isdigit() else "external"
    suppression = {"kind": kind, "justification": accepted.why}
    found = _result(accepted.finding, target, root)
    return {**found, "suppressions": [suppression]}


def _visible(value: Any) -> Any:
    """Return what was found with every text so that all of it is seen: a viewer shows it."""
    match value:
        case str():
            return visible(value)
        case list():
            return [_visible(each) for each in value]
        case dict():
            return {key: _visible(each) for key, each in value.items()}
        case _:
            return value


def _text(text: str) -> str:
    """Return text that viewers show as it is: no placeholder, no link."""
    shown = text.replace("](", "] (")
    return _PLACEHOLDER.sub(lambda found: re.sub(r"([{}])", r"\1\1", found[0]), shown)
