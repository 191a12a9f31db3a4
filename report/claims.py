"""``claims.md``: the article's claims and public tables, each executed: verdicts and evidence."""

from collections import Counter
from typing import Any

from markupsafe import Markup

from report import rendering, tables, words
from report.load import Results

#: The page, in the folder of the report.
PAGE = "claims.md"

#: What evidence may be: a command that was run, a program that was read, a cell of the results.
_KINDS = ("command", "program", "cell")

#: Characters of an output that the page shows; the rest is a command away.
_SHOWN = 300


def page(results: Results) -> str:
    """Return the page, or nothing where neither a claim nor a table was executed."""
    if not executed(results):
        return ""
    claims, public = results.get("claims", {}), results.get("tables", {})
    return rendering.markdown(
        "claims.md.j2",
        words=words.words(),
        claims=claims,
        counted=counted(claims),
        hanging=hanging,
        based=based,
        evidence=_evidence,
        shown=tables.shown,
        tables={name: tables.Page(table) for name, table in public.items()},
    )


def executed(results: Results) -> bool:
    """Whether there is anything to tell."""
    return bool(results.get("claims") or results.get("tables"))


def sentence(results: Results) -> Markup:
    """Return how many claims and cells of tables came out how, with a link; or nothing."""
    if not executed(results):
        return Markup()
    claims, public = results.get("claims", {}), results.get("tables", {})
    verdicts = Counter(
        each.cell["verdict"]
        for table in public.values()
        for each in tables.tabled(table)
    )
    return rendering.phrase(
        "claims",
        page=PAGE,
        claims=len(claims),
        of_claims=counted(claims),
        tables=len(public),
        cells=verdicts.total(),
        of_tables=_counted(verdicts),
    )


def counted(claims: dict[str, Any]) -> str:
    """Return how many claims got which verdict: ``holds: 5, holds partly: 12``."""
    return _counted(Counter(each["verdict"] for each in claims.values()))


def _counted(verdicts: Counter[str]) -> str:
    said = words.words()["verdicts"]
    named = {said.get(verdict, verdict): count for verdict, count in verdicts.items()}
    return ", ".join(f"{verdict}: {named[verdict]}" for verdict in sorted(named))


def hanging(claim: dict[str, Any], phrase: str = "; hangs on {}") -> str:
    """Return on what little a verdict hangs, each once; or nothing."""
    little = dict.fromkeys(claim.get("hangs", {}).values())
    return phrase.format("; ".join(little)) if little else ""


def based(claim: dict[str, Any], statement: str) -> str:
    """Return by how much a statement is so or not, and what it rests on; or nothing."""
    told = claim.get("basis", {}).get(statement)
    return f" ({told})" if told else ""


def _evidence(claim: dict[str, Any]) -> list[dict[str, str]]:
    """Return what was run or read, where, and what it said, cut."""
    return [
        {
            "what": next(each[kind] for kind in _KINDS if kind in each),
            "where": each.get("where", ""),
            "says": tables.cut(each["says"], _SHOWN),
        }
        for each in claim["evidence"]
    ]
