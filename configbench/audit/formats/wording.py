"""Words of findings that several formats use, each in one line whose every character is seen."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from configbench.audit.model import Audit, Finding, Setting, Severity
from configbench.audit.rules import BY_ID
from configbench.audit.words import listed
from configbench.escaping import visible

#: So many names are shown of more.
_NAMES = 3

#: Longest text that is quoted, in characters.
_QUOTED = 160


def title(rule: str) -> str:
    """Return what a rule says, in a few words; of one that is not ours nothing."""
    known = BY_ID.get(rule)
    return known.title if known else ""


def sentence(finding: Finding) -> str:
    """Return what a finding tells in one line: which settings, what happens, what to paste."""
    beside = "; ".join(compared(finding))
    parts = [quoted(finding.says), f"{beside[:1].upper()}{beside[1:]}"]
    if finding.shows:
        parts.append(f"Typed: {visible(finding.shows)}")
    told = ". ".join(part for part in parts if part) or title(finding.rule)
    about = names(finding.settings)
    return f"{about}: {told}" if about else told


def compared(finding: Finding) -> list[str]:
    """Return what was expected and what arrived, as far as either is told."""
    told = (("expected", finding.expected), ("arrived", finding.arrived))
    return [f"{what} {quoted(text)}" for what, text in told if text]


def ran(audit: Audit) -> tuple[str, str]:
    """Return how many settings were tried, and by how many command lines in what time."""
    lines = count(audit.tries, "command line")
    return count(len(audit.settings), "setting"), f"{lines} in {audit.seconds:.1f} s"


def clean(audit: Audit) -> str:
    """Return how many rules have found nothing, by severity."""
    found = ((each, audit.clean.get(each, 0)) for each in Severity)
    return ", ".join(
        count(number, f"{severity} rule") for severity, number in found if number
    )


def names(given: Sequence[str], most: int | None = _NAMES) -> str:
    """Return names as people list them: the first few, then how many more there are."""
    return listed([visible(each) for each in given], most)


def counted(findings: Iterable[Finding]) -> str:
    """Return how many findings there are, by severity."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(
        count(counts[each], str(each)) for each in Severity if counts[each]
    )


def count(number: int, what: str) -> str:
    """Return how many there are of something: ``1 error``, ``1,204 errors``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def quoted(text: str) -> str:
    """Return a text in one line, cut if it is long."""
    shown = visible(text)
    return shown if len(shown) <= _QUOTED else f"{shown[:_QUOTED]}…"


def shortened(where: str, cwd: Path) -> str:
    """Return a place as it is typed in a folder, if it lies below it; of a library its own part."""
    file, colon, spot = where.rpartition(":")
    path = Path(file)
    if colon and path.is_absolute() and path.is_relative_to(cwd):
        return visible(f"{path.relative_to(cwd)}:{spot}")
    for packages in ("/site-packages/", "/dist-packages/"):
        if packages in where:
            return visible(f"…/{where.rpartition(packages)[2]}")
    return visible(where)


def spelling(setting: Setting) -> str:
    """Return how a setting is typed, the plainest way."""
    if setting.valued:
        return " ".join(setting.valued[0])
    return " | ".join(
        each for each in (" ".join(setting.on), " ".join(setting.off)) if each
    )
