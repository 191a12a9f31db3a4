"""Hostile text in every field that reaches a page: ``python -m tests.hostile_pages [TURNS]``.

The report is written from results into which :mod:`tests.hostile` was put, as ``python -m report``
would, and once more with harmless text of the same form.  What one of the two has and the other has
not - an element, an attribute, where a link leads - came from a text: there may be nothing.
Markdown is read by GitHub's own parser (cmark-gfm), HTML and pictures by Python's.
"""

import contextlib
import copy
import io
import json
import lzma
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import cmarkgfm
from cmarkgfm.cmark import Options

from benchmarks.renewing import earlier
from report import cells, load, packing, terminal
from report.__main__ import files
from report.escaping import visible
from report.load import Results
from tests.hostile import CLASSES, Rotated, acts, changed, of_rows, plain

#: Rows of which the pages tell most: pieces, gaps, objections, another that is a variant.
ROWS = ("argparse", "argparse_strict", "hydra")

MANNERS = ("behind", "before", "instead")

#: What is an address of the network, or would be something else that a browser follows.
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.\s-]*:|//|\\)", re.IGNORECASE)

#: Attributes whose value is an address.
_ADDRESSES = {
    "href",
    "src",
    "action",
    "data",
    "srcset",
    "xlink:href",
    "formaction",
    "poster",
}

#: Attributes of which the value is part of the form.
_FORM = {"class", "type", "role", "rel", "lang", "scope", "loading"}


#: What is read of each class of hostile text, and of the harmless one in its place.
_READ = {
    name: (" ".join(visible(said).split()), " ".join(plain(name).split()))
    for name, said in CLASSES.items()
}

#: Those of which the harmless text is found in no other's, and which are read as they stand:
#: backquotes in pairs are code, addresses are written by their bytes.
_TOLD_APART = {
    name: (seen, words)
    for name, (seen, words) in _READ.items()
    if len(words) >= 8
    and "`" not in seen
    and not seen.startswith("https:")
    and sum(words in other for _, other in _READ.values()) == 1
}


@dataclass
class Form(HTMLParser):
    """What a page consists of, whatever it says: elements, attributes, where links lead."""

    parts: Counter[str] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._linked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element and what it has."""
        if tag in {"br", "p"}:
            self.texts.append(" ")
        if tag not in {"code", "br", "i", "wbr"}:
            self.parts[f"<{tag}>"] += 1
        for name, value in attrs:
            self.parts[f"<{tag} {name}>"] += tag != "i"
            if name in _ADDRESSES:
                self.parts[f"<{tag} {name}={leads(value or '')}>"] += 1
            elif name in _FORM:
                self.parts[f"<{tag} {name}={value}>"] += tag != "i"

        self._linked |= tag == "a"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element without content."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a link."""
        self._linked &= tag != "a"

    def handle_comment(self, data: str) -> None:
        """Count a comment that says something."""
        if data.strip():
            self.parts["comment"] += 1

    def handle_decl(self, decl: str) -> None:
        """Count a declaration."""
        self.parts[f"<!{decl}>"] += 1

    def handle_pi(self, data: str) -> None:
        """Count a processing instruction."""
        del data
        self.parts["<?>"] += 1

    def handle_data(self, data: str) -> None:
        """Keep a text; what is a whole address is written as such."""
        if not (self._linked and data.startswith("https://")):
            self.texts.append(data)

    @property
    def text(self) -> str:
        """What is read."""
        return " ".join("".join(self.texts).split())


def leads(address: str) -> str:
    """Return where an address leads: to another page of ours, or whither in the network."""
    if found := re.match(r"https://[\w.:-]+", address):
        return found[0]
    return f"elsewhere ({address})" if _SCHEME.match(address) else "ours"


def html(text: str) -> Form:
    """Return the form of a page in HTML."""
    form = Form()
    form.feed(text)
    form.close()
    return form


def rendered(markdown: str) -> str:
    """Return Markdown as GitHub renders it, HTML left in."""
    made: str = cmarkgfm.github_flavored_markdown_to_html(
        markdown, Options.CMARK_OPT_UNSAFE
    )
    return made


def markdown(text: str) -> Form:
    """Return the form of a page in Markdown."""
    return html(rendered(text))


def picture(text: str) -> Form:
    """Return the form of a picture."""
    form = Form()
    for each in ET.fromstring(text).iter():  # noqa: S314  ours, or what is to be found out
        tag = each.tag.rpartition("}")[2]
        # How many lines and marks there are, the texts tell by their length.
        form.parts[f"<{tag}>"] = 1
        form.parts |= Counter({f"<{tag} {name}>": 1 for name in each.attrib})
        if tag == "style":
            form.parts["rules"] += (each.text or "").count("}")
        elif each.text:
            form.texts.append(each.text)
    return form


def script(text: str) -> Form:
    """Return the form of facts that a page loads: where they lead."""
    form = Form()

    def walk(value: Any, key: str) -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                walk(name, "")
                walk(each, name)
        elif isinstance(value, list):
            for each in value:
                walk(each, key)
        elif isinstance(value, str):
            form.parts["acting character"] += len([c for c in acts(value) if c != "\t"])
            form.texts.append(value)
            if key in {"href", "documented", "page", "at"} and value:
                form.parts[f"leads {leads(value)}"] += 1

    held = packing.held(text)
    assert held is not None
    if held[0].startswith("pages/"):
        for part in held[1].values():
            form.parts += html(part).parts
    walk(held[1], "")
    form.parts += Counter()
    return form


READERS: dict[str, Callable[[str], Form]] = {
    ".md": markdown, ".html": html, ".svg": picture, ".js": script,
}  # fmt: skip


@dataclass
class Examined:
    """What was found: a line for each thing that came from a text, and what was tried."""

    found: Counter[str] = field(default_factory=Counter)
    tried: set[tuple[str, str]] = field(default_factory=set)
    pages: int = 0

    def page(self, name: str, hostile: str, harmless: str) -> None:
        """Compare two forms of a page."""
        self.pages += 1
        if bad := acts(hostile.replace("\t", "")):
            self.found[f"{kind(name)}: acting character {bad[0]!a}"] += len(bad)
        suffix = Path(name).suffix
        if suffix == ".js" and "/data/" not in name:
            return
        try:
            one, other = READERS[suffix](hostile), READERS[suffix](harmless)
        except ET.ParseError as error:
            self.found[f"{kind(name)}: ill-formed: {error.msg}"] += 1
            return
        for part in one.parts | other.parts:
            if more := one.parts[part] - other.parts[part]:
                what = "more" if more > 0 else "lost"
                self.found[f"{kind(name)}: {what} {part}"] += abs(more)
        if suffix in {".md", ".html"}:
            self._read(name, one.text, other.text)

    def _read(self, name: str, hostile: str, harmless: str) -> None:
        """Compare how often each text is read whole."""
        for seen, words in _TOLD_APART.values():
            if (missing := harmless.count(words) - hostile.count(seen)) > 0:
                self.found[f"{kind(name)}: not read: {seen}"] += missing


def kind(name: str) -> str:
    """Return what page it is: of a row, a category, or itself."""
    return re.sub(r"(cells|rows|row|pages)([/-])[\w.]+?(\.\w+)$", r"\1\2*\3", name)


def made(
    folder: Path, results: Results, change: Rotated, *, keys: bool
) -> dict[str, str]:
    """Return the report of changed results, read as they lie on disk; and what a terminal shows."""
    other = changed(results, change, keys=keys)
    kept = other.pop("earlier")
    beside = {
        "parties": {"rows": other.pop("parties")},
        "alive": other.pop("alive"),
        "hours": other.pop("hours"),
        **({"renewed": renewed} if (renewed := other.pop("renewed")) else {}),
        **{
            f"replications/{name}": each
            for name, each in other.pop("replications").items()
        },
        **{
            f"interpreters/{name}": each
            for name, each in other.pop("elsewhere").items()
        },
        "changelogs": {"libraries": other.pop("changelogs")},
        **{f"matrix/{name}": each for name, each in other.pop("matrix").items()},
    }
    for name, content in {"results": other, **beside}.items():
        path = folder / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), "utf-8")
    for name, content in kept.items():
        path = folder / load.HISTORY / f"{name}{load.PACKED}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(lzma.compress(json.dumps(content).encode()))
    read = load.whole(folder)
    wanted = files(read)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        terminal.show(read, fitted=False)
    return {**wanted, "terminal": shown.getvalue()}


def examine(results: Results, turn: int, manner: str, done: Examined) -> None:
    """Write the report with hostile and with harmless text, and compare all pages."""
    both = []
    for harmless in (False, True):
        change = Rotated(results, turn, manner, harmless, done.tried)
        with tempfile.TemporaryDirectory() as folder:
            both.append(made(Path(folder), results, change, keys=turn % 2 == 0))
    hostile, harmless_ = both
    for name in sorted(hostile.keys() ^ harmless_.keys()):
        done.found[f"{name}: not of both"] += 1
    if bad := acts(hostile["terminal"]):
        done.found[f"terminal: acting character {bad[0]!a}"] += len(bad)
    for name in sorted(hostile.keys() & harmless_.keys() - {"terminal"}):
        if Path(name).suffix in READERS:
            done.page(name, hostile[name], harmless_[name])


def some(results: Results, most: int, rows: Sequence[str] = ROWS) -> Results:
    """Return results of the rows that are tried, with so many cells of each category."""
    made = of_rows(results, rows, most)
    made["alive"]["distributions"] = dict([*made["alive"]["distributions"].items()][:6])
    made["replications"] = {"sent": replicated(made)}
    made["earlier"] = {"2025-01-01": earlier.kept(_before(made))}
    return made


def _before(results: Results) -> Results:
    """Return results as they may have been: other releases, and no cell right."""
    old = copy.deepcopy(results)
    old["versions"] = dict.fromkeys(old["versions"], "0.1")
    for *_, cell in cells.every(old):
        cell["outcome"] = "rejected"
    return old


def replicated(results: Results) -> dict[str, Any]:
    """Return what somebody sends who found everything otherwise."""
    far = {"median": 2.0, "low": 1.0, "high": 3.0}
    near = dict.fromkeys(far, 1.0)
    return {
        "replication": 1,
        "made": results["created"],
        "machine": results["machine"],
        "versions": results["versions"],
        "suite": "0" * 64,
        "compared": results["created"],
        "part": {"drawn": 1, "of": 2, "seed": None},
        "seconds": 1,
        "cells": {
            "same": 0,
            "differ": [
                {
                    "cell": "safety/hydra/x",
                    "published": "right",
                    "found": "late",
                    "detail": "what it said",
                    "steady": True,
                    "why": ["another release"],
                }
            ],
            "unmeasured": {"a full disk": 1},
        },
        "ratios": [
            {"row": "hydra", "case": "default", "published": near, "found": far}
        ],
    }


def main(turns: int) -> int:
    """Try some turns in each manner; print what was tried and what was found."""
    results = some(load.whole(load.HERE), 60)
    done = Examined()
    for turn in range(turns):
        for manner in MANNERS:
            try:
                examine(results, turn * len(CLASSES) // turns, manner, done)
            except Exception as error:  # noqa: BLE001  what a report dies of is found, too
                done.found[f"no report: {type(error).__name__}: {error}"[:200]] += 1
    fields = {path for path, _ in done.tried}
    print(
        f"{len(fields)} fields, {len(CLASSES)} classes of text: {len(done.tried):,} pairs",
        end="",
    )
    print(f" on {done.pages} pages")
    for what, count in done.found.most_common():
        print(f"{count:6} {what.encode('ascii', 'backslashreplace').decode()}")
    print(f"elements, links, escapes that were not ours: {done.found.total()}")
    return bool(done.found)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 1))
