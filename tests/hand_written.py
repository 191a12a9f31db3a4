"""What people wrote of the rows, and what in it would be a result that only cells may tell."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.paths import ROOT

#: Pages, and templates of pages, written by hand.  Decisions and the changelog tell what was so on
#: their day; the guides' reasons and wishes are evaluated by ``test_guides.py``.
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/clusters.md",
    "docs/article/README.md",
    "report/templates/**/*.j2",
)

#: Files of which some texts are sentences.
TABLES = (
    "report/words.toml",
    "adapters/causes.toml",
    "adapters/*/adapter.toml",
    "benchmarks/claims/tables/*.toml",
)

#: Files of which only reasons are sentences: the rest is typed.
REASONS = (
    "adapters/*/overrides.toml",
    "adapters/*/sweeps.toml",
    "adapters/*/features/gaps.toml",
)

#: What in them is no sentence but code, an address, or a cell.
NO_PROSE = {
    "cell", "cells", "documentation", "documented", "line", "must", "record", "spelling", "text",
    "without",
}  # fmt: skip

_UNIT = (
    "%|(?:ms|ns|MiB|MB|GB|times|lines?|rows?|cells?|cases?|modules?|librar(?:y|ies))\\b"
)
_CAME_OUT = (
    "(?:right|wrong|wrongly|refused|rejected|accepted|late|crashed|overwritten|lost|faster|slower"
    "|quicker|longer|shorter|larger|smaller)\\b"
)
_DOES = (
    "(?:is|are|do|does|has|have|takes?|saves?|refuses?|rejects?|accepts?|loses?|needs?)"
)

#: A figure of an outcome, a size or a time; and how many rows are so.
RESULT = re.compile(
    rf"\d[\d.,]*\s*(?:of\s+(?:the\s+)?\d+|{_UNIT}|{_CAME_OUT})"
    r"|\b(?:most|few|fewest|half of the|(?<!how )many|several"
    r"|the (?:best|worst|fastest|slowest|largest|smallest)) (?:rows?|librar(?:y|ies))\b[^.]{0,30}"
    rf"|\b(?:all|no|every|none of the|only one) (?:rows?|librar(?:y|ies)) {_DOES}\b[^.]{{0,20}}",
    re.IGNORECASE,
)

#: A setting with its value, as a person types it.
TYPED = re.compile(r"(?<![\w/-])--[\w.-]+=[^\s,;`|)']+")


class Said(NamedTuple):
    """A text and where it stands."""

    file: str
    text: str


def said() -> Iterator[Said]:
    """Yield every page and sentence."""
    for path in _found(PAGES):
        yield Said(str(path.relative_to(ROOT)), prose(path.read_text(encoding="utf-8")))
    for path in _found(TABLES):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for text in sentences(table):
            yield Said(str(path.relative_to(ROOT)), text)
    for path in _found(REASONS):
        for text in reasons(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield Said(str(path.relative_to(ROOT)), text)


def _found(patterns: tuple[str, ...]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def prose(page: str) -> str:
    """Return a page in one line, without its code and what a template puts in."""
    for left_out in (
        r"```.*?```",
        r"(?m:^ {4,}\S[^\n]*$)",
        r"<!--.*?-->",
        r"\{[{%#].*?[}%#]\}",
        r"`[^`]*`",
    ):
        page = re.sub(left_out, "…", page, flags=re.DOTALL)
    return " ".join(page.split())


def sentences(value: Any) -> Iterator[str]:
    """Yield every sentence of a table; of ``deviations`` and objections, ``text`` is one."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, list):
        for each in value:
            yield from sentences(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            told = key not in NO_PROSE or (key == "text" and "without" not in value)
            if told:
                yield from sentences(each)


def reasons(value: Any) -> Iterator[str]:
    """Yield every reason of a table."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "reason":
                yield from sentences(each)
            else:
                yield from reasons(each)
    elif isinstance(value, list):
        for each in value:
            yield from reasons(each)


def results(text: str) -> list[str]:
    """Return what of a text states a result."""
    return [" ".join(each[0].split()) for each in RESULT.finditer(text)]
