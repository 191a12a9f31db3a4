"""What was audited as one page for a browser: no network, no other file, every try to be found.

Findings stand in the page as it is written; tries are data, of which its script makes lists when
they are opened.  Its policy allows this script and this style sheet and nothing else.
"""

import base64
import hashlib
import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from configbench import __version__
from configbench.audit.formats import Options, alone
from configbench.audit.formats.tries import Strings, told
from configbench.audit.formats.wording import (
    clean,
    count,
    counted,
    ran,
    shortened,
    title,
)
from configbench.audit.model import Accepted, Audited, Finding
from configbench.audit.rules import BY_ID
from configbench.audit.rules.explaining import page as rule_page
from configbench.audit.source import sources
from configbench.escaping import visible

_PAGE = Path(__file__).parent / "page"

#: So many tries one page holds, of all programs together: a browser reads them at once.
_TRIES = 20_000


def write(audited: Sequence[Audited], options: Options) -> str:
    """Return the page: in ASCII but for what is shown, which is escaped."""
    style, script = (_own(f"page.{suffix}") for suffix in ("css", "js"))
    only = alone(audited)
    findings = [*_findings(audited, options)]
    findings.sort(key=lambda one: (one["accepted"] != "", one["severity"].rank))
    rules = {one["rule"] for one in findings}
    template = _environment().get_template("page.html")
    return template.render(
        version=__version__,
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704  ours
        script=Markup(script),  # noqa: S704  ours
        data=_data(audited),
        heading=_heading(audited),
        only=only is not None,
        programs=[_program(each, options) for each in audited],
        findings=findings,
        severities=sorted(
            {one["severity"] for one in findings}, key=lambda each: each.rank
        ),
        rules=[
            {"id": each.id, "title": each.title, "page": escape(rule_page(each.id))}
            for each in BY_ID.values()
            if each.id in rules
        ],
    )


def _own(name: str) -> str:
    """Return a file of ours without the blank at its ends, as the page holds it."""
    return (_PAGE / name).read_text(encoding="utf-8").strip()


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )


def _policy(style: str, script: str) -> Markup:
    """Return what the page may do: run this script, look so, and nothing else."""
    return Markup(  # noqa: S704  ours, and base 64
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; "
        f"script-src 'sha256-{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _heading(audited: Sequence[Audited]) -> str:
    found = [
        one for each in audited if each.audit is not None for one in each.audit.findings
    ]
    told_of = counted(found) or "No findings"
    only = alone(audited)
    if only is not None:
        return f"{told_of} in {shlex.join(only.target.command)}"
    return f"{told_of} in {count(len(audited), 'program')}"


# -- what stands in the page ----------------------------------------------------------------------


def _program(each: Audited, options: Options) -> Mapping[str, Any]:
    audit = each.audit
    if audit is None:
        return {"name": each.name, "trouble": each.trouble or "no reason is known"}
    spot = audit.target.spot
    return {
        "name": each.name,
        "trouble": "",
        "found": counted(audit.findings) or "no findings",
        "accepted": len(audit.accepted),
        "cached": each.cached,
        "command": shlex.join(audit.target.command),
        "place": shortened(spot.at, options.cwd),
        "line": sources.line(spot.at),
        "parser": spot.parser,
        "ran": ", ".join(filter(None, (*ran(audit), audit.ran))),
        "ended": audit.ended,
        "left": audit.left,
        "clean": clean(audit),
        "not_settable": audit.not_settable,
        "ignored": audit.ignored,
        "notes": audit.notes,
    }


def _findings(audited: Sequence[Audited], options: Options) -> Iterator[dict[str, Any]]:
    for each in audited:
        if each.audit is not None:
            for finding in each.audit.findings:
                yield _finding(each, finding, options)
            for accepted in each.audit.accepted:
                yield _finding(each, accepted, options)


def _finding(
    each: Audited, one: Finding | Accepted, options: Options
) -> dict[str, Any]:
    finding = one.finding if isinstance(one, Accepted) else one
    passed, of = finding.confirmed
    return {
        "program": each.name,
        "rule": finding.rule,
        "title": title(finding.rule),
        "severity": finding.severity,
        "settings": finding.settings,
        "command": finding.shows,
        "expected": finding.expected,
        "arrived": finding.arrived,
        "says": finding.says,
        "where": shortened(finding.where, options.cwd),
        "line": sources.line(finding.where),
        "confirmed": f"{passed} of {of}" if of else "",
        "accepted": one.why if isinstance(one, Accepted) else "",
    }


# -- what the script lists ------------------------------------------------------------------------


def _data(audited: Sequence[Audited]) -> Markup:
    """Return the tries of all programs as JSON that ends no script and is no HTML."""
    strings = Strings()
    left = _TRIES
    programs = []
    for each in audited:
        if each.audit is None:
            continue
        own = told(each.audit, strings, most=left)
        left -= len(own["tries"])
        programs.append({"name": visible(each.name), **own})
    value = {"programs": programs, "strings": strings.all}
    text = json.dumps(value, separators=(",", ":"))
    for sign in "<>&\x7f":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704  nothing in it is a mark any more
