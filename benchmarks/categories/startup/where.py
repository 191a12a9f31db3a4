"""Where the time of a start goes: facts of a few extra runs, outside the timed rounds.

The program is copied, with marks put into the copy: where it begins, at each statement of its top
level and at both ends of each function, with the role (``# -- wire``) that the code stands under.
``-X importtime`` tells every import on the same stream, so that what is imported between two marks
is told apart from the code between them.  Both cost time themselves, so the parts are those of a
run that is slower than the timed ones; their shares are what they are for.
"""

import ast
import importlib.metadata
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from benchmarks import runs
from benchmarks.axes.lines import MARK, ROLES
from benchmarks.axes.startup import programs
from benchmarks.axes.startup.judging import AXIS, reproducing
from benchmarks.errors import BenchError
from benchmarks.footprint import CORE, closure
from benchmarks.outcomes import Outcome
from benchmarks.paths import CONTROL
from benchmarks.process import Limits, run
from benchmarks.registry import Adapter

#: How many of the dearest imports are kept.
DEAREST = 10

#: Runs of a row; the quickest is told, whole: its parts add up.
RUNS = 3

#: What modules belong to that a program looks for and that are not installed.
NOWHERE = "not installed"

_LIMITS = Limits(seconds=60)

_SAYS = "configbench-mark"
_NAME = "_configbench_mark"
_PREAMBLE = f"""\
import os as _configbench_os, time as _configbench_time

def {_NAME}(step, role):
    text = f"{_SAYS} {{_configbench_time.monotonic()!r}} {{step}} {{role}}\\n"
    _configbench_os.write(2, text.encode())

{_NAME}("at", "other")
"""

_IMPORT = re.compile(r"import time:\s*(\d+) \|\s*(\d+) \|\s*(\S+)")
_MARKED = re.compile(rf"{_SAYS} (\S+) (at|in|out|train) (\w+)")


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


def instrument(source: str) -> str:
    """Put marks into a program; pure.

    Raises
    ------
    BenchError
        If it is not Python.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise BenchError(f"the program is not Python: {error}") from error
    roles = _roles(source)
    marked = _Marker(roles).visit(tree)
    head = _head(tree.body)
    body: list[ast.stmt] = [*tree.body[:head], *ast.parse(_PREAMBLE).body]
    for statement in tree.body[head:]:
        body += [_mark("at", roles[statement.lineno]), statement]
    marked.body = body
    return ast.unparse(ast.fix_missing_locations(marked)) + "\n"


def _roles(source: str) -> list[str]:
    """Return the role of each line, by its number."""
    role, roles = "other", ["other"]
    for text in source.splitlines():
        if mark := MARK.match(text):
            role = mark[1] if mark[1] in ROLES else "other"
        roles.append(role)
    return roles


def _head(body: Sequence[ast.stmt]) -> int:
    """Return how many statements must stay first: the docstring, and imports of the future."""
    count = 0
    for statement in body:
        docstring = isinstance(statement, ast.Expr) and count == 0
        future = (
            isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        )
        if not (docstring or future):
            break
        count += 1
    return count


def _mark(step: str, role: str) -> ast.stmt:
    return ast.parse(f"{_NAME}({step!r}, {role!r})").body[0]


class _Marker(ast.NodeTransformer):
    """Puts marks at both ends of functions, and before the call of the core."""

    def __init__(self, roles: Sequence[str]) -> None:
        self._roles = roles

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in ast.walk(node)):
            return node  # its body runs when it likes
        role, head = self._roles[node.lineno], _head(node.body)
        inner = node.body[head:] or [ast.Pass()]
        node.body = [
            *node.body[:head],
            _mark("in", role),
            ast.Try(body=inner, handlers=[], orelse=[], finalbody=[_mark("out", role)]),
        ]
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                setattr(node, name, list(_before_train(block)))
        return node


def _before_train(block: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in block:
        simple = isinstance(statement, ast.Expr | ast.Assign | ast.Return)
        if simple and any(_calls_train(node) for node in ast.walk(statement)):
            yield _mark("train", "main")
        yield statement


def _calls_train(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func
    return (isinstance(name, ast.Name) and name.id == "train") or (
        isinstance(name, ast.Attribute) and name.attr == "train"
    )


def account(lines: Iterable[str], started: float, ready: float) -> Account:
    """Read the marks and imports that a run has told; pure.

    Parameters
    ----------
    lines
        Its standard error.
    started, ready
        When it was spawned and when its config was ready, on the clock of the marks, in seconds.

    Raises
    ------
    BenchError
        If there is no mark in it.
    """
    roles: dict[str, float] = {}
    imports: list[Import] = []
    stack = ["other"]
    last: float | None = None
    first = before = 0.0
    for line in lines:
        if found := _IMPORT.match(line):
            if last is not None:
                own, cumulative = int(found[1]) / 1e6, int(found[2]) / 1e6
                imports.append(Import(found[3], own, cumulative))
                before += own
        elif found := _MARKED.match(line):
            now, step, role = min(float(found[1]), ready), found[2], found[3]
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
        raise BenchError("the marked copy left no mark")
    roles[stack[-1]] = roles.get(stack[-1], 0.0) + ready - last
    return Account(ready - started, first - started, roles, imports)


def owner(module: str, distributions: Mapping[str, Sequence[str]]) -> str:
    """Return what a module belongs to: ``python``, ``shared_model``, or its distribution; pure.

    ``distributions`` is what :func:`importlib.metadata.packages_distributions` gives.  A module of
    none of them was looked for in vain: :data:`NOWHERE`.
    """
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names:
        return "python"
    if top == "shared_model":
        return top
    found = distributions.get(top)
    return canonicalize_name(found[0]) if found else NOWHERE


def facts(
    seen: Account,
    added: Iterable[str],
    core: Iterable[str],
    distributions: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """Return the facts of a cell ``where``; pure.

    ``added`` are the distributions that the row brings along, ``core`` those that the training
    core has; times in seconds.
    """
    owners = {each.module: owner(each.module, distributions) for each in seen.imports}
    by_owner: dict[str, float] = {}
    for each in seen.imports:
        name = owners[each.module]
        by_owner[name] = by_owner.get(name, 0.0) + each.own
    ours = set(added)
    kinds = {"library": ours, "python": {"python"}}
    imports = {
        kind: sum(spent for name, spent in by_owner.items() if name in members)
        for kind, members in kinds.items()
    }
    rest = sum(by_owner.values()) - sum(imports.values())
    dearest = sorted(seen.imports, key=lambda each: -each.own)[:DEAREST]
    return {
        "total": seen.total,
        "interpreter": seen.interpreter,
        "imports": {**imports, "other": rest},
        "roles": dict(seen.roles),
        "modules": sum(name != NOWHERE for name in owners.values()),
        "library_modules": sum(name in ours for name in owners.values()),
        "by_distribution": dict(sorted(by_owner.items(), key=lambda item: -item[1])),
        "uninvited": sorted(
            by_owner.keys() - ours - {*core, "python", "shared_model", NOWHERE}
        ),
        "dearest": [
            {
                "module": each.module,
                "of": owners[each.module],
                "own": each.own,
                "cumulative": each.cumulative,
            }
            for each in dearest
        ],
    }


def measure(
    program: Path, distributions: Sequence[str], count: int
) -> tuple[dict[str, Any], float]:
    """Put marks into a copied program and run it; return the cell ``where``.

    The second value is the time of the runs in seconds.

    Raises
    ------
    BenchError
        If it cannot be run so.
    """
    source = program.read_text(encoding="utf-8")
    program.write_text(instrument(source), encoding="utf-8")
    accounts, children = list[Account](), 0.0
    for _ in range(count):
        seen, seconds = _run(program)
        accounts.append(seen)
        children += seconds
    core = closure(CORE)
    cell = {
        "outcome": str(Outcome.RIGHT),
        "by": "library",
        "runs": count,
        **facts(
            min(accounts, key=lambda each: each.total),
            closure(distributions) - core,
            core,
            importlib.metadata.packages_distributions(),
        ),
    }
    return cell, children


def measure_row(
    adapter: Adapter, folder: Path, *, fast: bool = False
) -> tuple[dict[str, Any], float]:
    """Return what :func:`measure` does for a row; its marked copy is made in ``folder``."""
    program = programs.copy(adapter, folder)
    cell, seconds = measure(program, adapter.distributions, 1 if fast else RUNS)
    return {"reproduce": reproducing(adapter.name, "where"), **cell}, seconds


def measure_control(
    folder: Path, *, fast: bool = False
) -> tuple[dict[str, Any], float]:
    """Return what :func:`measure` does for the control."""
    program = folder / CONTROL.name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_bytes(CONTROL.read_bytes())
    cell, seconds = measure(program, (), 1 if fast else RUNS)
    return {"reproduce": AXIS, **cell}, seconds


def _run(program: Path) -> tuple[Account, float]:
    with runs.workplace() as place:
        clock = place.base / "clock.jsonl"
        finished = run(
            ["python", "-X", "importtime", str(program)],
            cwd=place.work,
            home=place.home,
            probe=f"clock:{clock}",
            limits=_LIMITS,
        )
        stamps = runs.read_lines(clock)
    if finished.exit != 0 or len(stamps) != 1:
        raise BenchError(
            f"the marked copy does not run: {finished.ended}, {len(stamps)} stamps"
        )
    ready = float(stamps[0]["monotonic"])
    seen = account(finished.stderr.splitlines(), finished.started, ready)
    return seen, finished.seconds
