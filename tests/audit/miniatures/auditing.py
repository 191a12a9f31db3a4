"""One miniature, audited."""

from configbench.audit import auditing
from configbench.audit.model import Request
from configbench.audit.rules.selecting import BETWEEN, BY_DEFAULT
from tests.audit.miniatures import ASKED, folder


def broken(name: str) -> frozenset[str]:
    """Return the rules that a miniature breaks: errors, warnings, and the note that it is of.

    In a session (:mod:`configbench.session`).
    """
    with folder(name) as place:
        asked = ASKED.get(name, {})
        other = asked.get("other")
        usual = BETWEEN if other else BY_DEFAULT
        asked = {**asked, "other": place / other if other else None}
        request = Request(**{"command": ("python", "train.py"), "cwd": place, **asked})
        audit = auditing.audit(request, asked={*usual, name})
    return frozenset(each.rule for each in audit.findings)
