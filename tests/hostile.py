"""Hostile text: every class of it, and results that hold it wherever a text may be anything.

What a row, a library, a program or a data file says stands in results, and from there on pages, in
pictures and on terminals.  :data:`CLASSES` is the one list of what could act there.
"""

import functools
import itertools
import json
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from report import load
from report.escaping import visible
from report.load import Results

#: A script, as most tests have it.
SCRIPT = '<script>alert("x")</script>'

#: What could act somewhere, by the target and the way that it would.
CLASSES = {
    "html element": SCRIPT,
    "html image": "<img src=x onerror=alert(1)>",
    "html out of an attribute": '"><svg/onload=alert(1)>',
    "html out of a quote": "' onmouseover='alert(1)' x='",
    "html out of a bare attribute": "x onmouseover=alert(1)",
    "html out of a script": "</script><script>alert(1)</script>",
    "html out of a title": "</title></style></textarea></pre></summary></details>",
    "html comment": "<!-- x",
    "html comment's end": "--> ]]> --!> x",
    "html link": "<a href=javascript:alert(1)>x</a>",
    "html entity": "&lt;b&gt; &#60;i&#62; &amp;amp; &copy",
    "html section": "</section></table></main><h1>x</h1>",
    "html iframe": "<iframe srcdoc='<script>alert(1)</script>'>",
    "html in half a code": "``<img src=x onerror=alert(1)>",
    "html behind half a code": "`</details><b>",
    "html in codes": "a ` b <i> ``` <u>",
    "html in a comment": "--> <!-- <a href='javascript:x'>",
    "html in blocks": "</summary>\n\n<h1>\n\n    <pre>",
    "css": "</style><style>*{display:none}</style> url(https://evil.example)",
    "markdown link": "[x](https://evil.example/a)",
    "markdown link's end": "x](https://evil.example/b) [y",
    "markdown image": "![x](https://evil.example/c.png)",
    "markdown reference": "[x][y]\n\n[y]: https://evil.example/d\n\n[x]: https://evil.example",
    "markdown autolink": "<https://evil.example/e> <who@evil.example>",
    "bare address": "https://evil.example/f",
    "bare host": "www.evil.example/g",
    "bare ftp": "ftp://evil.example/h",
    "mail": "who@evil.example",
    "mailto": "mailto:who@evil.example xmpp:who@evil.example",
    "mention": "@who @org/team",
    "issue": "#12 who/what#13 GH-14 !15",
    "markdown emphasis": "*x* **y** _z_ __u__ ***v***",
    "markdown half a mark": "**",
    "markdown strike": "~~x~~ ~y~",
    "markdown backquote": "`",
    "markdown backquotes": "`` ` ```",
    "markdown code": "`x` <b>",
    "markdown fence": "```\nx\n```",
    "markdown tildes": "~~~\nx",
    "markdown heading": "# x",
    "markdown heading behind": "\n\n# x\n\nx\n===\n\ny\n---\n",
    "markdown quotation": "> x",
    "markdown list": "- x\n- y",
    "markdown plus": "+ x",
    "markdown star": "* x",
    "markdown number": "1. x",
    "markdown bracket": "2) x",
    "markdown task": "- [ ] x",
    "markdown rule": "---",
    "markdown stars": "* * *",
    "markdown underline": "===",
    "markdown cell": "x | y | z",
    "markdown cell escaped": "x \\| y \\\\| z",
    "markdown table": "\n\n| x | y |\n| --- | --- |\n| z | u |\n\n",
    "markdown footnote": "x[^1]\n\n[^1]: y",
    "markdown alert": "[!WARNING] x",
    "markdown formula": "$x$ $$y$$ $`z`$",
    "markdown backslash": "x\\",
    "markdown break": "x\\\ny  \nz",
    "markdown block": "\n\n<div>\n\n</div>\n\n",
    "markdown indented": "\n\n    x\n\n\ty\n",
    "markdown code in a link": "`x](https://evil.example/i)`",
    "template": "{{ 7 * 7 }} {% if x %} {# x #}",
    "format": "{} {0} {x} {x.y} {row!r} {",
    "percent": "%s %(x)s %n %",
    "rich": "[red]x[/red] [link=https://evil.example]y[/link] [/]",
    "rich half": "[/bold]",
    "escape": "\x1b[31mx\x1b[0m",
    "escape screen": "\x1b[2J\x1b[H\x1bc",
    "escape title": "\x1b]0;x\x07",
    "escape link": "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "escape clipboard": "\x1b]52;c;eA==\x07",
    "c1": "\x9b31mx \x9d0;y\x9c \x85z",
    "nul": "x\0y",
    "bell": "x\ay",
    "backspace": "no\b\byes",
    "carriage return": "fails\rpasses",
    "form feed": "x\fy\vz",
    "delete": "x\x7fy",
    "bidi": "x\u202egnp.exe\u202c",
    "bidi isolate": "x\u2066y\u2069\u2067z\u2069\u200f\u061c",
    "unseen": "x\u200by\u200cz\u2060u\xadv",
    "byte order": "\ufeffx",
    "separators": "x\u2028y\u2029z",
    "no character": "x\ufffey\uffffz\ufdd0",
    "no character above": "x\U0001fffey\U0010ffff",
    "tags": "x\U000e0001\U000e0041",
    "annotation": "x\ufff9y\ufffaz\ufffb",
    "csv formula": '=HYPERLINK("https://evil.example")',
    "csv plus": "+1+cmd|' /C calc'!A0",
    "csv minus": "-1+cmd|' /C calc'!A0",
    "csv at": "@SUM(1,1)",
    "csv tab": "\t=1+1",
    "csv line": 'x","y"\r\n=1',
    "scheme": "javascript:alert(1)",
    "scheme hidden": "java\tscript:alert(1)",
    "scheme data": "data:text/html,<script>alert(1)</script>",
    "scheme file": "file:///etc/passwd",
    "no scheme": "//evil.example/j",
    "address": 'https://l.evil.example/"><script>alert(1)</script>',
    "address of a cell": "https://k.evil.example/k|x)y(z`u",
    "path": "../../../x",
    "path absolute": "/etc/passwd",
    "prototype": "__proto__",
    "constructor": "constructor",
}  # fmt: skip

#: What no file of results holds: it is refused.
UNSTORED = {"half a pair": "x\ud800y\udfffz"}


def acts(text: str) -> list[str]:
    """Return the characters of a file that could act on a terminal or turn a line about."""
    return [
        each
        for each in text
        if (
            unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
            and each != "\n"
        )
        or ord(each) & 0xFFFE == 0xFFFE
        or "\ufdd0" <= each <= "\ufdef"
    ]


def plain(name: str) -> str:
    """Return a text in which nothing could act, as long as one of a class is once it is seen.

    No other class has it.
    Blanks, ends of lines and what parts names of cases stay where they are.
    """
    number, digits = [*CLASSES].index(name), ""
    for _ in range(4):
        number, digit = divmod(number, 4)
        digits += "qzxj"[digit]
    letters = itertools.cycle(digits)
    return "".join(
        each if each in " \t\n/.()" else next(letters)
        for each in visible(CLASSES[name])
    )


# -- in results -----------------------------------------------------------------------------------

#: What makes another text of a text, given a path (``adapters.*.title``).
Change = Callable[[str, str], str]


def spoilt(results: Results, *rows: str) -> Results:
    """Return results of some rows in which every text that may be anything ends in a script.

    Titles, causes and cases do, too.
    """
    made: Results = changed(of_rows(results, rows), lambda text, _: f"{text}{SCRIPT}*")
    return made


def of_rows(results: Results, rows: Iterable[str], most: int | None = None) -> Results:
    """Return results of some rows, with so many cells of each category."""
    kept = [*rows]
    made: Results = {
        **results,
        "adapters": {name: results["adapters"][name] for name in kept},
        "cells": {
            category: {
                name: dict([*row.items()][:most])
                for name, row in by_row.items()
                if name in kept
            }
            for category, by_row in results["cells"].items()
        },
    }
    if "parties" in results:
        told = results["parties"]
        made["parties"] = {name: told[name] for name in kept if name in told}
    if "elsewhere" in results:
        made["elsewhere"] = {
            version: of_rows(other, [n for n in kept if n in other["adapters"]], most)
            for version, other in results["elsewhere"].items()
        }
    return made


def changed(value: Any, change: Change, *, keys: bool = True, path: str = "") -> Any:
    """Return stored facts of which every text is another, but for those of a fixed form.

    Where ``keys`` is so, what dictionaries have by text is called otherwise, too: cases, causes,
    statements, files.
    """
    again = functools.partial(changed, change=change, keys=keys)
    match value:
        case str():
            return _fitting(value, change(value, path), path)
        case list():
            return [again(each, path=f"{path}[]") for each in value]
        case dict():
            named = _named(path)
            return {
                (
                    change(key, f"{path}.KEY") if keys and named == "text" else key
                ): again(each, path=f"{path}.{'*' if named else key}".lstrip("."))
                for key, each in value.items()
            }
        case _:
            return value


#: Dictionaries whose keys are names: of rows, categories, versions.
_NAMES = re.compile(
    r"((elsewhere|earlier)\.\*\.)?(adapters|cells|cells\.\*|parties|rows|units|elsewhere|tables"
    r"|claims|earlier|replications|hours\.rows(\.\*)?)"
    r"|tables\.\*\.(libraries|cells)"
)
#: And those whose keys are texts.
_TEXTS = re.compile(
    r"((elsewhere|earlier)\.\*\.)?(cells\.\*\.\*|causes|categories\[\]\.cases"
    r"|cells\.\*\.\*\.\*\.files|adapters\.\*\.distributions|alive\.distributions)"
    r"|replications\.\*\.cells\.unmeasured"
    r"|tables\.\*\.(statements|cells\.\*|left|libraries\.\*\.releases)"
    r"|(tables\.\*\.cells\.\*\.\*|claims\.\*)(\.then)?\.(statements|basis|hangs)"
)

#: What is looked up by ours in a dictionary of cases, or is one for all.
OWN_CASES = re.compile(r"all|default|run|hot_loop|where|total|\w+/\d+|.*/config")


def _named(path: str) -> str:
    """Return what the keys of a dictionary are: names, texts, or (nothing) words of ours."""
    if _NAMES.fullmatch(path):
        return "name"
    return "text" if _TEXTS.fullmatch(path) else ""


#: The page behind the reason of a gap.
_PAGE = re.compile(r"\s*\(https?://[^\s()]+\)$")

#: Facts that are words of the suite's own, or lead to a file or to another fact.
_KEPT = re.compile(
    r"(.*\.)?(created|sha256|commit|variant_of|ties(\[\])?|twin_of)"
    r"|((elsewhere|earlier|replications)\.\*\.)?"
    r"(machine\.python|versions\..*|units\..*|interrupted\..*|hours\..*)"
    r"|((elsewhere|earlier)\.\*\.)?categories\[\]\.(name|environment)"
    r"|replications\.\*\.(made|compared|suite|ratios\[\]\.(row|case)"
    r"|cells\.differ\[\]\.(cell|published|found))|renewed\..*"
    r"|alive\.(asked|distributions\.\*\.(measured_)?released)|parties\.\*\.pieces\[\]\.file"
    r"|adapters\.\*\.said\.(reviewed_at|objections\[\]\.cell)"  # a day, a pattern
)


def _fitting(old: str, new: str, path: str) -> str:
    """Return the new text, as far as a text of that place can be so."""
    key = path.rpartition(".")[2].removesuffix("[]")
    if old in _words().get(key, ()):
        return old
    if key == "calls":
        what, colon, call = old.partition(": ")
        return f"{what}{colon}{_fitting(call, new, '')}"
    if _KEPT.fullmatch(path):
        return old
    if key in {"unsupported", "not_used"} and (page := _PAGE.search(old)):
        # As declarations have it, the page behind the reason: in the report it is a link.
        return new.replace(page[0], "", 1) + page[0]
    if key == "question":
        return f"{new.rstrip('?')}?"
    if key in {
        "documentation",
        "documented",
        "page",
        "source",
        "at",
    } and old.startswith("http"):
        # As the schema has it: an address of the network without blanks.
        return f"{old}{''.join(new.split())[-60:]}"
    if key == "cell" and "/" not in new:
        return f"x/{new}"
    return new or old


@functools.cache
def _words() -> dict[str, set[str]]:
    """Return the words that the schema lets a fact be, by its name; other facts may be so."""
    found: dict[str, set[str]] = {"arrival": set(), "attempt_outcome": set()}

    def note(schema: Any) -> None:
        if isinstance(schema, dict):
            for name, of in schema.get("properties", {}).items():
                if isinstance(of, dict) and "enum" in of:
                    found.setdefault(name, set()).update(map(str, of["enum"]))
                elif isinstance(of, dict) and "$ref" in of and "verdict" in of["$ref"]:
                    found.setdefault(name, set())
            for each in schema.values():
                note(each)
        elif isinstance(schema, list):
            for each in schema:
                note(each)

    note(json.loads(load.SCHEMA.read_text("utf-8")))
    for key in ("arrival", "attempt_outcome"):
        found[key] |= found["outcome"]
    return found


@dataclass
class Rotated:
    """What puts into each text the class of its turn; in some turn or other each text has each.

    Equal texts become equal ones, and an address of a case what the case becomes.

    Attributes
    ----------
    results
        From which it takes what rows and categories are called.
    turn
        Which one of as many turns as there are classes.
    manner
        Where it stands: ``behind`` a text, ``before`` it, or ``instead`` of it.
    harmless
        Whether it is that class, or a text of the same form in which nothing acts.
    tried
        What was put where: path and class.
    """

    results: Results
    turn: int
    manner: str
    harmless: bool = False
    tried: set[tuple[str, str]] = field(default_factory=set)

    def __call__(self, text: str, path: str) -> str:
        """Return the other text."""
        key = path.endswith(".KEY")
        place = self._lead.match(text)
        rest = text[place.end() :] if place else text
        if OWN_CASES.fullmatch(rest) and (key or rest != text):
            return text
        names = list(CLASSES)
        name = names[
            (zlib.crc32(rest.encode("utf-8", "replace")) + self.turn) % len(names)
        ]
        said = plain(name) if self.harmless else CLASSES[name]
        if path.endswith(".documentation[]") and CLASSES[name].startswith("https://"):
            return text  # of whoever writes a row: what is no address is no link
        self.tried.add((path, name))
        if key or rest != text or self.manner == "behind":
            return f"{text}{said}"
        return f"{said} {text}" if self.manner == "before" else said

    @functools.cached_property
    def _lead(self) -> re.Pattern[str]:
        categories, rows = (
            "|".join(map(re.escape, self.results[key])) for key in ("cells", "adapters")
        )
        return re.compile(f"(({categories})/)?(({rows})/)?")
