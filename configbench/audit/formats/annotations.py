"""What was audited as commands of GitHub's workflows: each finding stands at its line.

Printed in a job, they are shown beside the change; ten of each severity in a step.
"""

from collections.abc import Sequence
from pathlib import Path

from configbench.audit.formats import Options, where
from configbench.audit.formats.wording import sentence, title
from configbench.audit.model import Audited, Finding, Severity, Target
from configbench.escaping import visible

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def write(audited: Sequence[Audited], options: Options) -> str:
    """Return a command in each line; none where nothing was found."""
    root = where.root(options.cwd)
    lines: list[str] = []
    for each in audited:
        named = f"{visible(each.name)}: " if each.name else ""
        if each.audit is None:
            trouble = f"{named}could not be looked at: {visible(each.trouble)}"
            lines.append(_command("error", {"title": "configbench"}, trouble))
            continue
        target = each.audit.target
        lines += [_finding(one, target, root, named) for one in each.audit.findings]
    return "\n".join(lines)


def _finding(finding: Finding, target: Target, root: Path, named: str) -> str:
    at = where.located(finding.where, target, root)
    given = {"title": f"{visible(finding.rule)} {title(finding.rule)}".strip()}
    if at.inside is not None:
        # What lies elsewhere has no line that could be shown.
        given = {"file": visible(at.path), "line": str(at.line), **given}
    text = f"{named}{sentence(finding)}"
    return _command(_COMMANDS[finding.severity], given, text)


def _command(name: str, given: dict[str, str], text: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in given.items())
    return f"::{name} {told}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25")  # ends of lines are none any more


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
