"""One miniature, audited."""

from configbench.audit import auditing
from configbench.audit.model import Request
from configbench.audit.rules.selecting import BY_DEFAULT
from tests.audit.miniatures import ASKED, folder


def broken(name: str) -> frozenset[str]:
    """Return the rules that a miniature breaks: errors, warnings, and the note that it is of.

    In a session (:mod:`configbench.session`).
    """
    with folder(name) as place:
        asked = ASKED.get(name, {})
        request = Request(("python", "train.py"), place, **asked)
        audit = auditing.audit(request, asked={*BY_DEFAULT, name})
    return frozenset(each.rule for each in audit.findings)
