"""What was audited as JUnit's XML: a test case for each rule and each setting that was tried.

A finding fails where the exit code would be 1 for it; one of lesser severity is told in a case that
passes, and one that somebody lives with is skipped.
"""

import shlex
from collections import defaultdict
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from configbench.audit.formats import Options
from configbench.audit.formats.wording import title
from configbench.audit.model import Accepted, Audit, Audited, Finding
from configbench.audit.rules import RULES
from configbench.escaping import visible

#: The case of what concerns no single setting.
_WHOLE = "(the program)"


def write(audited: Sequence[Audited], options: Options) -> str:
    """Return a suite for each program.

    Returns
    -------
    str
        Valid for the schema that Jenkins publishes (``junit-10.xsd``).
    """
    suites = ET.Element("testsuites", {"name": "configbench"})
    for each in audited:
        suites.append(_suite(each, options))
    for name in ("tests", "failures", "errors"):
        suites.set(name, str(sum(int(each.get(name, "0")) for each in suites)))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, "unicode")}'


def _suite(each: Audited, options: Options) -> ET.Element:
    suite = ET.Element("testsuite", {"name": visible(each.name) or "configbench"})
    audit = each.audit
    if audit is None:
        case = ET.SubElement(suite, "testcase", _named(each.name, "looked at", _WHOLE))
        trouble = visible(each.trouble)
        ET.SubElement(case, "error", {"message": trouble, "type": "trouble"})
    else:
        suite.set("time", f"{audit.seconds:.3f}")
        _properties(suite, audit)
        _cases(suite, each.name, audit, options)
    suite.set("tests", str(len(suite.findall("testcase"))))
    for what, kind in (
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ):
        suite.set(what, str(len(suite.findall(f"testcase/{kind}"))))
    return suite


def _properties(suite: ET.Element, audit: Audit) -> None:
    told = {
        "command": shlex.join(audit.target.command),
        "place": audit.target.spot.at,
        "tries": str(audit.tries),
        "ended": audit.ended,
    }
    properties = ET.SubElement(suite, "properties")
    for name, value in told.items():
        ET.SubElement(properties, "property", {"name": name, "value": visible(value)})


def _cases(suite: ET.Element, program: str, audit: Audit, options: Options) -> None:
    """Add a case for each rule that was asked and each setting, and for the program as a whole."""
    found: dict[tuple[str, str], list[Finding | Accepted]] = defaultdict(list)
    for one in audit.findings:
        for name in one.settings or ("",):
            found[one.rule, name].append(one)
    for accepted in audit.accepted:
        for name in accepted.finding.settings or ("",):
            found[accepted.finding.rule, name].append(accepted)
    asked = audit.asked or tuple(rule.id for rule in RULES)
    names = ["", *(each.name for each in audit.settings)]
    # What the source alone tells may concern a setting that cannot be typed.
    rules = _ordered([*asked, *(rule for rule, _ in found)])
    for rule in rules:
        own = (name for one, name in found if one == rule)
        for name in _ordered([*names, *own]):
            case = ET.SubElement(
                suite, "testcase", _named(program, rule, visible(name) or _WHOLE)
            )
            for each in found.get((rule, name), ()):
                _told(case, each, options)
            if audit.ended and (rule, name) not in found:
                # Nobody knows: it may be what was not tried any more.
                ended = f"ended early by {visible(audit.ended)}"
                ET.SubElement(case, "skipped", {"message": ended})


def _ordered(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _named(program: str, rule: str, name: str) -> dict[str, str]:
    what = f"{visible(rule)} {title(rule)}".strip()
    classname = f"{visible(program)}.{what}" if program else what
    return {"classname": classname, "name": name, "time": "0"}


def _told(case: ET.Element, each: Finding | Accepted, options: Options) -> None:
    if isinstance(each, Accepted):
        skipped = ET.SubElement(case, "skipped", {"message": visible(each.why)})
        skipped.text = _text(each.finding)
        return
    if each.severity in options.failing:
        message = visible(each.says or title(each.rule))
        told = {"message": message, "type": str(each.severity)}
        ET.SubElement(case, "failure", told).text = _text(each)
    else:
        ET.SubElement(case, "system-out").text = f"{each.severity}\n{_text(each)}"


def _text(finding: Finding) -> str:
    told = {
        "$": finding.shows,
        "expected": finding.expected,
        "arrived": finding.arrived,
        "says": finding.says,
        "where": finding.where,
        "one of": _others(finding),
    }
    return "\n".join(f"{what} {visible(text)}" for what, text in told.items() if text)


def _others(finding: Finding) -> str:
    """Return how many settings have the fault, where the command is the example of them all."""
    number = len(finding.settings)
    return f"{number} settings with this fault" if number > 1 else ""
