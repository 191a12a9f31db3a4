"""The section on the article's claims: the claim, what was seen, the verdict, the command."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from report.load import Results
from report.text import inline

#: What evidence may be: a command that was run, a program that was read, a cell of the results.
_KINDS = ("command", "program", "cell")

#: Characters of an output that the page shows; the rest is a command away.
_SHOWN = 300


def section(results: Results) -> str:
    """Return the section, or nothing where no claim was executed."""
    claims = results.get("claims", {})
    if not claims:
        return ""
    rule = next(iter(claims.values()))["rule"]
    return "\n".join(
        [
            "## The article's claims, executed",
            "",
            "The project grew out of a Korean article on Hydra. It says what many believe; each of "
            "its claims was taken apart into statements that are so or not so, and executed. "
            f"Rule: a claim {rule}. {counted(claims)}.",
            "",
            "A verdict *hangs* on a statement if it would be another one were that statement "
            "otherwise, and the statement turns with a difference of one, or rests on words that "
            "people chose (a label, the way a row was written), or on less than the claim says. "
            "Then the table says on what.",
            "",
            "| | claim | verdict | what was seen |",
            "| --- | --- | --- | --- |",
            *(
                f"| {name} | {cell(each['claim'])} | **{each['verdict']}**{cell(hanging(each))} "
                f"| {cell(each['seen'])} |"
                for name, each in claims.items()
            ),
            "",
            "Execute one: `python -m benchmarks claim NAME`, for instance "
            f"`{next(iter(claims.values()))['reproduce']}`.",
            "",
            "<details><summary>Statements and evidence of each claim</summary>",
            "",
            *(line for name, each in claims.items() for line in _evidence(name, each)),
            "</details>",
            "",
        ]
    )


def counted(claims: dict[str, Any]) -> str:
    """Return how many claims got which verdict: ``holds: 5, holds partly: 12``."""
    verdicts = Counter(each["verdict"] for each in claims.values())
    return ", ".join(f"{verdict}: {verdicts[verdict]}" for verdict in sorted(verdicts))


def hanging(claim: dict[str, Any], phrase: str = "; hangs on {}") -> str:
    """Return on what little a verdict hangs, each once; or nothing."""
    little = dict.fromkeys(claim.get("hangs", {}).values())
    return phrase.format("; ".join(little)) if little else ""


def based(claim: dict[str, Any], statement: str) -> str:
    """Return by how much a statement is so or not, and what it rests on; or nothing."""
    told = claim.get("basis", {}).get(statement)
    return f" ({told})" if told else ""


def _evidence(name: str, claim: dict[str, Any]) -> Iterator[str]:
    yield f"**{name}: {cell(claim['claim'])}** `{claim['reproduce']}`"
    yield ""
    for statement, so in claim["statements"].items():
        yield f"* {'so' if so else '*not so*'}: {cell(statement + based(claim, statement))}"
    for each in claim["evidence"]:
        what = next(each[kind] for kind in _KINDS if kind in each)
        said = " ".join(each["says"].split())
        more = " …" if len(said) > _SHOWN else ""
        where = f", in {cell(each['where'])}" if "where" in each else ""
        yield f"* {inline(what)}{where}: {cell(said[:_SHOWN])}{more}"
    yield ""


def cell(text: str) -> str:
    """Return text that survives in a table's cell and in Markdown: ``${x}`` and ``*`` too."""
    for mark in ("\\", "|", "*", "_", "<", "$"):
        text = text.replace(mark, "&lt;" if mark == "<" else f"\\{mark}")
    return " ".join(text.split())
