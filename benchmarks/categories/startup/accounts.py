"""What the marks and imports of one start tell: where its time went, and whose it was; pure."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from packaging.utils import canonicalize_name

from benchmarks.categories.startup.marking import MARK
from benchmarks.errors import ProgramError

#: How many of the dearest imports are kept.
DEAREST = 10

#: What modules belong to that a program looks for and that are not installed.
NOWHERE = "not installed"

_IMPORT = re.compile(r"import time:\s*(\d+) \|\s*(\d+) \|\s*(\S+)")
_MARKED = re.compile(rf"{MARK} (\S+) (at|in|out|train) (\w+)")


@dataclass(frozen=True)
class Import:
    """One module as ``-X importtime`` tells it: seconds without and with what it imports."""

    module: str
    own: float
    cumulative: float


@dataclass(frozen=True)
class Account:
    """Where one start went, in seconds.

    Attributes
    ----------
    total
        From the spawn to the stamp.
    interpreter
        From the spawn to the first statement of the program.
    roles
        The code of the program and what it calls, imports left out, by role.
    imports
        What was imported from the first statement on, in its order.
    """

    total: float
    interpreter: float
    roles: Mapping[str, float]
    imports: Sequence[Import] = field(default_factory=list)


def account(lines: Iterable[str], started: float, ready: float) -> Account:
    """Read the marks and imports that a run has told.

    Parameters
    ----------
    lines
        Its standard error.
    started, ready
        When it was spawned and when its config was ready, on the clock of the marks, in seconds.

    Raises
    ------
    ProgramError
        If there is no mark in it.
    """
    roles: dict[str, float] = {}
    imports: list[Import] = []
    stack = ["other"]
    last: float | None = None
    first = before = 0.0
    for line in lines:
        if told := _IMPORT.match(line):
            if last is not None:
                own, cumulative = int(told[1]) / 1e6, int(told[2]) / 1e6
                imports.append(Import(told[3], own, cumulative))
                before += own
        elif told := _MARKED.match(line):
            now, step, role = min(float(told[1]), ready), told[2], told[3]
            if last is None:
                first = now
            else:
                spent = now - last - before
                roles[stack[-1]] = roles.get(stack[-1], 0.0) + max(0.0, spent)
            last, before = now, 0.0
            if step == "in":
                stack.append(role)
            elif step == "out":
                stack.pop()
            elif step == "at":
                stack[-1] = role
            else:
                break  # what the core does from here on is no part of the start
    if last is None:
        raise ProgramError("the marked copy left no mark")
    roles[stack[-1]] = roles.get(stack[-1], 0.0) + ready - last
    return Account(ready - started, first - started, roles, imports)


def owner(module: str, distributions: Mapping[str, Sequence[str]]) -> str:
    """Return what a module belongs to: ``python``, ``shared_model``, or its distribution.

    ``distributions`` is what :func:`importlib.metadata.packages_distributions` gives.  A module of
    none of them was looked for in vain: :data:`NOWHERE`.
    """
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names:
        return "python"
    if top == "shared_model":
        return top
    known = distributions.get(top)
    return canonicalize_name(known[0]) if known else NOWHERE


def tell(
    start: Account,
    added: Iterable[str],
    core: Iterable[str],
    distributions: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """Return the facts of a cell ``where``.

    ``added`` are the distributions that the row brings along, ``core`` those that the training
    core has; times in seconds.
    """
    owners = {each.module: owner(each.module, distributions) for each in start.imports}
    by_owner: dict[str, float] = {}
    for each in start.imports:
        name = owners[each.module]
        by_owner[name] = by_owner.get(name, 0.0) + each.own
    ours = set(added)
    kinds = {"library": ours, "python": {"python"}}
    imports = {
        kind: sum(spent for name, spent in by_owner.items() if name in members)
        for kind, members in kinds.items()
    }
    rest = sum(by_owner.values()) - sum(imports.values())
    dearest = sorted(start.imports, key=lambda each: -each.own)[:DEAREST]
    return {
        "total": start.total,
        "interpreter": start.interpreter,
        "imports": {**imports, "other": rest},
        "roles": dict(start.roles),
        "modules": sum(name != NOWHERE for name in owners.values()),
        "library_modules": sum(name in ours for name in owners.values()),
        "by_distribution": dict(sorted(by_owner.items(), key=lambda item: -item[1])),
        "uninvited": sorted(
            by_owner.keys() - ours - {*core, "python", "shared_model", NOWHERE}
        ),
        "dearest": [asdict(each) | {"of": owners[each.module]} for each in dearest],
    }
