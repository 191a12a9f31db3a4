"""The article's twenty claims, each executed and judged.

A claim is taken apart into *statements* that are each so or not so.  What is seen is measured
(:class:`benchmarks.claims.look.Look`); whether a statement is so follows from the facts in a
function that runs nothing; the verdict follows from the statements by one rule, and so does on
which of them it hangs by little (:mod:`benchmarks.claims.statements`).
"""

import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.claims import libraries, markup, samples, tables
from benchmarks.claims.look import Came, Code, Facts, Look, NotMeasuredError, Records
from benchmarks.claims.statements import (
    NOT_EXECUTED,
    RULE,
    Statement,
    basis,
    hangs,
    verdict,
)
from benchmarks.paths import digest, files_below
from configbench.errors import ConfigbenchError, known_name

__all__ = [
    "RULE",
    "Claim",
    "Statement",
    "claims",
    "execute",
    "execute_all",
    "executed",
    "find",
    "hangs",
    "stored",
    "tables",
    "verdict",
]

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Claim:
    """A claim: its texts, how it is measured, and how the statements follow from the facts."""

    name: str
    text: str
    korean: str
    seen: str
    seen_ko: str
    terms_ko: Mapping[str, str]
    measure: Callable[[Look], Facts]
    judge: Callable[[Facts], dict[str, Statement]]


_CODE: Code = {**libraries.CLAIMS, **markup.CLAIMS, **samples.CLAIMS}


def claims() -> dict[str, Claim]:
    """Return all claims by name, C1 first."""
    texts = tomllib.loads((HERE / "claims.toml").read_text(encoding="utf-8"))
    return {
        name: Claim(
            name,
            texts[name]["claim"],
            texts[name]["korean"],
            texts[name]["seen"],
            texts[name]["seen_ko"],
            texts[name].get("terms_ko", {}),
            *_CODE[name],
        )
        for name in texts
    }


def find(name: str) -> Claim:
    """Return one claim.

    Raises
    ------
    UserError
        If there is none of this name.
    """
    known = claims()
    return known[known_name("claim", name, known)]


def execute(claim: Claim, results: Mapping[str, Any]) -> dict[str, Any]:
    """Execute one claim and return its entry of the results.

    Figures that a category measures are taken from ``results``; where they are missing, or a
    program of ours cannot run, the claim is *not executed*, with the reason.
    """
    look = Look(results)
    entry: dict[str, Any] = {
        "claim": claim.text,
        "korean": claim.korean,
        "reproduce": f"python -m benchmarks claim {claim.name}",
        "rule": RULE,
    }
    try:
        facts = claim.measure(look)
    except NotMeasuredError as error:
        seen = f"{error}; `{error.command}` measures it."
        seen_ko = f"아직 재지 않았다. 재는 명령: `{error.command}`."
    except ConfigbenchError as error:
        seen, seen_ko = str(error), f"실행하지 못했다: {error}"
    else:
        return {**entry, **_judged(claim, facts), "evidence": look.evidence}
    return {
        **entry,
        "verdict": NOT_EXECUTED,
        "seen": seen,
        "seen_ko": seen_ko,
        "statements": {},
        "evidence": look.evidence,
    }


def _judged(claim: Claim, facts: Facts) -> dict[str, Any]:
    """Return statements, verdict and sentences that follow from the facts; pure."""
    statements = claim.judge(facts)
    words = {key: told(value) for key, value in facts.items()}
    ours = replace(KOREAN, terms={**KOREAN.terms, **claim.terms_ko})
    korean = {key: told(value, ours) for key, value in facts.items()}
    return {
        "verdict": verdict(statements),
        "seen": claim.seen.format(**words),
        "seen_ko": claim.seen_ko.format(**korean),
        "statements": {text: each.so for text, each in statements.items()},
        "basis": {
            text: words_of
            for text, each in statements.items()
            if (words_of := basis(each))
        },
        "hangs": hangs(statements),
    }


@dataclass(frozen=True)
class Words:
    """The words of a language for facts that are no figures."""

    yes: str
    no: str
    none: str
    span: str
    records: str
    terms: Mapping[str, str] = field(default_factory=dict)


ENGLISH = Words(
    "yes",
    "no",
    "none",
    "{} to {}",
    "{whole} with every type, {otherwise} with other types, of {of}",
)
KOREAN = Words(
    "예",
    "아니요",
    "없음",
    "{}~{}",
    "(모두 {of}행: 타입까지 그대로인 것 {whole}, 타입이 바뀐 것 {otherwise})",
    {
        "equal": "값이 같음",
        "not equal": "값이 다름",
        # Outcomes, as the Korean report calls them.
        "type changed": "타입 바뀜",
        "wrong value": "틀린 값",
        "accepted": "오입력 허용",
        "late": "늦은 거부",
        "rejected": "잘못된 거부",
        "broken": "비정상 종료",
        "not used": "쓰지 않음",
        "unsupported": "지원하지 않음",
    },
)


def told(value: object, words: Words = ENGLISH) -> str:
    """Return a fact as it stands in a sentence.

    >>> told({"PyYAML": ["no", "on"], "OmegaConf": []})
    'PyYAML no, on; OmegaConf none'
    """
    if isinstance(value, bool):
        return words.yes if value else words.no
    if isinstance(value, Came):
        return f"{value.what} {told(value.outcome, words)}"
    if isinstance(value, Records):
        return words.records.format(**value._asdict())
    if isinstance(value, range):
        first, last = value.start, value.stop - 1
        return str(first) if first == last else words.span.format(first, last)
    if isinstance(value, dict):
        # Where items are lists of their own, a comma cannot part them as well.
        between = (
            "; " if any(isinstance(each, list) for each in value.values()) else ", "
        )
        return between.join(
            f"{words.terms.get(key, key)} {told(each, words)}"
            for key, each in value.items()
        )
    if isinstance(value, list | tuple):
        return ", ".join(told(each, words) for each in value) or words.none
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1000 else f"{value:.0f}"  # noqa: PLR2004  digits
    if value is None:
        return words.none
    return words.terms.get(str(value), str(value))


def fields(template: str) -> set[str]:
    """Return the facts that a sentence needs."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def executed(name: str, results: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Execute a claim, or a cell of a public table; return its name and its entry.

    Raises
    ------
    UserError
        If there is none of this name.
    """
    if "/" in name:
        cell = tables.find(name)
        return cell.name, tables.execute(cell)
    claim = find(name.upper())
    return claim.name, execute(claim, results)


def stored(results: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is published of claims and of cells of public tables, by name."""
    return {**results.get("claims", {}), **tables.stored(results)}


def execute_all(results: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each claim's name and entry."""
    for name, claim in claims().items():
        yield name, execute(claim, results)


def sha256() -> str:
    """Return a hash over everything that decides the verdicts, the figures of categories aside."""
    files = files_below(HERE)
    return digest((str(path.relative_to(HERE)), path.read_bytes()) for path in files)
