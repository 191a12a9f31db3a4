"""Results grown to what a full suite gives: new families, new axes, every outcome, odd texts."""

import copy
import itertools
import random
from typing import Any

from report.load import Results

OUTCOMES = (
    "right", "right", "right", "right", "retyped", "silent", "late", "loud", "unsupported",
    "broken", "skipped",
)  # fmt: skip

#: Texts that end elements, scripts, tables and strings where nothing is escaped.
ODD = (
    "</script><script>alert(1)</script>", "<b>&amp;", "a | b", "`tick`", "日本語 \u2028 \x00",
    '"quoted" \'twice\'', "two\nlines",
)  # fmt: skip


def grown(results: Results, count: int) -> Results:
    """Return a copy with ``count`` more cells, spread over rows, families and new axes."""
    made: Results = copy.deepcopy(results)
    chance = random.Random(8)
    names = list(made["adapters"])
    made["causes"]["a_cause"] = (
        "It is so, and here is why, in a sentence of usual length."
    )
    for number, name in zip(range(count), itertools.cycle(names), strict=False):
        axis, case = _place(number // len(names))
        cell = _cell(chance, axis, name, case, number)
        made.setdefault(axis, {}).setdefault(name, {})[case] = cell
    made["claims"] = {
        f"C{number}": {
            "claim": f"It is said that {odd}.",
            "korean": "그렇다고 한다.",
            "verdict": "holds partly",
            "seen": f"Seen: {odd}.",
            "seen_ko": "보았다.",
            "reproduce": f"python -m benchmarks claim C{number}",
            "rule": "holds if every statement is so",
            "statements": {"it is so": True, odd: False},
            "evidence": [{"command": "python x", "says": odd}],
        }
        for number, odd in enumerate(ODD, 1)
    }
    return made


def _place(number: int) -> tuple[str, str]:
    """Return the axis and the case of a number: most are values that make a round trip."""
    kind = number % 10
    if kind == 0:
        return "safety", f"yaml_tag_{number}"
    if kind == 1:
        return "ranks", f"torchrun_{number}"
    if kind == 2:
        return "overrides", f"further_task_{number}"
    return "roundtrip", f"values/{('int', 'float', 'str')[number % 3]}/case_{number}"


def _cell(
    chance: random.Random, axis: str, name: str, case: str, number: int
) -> dict[str, Any]:
    outcome = chance.choice(OUTCOMES)
    odd = ODD[number % len(ODD)]
    asked = f"{chance.random()!r} {odd}"
    cell: dict[str, Any] = {
        "outcome": outcome,
        "by": chance.choice(["library", "hand"]),
        "reproduce": f"python -m benchmarks reproduce {axis}/{name}/{case}",
        "detail": f"arrived as {asked}, not as it was asked for",
        "command": f"python adapters/{name}/train.py --run-name '{chance.random()} {odd}'",
        "asked": asked,
        "arrival": outcome,
        "arrived": asked[::-1],
        "came_back": None if number % 3 else asked,
        ("file" if number % 4 else "bytes"): f"run_name: {chance.random()!r} {odd}",
        "setting": "run_name",
        "unheard_of": {"deep": [{"deeper": [1, 2.5, None, True]}], "text": odd},
    }
    if axis == "safety":
        cell["safety"] = chance.choice(["refused", "harmless", "executed", "hung"])
    if outcome in {"silent", "late", "retyped", "broken"}:
        cell["cause"] = "a_cause"
    if outcome == "unsupported":
        cell |= {"attempt_outcome": "silent", "page": "https://example.org/page"}
    return cell
