"""What was audited as a report of GitLab's Code Quality: shown in a merge request."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from configbench import escaping, project
from configbench.audit.fingerprints import fingerprint
from configbench.audit.formats import Options, where
from configbench.audit.formats.wording import sentence, title
from configbench.audit.model import Audited, Severity
from configbench.escaping import visible

_SEVERITIES = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.NOTE: "info",
}


def write(audited: Sequence[Audited], options: Options) -> str:
    """Return an issue for each finding.

    Returns
    -------
    str
        In ASCII, without control characters; paths are relative to the repository's root.
    """
    root = where.root(options.cwd)
    return escaping.document([*_issues(audited, root, options.cwd)])


def _issues(
    audited: Sequence[Audited], root: Path, folder: Path
) -> Iterator[dict[str, Any]]:
    for each in audited:
        named = f"{visible(each.name)}: " if each.name else ""
        if each.audit is None:
            yield {
                "description": f"{named}could not be looked at: {visible(each.trouble)}",
                "check_name": "configbench",
                "fingerprint": _known(each.name, "trouble"),
                "severity": "critical",
                "location": _location(str(_stated(root, folder)), 1),
            }
            continue
        for finding in each.audit.findings:
            at = where.located(finding.where, each.audit.target, root)
            what = f"{title(finding.rule)}: {sentence(finding)}".removeprefix(": ")
            yield {
                "description": f"{named}{what}",
                "check_name": visible(finding.rule),
                "fingerprint": _known(each.name, fingerprint(finding)),
                "severity": _SEVERITIES[finding.severity],
                "location": _location(at.path, at.line),
            }


def _known(name: str, fact: str) -> str:
    """Return by what an issue is known again: two programs may have one fault."""
    told = json.dumps([name, fact])
    return hashlib.sha256(told.encode("ascii")).hexdigest()


def _location(path: str, line: int) -> dict[str, Any]:
    return {"path": visible(path), "lines": {"begin": line}}


def _stated(root: Path, folder: Path) -> Path:
    """Return the file that states programs: what could not be looked at has no other line."""
    file = project.nearest(folder)
    inside = file is not None and file.is_relative_to(root)
    return file.relative_to(root) if file and inside else Path(project.FILE)
