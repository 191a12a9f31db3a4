"""What a lint tells: a line for each finding, or one JSON document."""

from collections import Counter
from typing import Any

from configbench import __version__, escaping
from configbench.audit.model import Severity
from configbench.audit.rules import BY_ID
from configbench.lint.linting import Linted
from configbench.lint.model import Found

#: Of the keys of the document: one that is added leaves it as it is, one that changes raises it.
VERSION = 1

#: So many commands are told.
_MOST = 3


def text(linted: Linted, mended: int = 0) -> str:
    """Return a line for each finding, and what they come to, for people."""
    lines = [line(each) for each in linted.found]
    return "\n".join(map(escaping.visible, [*lines, *_summary(linted, mended)]))


def line(found: Found) -> str:
    """Return one finding as one line: where, which rule, what happens."""
    mark = " [*]" if found.mend else ""
    return f"{found.file}:{found.line}:{found.column}: {found.rule}{mark} {found.says}"


def _summary(linted: Linted, mended: int) -> list[str]:
    told = []
    if mended:
        told.append(f"{_number(mended, 'finding')} mended")
    if not linted.found:
        return [*told, f"{_number(linted.files, 'file')}: nothing found"]
    by = Counter(each.severity for each in linted.found)
    parts = [_number(by[each], str(each)) for each in Severity if by[each]]
    told.append(
        f"{', '.join(parts)} in {_number(linted.files, 'file')}; "
        f"configbench explain {_worst(linted)} tells what it means"
    )
    mendable = sum(bool(each.mend) for each in linted.found)
    if mendable:
        told.append(f"[*] {mendable} can be mended: --diff shows how, --fix does it")
    commands = [*dict.fromkeys(each.confirm for each in linted.found if each.confirm)]
    told += [f"confirm: {each}" for each in commands[:_MOST]]
    if len(commands) > _MOST:
        told.append(f"and {_number(len(commands) - _MOST, 'program')} more")
    return told


def _worst(linted: Linted) -> str:
    return min(each.rule for each in linted.found)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def json(linted: Linted) -> str:
    """Return everything as one JSON document, in ASCII."""
    return escaping.document(
        {
            "version": VERSION,
            "configbench": __version__,
            "files": linted.files,
            "findings": [_finding(each) for each in linted.found],
            "notes": linted.notes,
            "troubles": linted.troubles,
        }
    )


def _finding(found: Found) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "severity": str(found.severity),
        "title": BY_ID[found.rule].title,
        "file": str(found.file),
        "line": found.line,
        "column": found.column,
        "says": found.says,
        "cause": found.cause,
        "settings": list(found.settings),
        "mendable": bool(found.mend),
        "confirm": found.confirm,
    }
