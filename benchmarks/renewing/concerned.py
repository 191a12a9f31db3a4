"""Which units are concerned by what has moved since they were measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks import state
from benchmarks.category import Category
from benchmarks.measuring import Choice
from benchmarks.registry import CONTROL_NAME, Adapter


@dataclass(frozen=True)
class Concerned:
    """A unit that is to be measured again.

    Attributes
    ----------
    category, row
        Which.
    why
        What has moved, in words that stand behind its name.
    timed
        Whether its category measures time, of all rows together.
    python
        The version of its interpreter; empty for the harness's own.
    """

    category: str
    row: str
    why: str
    timed: bool = False
    python: str = ""


def concerned(content: Mapping[str, Any], choice: Choice) -> Iterator[Concerned]:
    """Yield the units of a choice that are not of the tree as it is now.

    Parameters
    ----------
    content
        The stored results of its interpreter.
    choice
        What is looked at.
    """
    python = "" if choice.interpreter.own else choice.interpreter.version
    for category in choice.categories:
        timed = category.timed
        control = content["units"].get(f"{category.name}/{CONTROL_NAME}", {})
        for row in choice.adapters:
            account = content["units"].get(f"{category.name}/{row.name}")
            if why := _moved(account, *_now(category, row)):
                yield Concerned(category.name, row.name, why, timed, python)
            elif timed and account and control.get("created") != account["created"]:
                why = "timed in another run than the control"
                yield Concerned(category.name, row.name, why, timed, python)


def _now(category: Category, row: Adapter) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the hashes of a unit of today's tree, and the releases that it would have."""
    hashes = {"sha256": category.sha256(row)}
    hashes |= state.of(category.placed(row).environment)
    return hashes, category.versions(row)


def _moved(
    account: Mapping[str, Any] | None,
    now: Mapping[str, str],
    versions: Mapping[str, Any],
) -> str:
    """Return what has moved since a unit was measured; nothing where nothing has; pure."""
    if account is None:
        return "not measured yet"
    if account.get("fast"):
        return "measured coarsely, with --fast"
    found = []
    if account["sha256"] != now["sha256"]:
        found.append("its files have changed")
    if "suite" not in account:
        found.append("it is not stored by which suite it was measured")
    elif account["suite"] != now["suite"]:
        found.append("the suite has changed")
    if account.get("locks", now.get("locks")) != now.get("locks"):
        found.append(_releases(account["versions"], versions))
    return "; ".join(found)


def _releases(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Return which releases of a row have moved; what moved below them has no name here."""
    moved = [
        f"{name} {then[name] or 'absent'} → {now[name] or 'absent'}"
        for name in then
        if name in now and then[name] != now[name]
    ]
    return ", ".join(moved) or "what its library needs has moved"
