"""The commands, up to where they would build, measure or draw; and what is typed for each."""

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

import benchmarks.acceptance.__main__ as accepting
import benchmarks.beside_pykt.__main__ as pykt
import report.__main__ as reporting
from benchmarks import cli, plugin, results
from configbench import cli as looking_at
from configbench import looking, session
from configbench.audit import auditing
from configbench.audit.planning import vocabulary
from report import checking
from tests.attacks.bad_input.trying import ReachedError


def put(module: object, **attributes: object) -> None:
    """Put something else in the place of what a module has: in a fork, which ends."""
    for name, value in attributes.items():
        setattr(module, name, value)


def reached(*_: object, **__: object) -> Any:
    """End where the work would begin."""
    raise ReachedError("work")


def benchmarks(words: Sequence[str]) -> int:
    """``python -m benchmarks``, up to where it builds or runs something."""
    put(session, begun=nullcontext)
    put(cli, prepare=lambda _: None, build=reached, join=reached)
    return cli.main(words)


def comparison(words: Sequence[str]) -> int:
    """``pytest --benchmark``, up to where it measures."""
    server = SimpleNamespace(confined="")
    runs = SimpleNamespace(begun=nullcontext, server=lambda: server)
    put(plugin, prepare=lambda _: None, runs=runs, Measuring=reached)
    put(results, describe=reached, save=reached)
    quiet = (
        "-p",
        "no:cacheprovider",
        "-q",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    )
    return int(pytest.main([*words, *quiet]))


def report(words: Sequence[str]) -> int:
    """``python -m report``, up to where pages are made."""
    put(reporting, files=reached)
    put(checking, _listed=list)
    return reporting.main(words)


def acceptance(words: Sequence[str]) -> int:
    """``python -m benchmarks.acceptance``."""
    put(session, begun=nullcontext)
    put(accepting, begin=reached)
    return accepting.main(words)


def beside_pykt(words: Sequence[str]) -> int:
    """``python -m benchmarks.beside_pykt``."""
    put(session, begun=nullcontext)
    put(pykt, build=reached)
    return pykt.main(words)


def look(words: Sequence[str]) -> int:
    """``configbench``."""
    put(session, begun=nullcontext)
    put(looking, look=reached)
    put(auditing, audit=reached, settled=reached)
    put(vocabulary, values_text=reached)
    return looking_at.main(words)


@dataclass(frozen=True)
class Command:
    """A command.

    Attributes
    ----------
    call
        What is called with the words.
    typed
        What is typed in front of the words.
    words
        A right command line.
    options
        Each option that takes a value, with what fits it.
    flags
        Those that take none.
    repeated
        Options that may be given more than once.
    """

    call: Callable[[Sequence[str]], int]
    typed: tuple[str, ...]
    words: tuple[str, ...] = ()
    options: dict[str, tuple[str, str]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    positional: str = ""
    behind: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


_PYTHON = (sys.executable, "-m")
_B = (*_PYTHON, "benchmarks")
_FOLDER, _PYTHONS, _WHOLE = ("folder", "{new}"), ("python", "3.11"), ("whole", "3")

COMMANDS: dict[str, Command] = {
    "pytest": Command(
        comparison,
        (*_PYTHON, "pytest"),
        ("--benchmark", "--report-dir={new}"),
        {
            "--category": ("categories", "lines"),
            "--axis": ("categories", "lines"),
            "--adapters": ("rows", "argparse"),
            "--python": _PYTHONS,
            "--report-dir": _FOLDER,
        },
        ("--benchmark", "--beside", "--fast", "--resume"),
        repeated=("--python",),
    ),
    "list": Command(benchmarks, _B, ("list",), flags=("--json",)),
    "probe": Command(
        benchmarks,
        _B,
        ("probe", "argparse"),
        {"--python": _PYTHONS},
        ("--json", "--fresh"),
        "row",
    ),
    "environments": Command(
        benchmarks, _B, ("environments",), flags=("--all", "--update", "--join")
    ),
    "verify": Command(
        benchmarks, _B, ("verify", "argparse"), flags=("--fast",), positional="row"
    ),
    "rerun": Command(benchmarks, _B, ("rerun", "argparse"), positional="row"),
    "reproduce": Command(
        benchmarks,
        _B,
        ("reproduce", "lines/argparse"),
        {
            "--adapters": ("row", "adapters/argparse/"),
            "--python": _PYTHONS,
            "--report-dir": ("report", "report"),
        },
        positional="cell",
    ),
    "claim": Command(benchmarks, _B, ("claim", "C1"), positional="claim"),
    "verify-report": Command(
        benchmarks,
        _B,
        ("verify-report",),
        {"--sample": _WHOLE, "--seed": ("seed", "3"), "--dir": ("report", "report")},
    ),
    "alive": Command(benchmarks, _B, ("alive",), {"--report-dir": _FOLDER}),
    "hours": Command(benchmarks, _B, ("hours",), {"--report-dir": _FOLDER}),
    "parties": Command(
        benchmarks,
        _B,
        ("parties", "argparse"),
        {"--report-dir": ("report", "report")},
        ("--afresh",),
        "row",
    ),
    "new": Command(
        benchmarks,
        _B,
        ("new", "brandnew", "--from", "argparse"),
        {"--from": ("row", "argparse")},
        positional="new",
    ),
    "check": Command(
        benchmarks, _B, ("check", "argparse"), flags=("--afresh",), positional="row"
    ),
    "types": Command(benchmarks, _B, ("types",)),
    "report": Command(
        report,
        (*_PYTHON, "report"),
        (),
        {
            "--against": ("results", "report/results.json"),
            "--dir": ("report", "report"),
        },
        ("--check", "--strict", "--all"),
    ),
    "acceptance": Command(
        acceptance,
        (*_PYTHON, "benchmarks.acceptance"),
        ("--dir={new}",),
        {"--scale": ("part", "0.1"), "--minutes": ("minutes", "5"), "--dir": _FOLDER},
        ("--afresh",),
    ),
    "beside_pykt": Command(
        beside_pykt,
        (*_PYTHON, "benchmarks.beside_pykt"),
        ("--dir={new}",),
        {"--data": ("data", "{file}"), "--dir": _FOLDER},
        ("--quick", "--render"),
    ),
    "look": Command(
        look,
        (*_PYTHON, "configbench"),
        ("look", "--at", "train.py:main"),
        {
            "--at": ("place", "train.py:main"),
            "--then": ("then", "record"),
            "--time-limit": ("seconds", "5"),
        },
        ("--every", "--json", "--output"),
        behind=("--", "python", "train.py"),
    ),
    "audit": Command(
        look,
        (*_PYTHON, "configbench"),
        ("audit",),
        {
            "--at": ("place", "train.py:main"),
            "--set": ("template", "lr=--lr={{}}"),
            "--select": ("rules", "CB1"),
            "--ignore": ("rules", "CB101"),
            "--fail-on": ("severity", "never"),
            "--show": ("show", "all"),
            "--seed": ("seed", "3"),
            "--jobs": ("whole", "3"),
            "--max-time": ("seconds", "5"),
            "--time-limit": ("seconds", "5"),
            "--env": ("variable", "A=1"),
            "--pass-env": ("variables", "PATH"),
            "--format": ("format", "json"),
        },
        (
            *("--list", "--more", "--in-place", "--allow-network", "--keep-home"),
            "--fresh",
        ),
        behind=("--", "python", "train.py"),
        repeated=("--set", "--env", "--pass-env", "--format"),
    ),
    "explain": Command(
        look, (*_PYTHON, "configbench"), ("explain", "CB101"), positional="rule"
    ),
    "values": Command(
        look, (*_PYTHON, "configbench"), ("values",), {"--type": ("kind", "float")}
    ),
}
