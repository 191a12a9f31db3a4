"""Command lines that are wrong in one word, of every command."""

import functools
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.attacks.bad_input.mutant import Mutant
from tests.attacks.bad_input.trying import ReachedError

# -- the commands -----------------------------------------------------------------------------


def benchmarks(words: Sequence[str]) -> int:
    """``python -m benchmarks``, up to where it builds or runs something."""
    from benchmarks import cli  # noqa: PLC0415  in a fork only

    cli.session.begun = nullcontext  # type: ignore[assignment]
    cli.prepare = lambda _: None  # type: ignore[assignment]
    for name in ("build", "join"):
        setattr(cli, name, _reached)
    return cli.main(words)


def comparison(words: Sequence[str]) -> int:
    """``pytest --benchmark``, up to where it measures."""
    import pytest  # noqa: PLC0415

    from benchmarks import plugin, results  # noqa: PLC0415

    plugin.prepare = lambda _: None  # type: ignore[assignment]
    plugin.runs = SimpleNamespace(  # type: ignore[assignment]
        begun=nullcontext, server=lambda: SimpleNamespace(confined="")
    )
    plugin.contract.proofs = _reached  # type: ignore[assignment]
    results.describe = _reached  # type: ignore[assignment]
    results.save = _reached  # type: ignore[assignment]
    plugin.Measuring = _reached  # type: ignore[assignment, misc]
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
    from report import __main__ as made  # noqa: PLC0415
    from report import checking

    made.files = _reached  # type: ignore[assignment]
    checking._listed = list  # type: ignore[assignment]
    return made.main(words)


def acceptance(words: Sequence[str]) -> int:
    """``python -m benchmarks.acceptance``."""
    from benchmarks.acceptance import __main__ as made  # noqa: PLC0415

    made.session.begun = nullcontext  # type: ignore[assignment]
    made.begin = _reached  # type: ignore[assignment]
    return made.main(words)


def beside_pykt(words: Sequence[str]) -> int:
    """``python -m benchmarks.beside_pykt``."""
    from benchmarks.beside_pykt import __main__ as made  # noqa: PLC0415

    made.session.begun = nullcontext  # type: ignore[assignment]
    made.build = _reached  # type: ignore[assignment]
    return made.main(words)


def look_cost(words: Sequence[str]) -> int:
    """``python -m benchmarks.look_cost``."""
    from benchmarks import look_cost as made  # noqa: PLC0415

    return int(made.main(words) or 0)


def look(words: Sequence[str]) -> int:
    """``configbench``."""
    from configbench import cli, looking, session  # noqa: PLC0415

    session.begun = nullcontext  # type: ignore[assignment]
    looking.look = _reached  # type: ignore[assignment]
    return cli.main(words)


def _reached(*_: Any, **__: Any) -> Any:
    raise ReachedError("work")


# -- what is typed ----------------------------------------------------------------------------

#: What is typed in a value's place, whatever is expected; places in braces are laid out.
VALUES = (
    *(
        "",
        " ",
        ",",
        "a,,b",
        "nonsense",
        "-1",
        "0",
        "1e999",
        "nan",
        "inf",
        "9" * 400,
        "0.5",
        "2",
    ),
    *(
        "..",
        "../..",
        "/",
        "/dev/null",
        "~",
        "~nobody/x",
        "漢字",
        "a\nb",
        "\x1b[31m",
        "x" * 5000,
    ),
    *(
        "-",
        "None",
        "*",
        "[",
        "argparse",
        "argparse,argparse",
        "argparse ",
        "Argparse",
        "argparse/",
    ),
    *(
        "lines",
        "lines/argparse",
        "lines/argparse/total/x",
        "lines/hydr",
        "/lines",
        "C1",
        "C99",
        "c1",
    ),
    *(
        "3",
        "3.11",
        "3.13",
        "99.9",
        "python",
        "{file}",
        "{folder}",
        "{loop}",
        "{nothing}/x",
        "{file}/x",
    ),
    *(
        "{folder}/",
        "{readonly}",
        "{adapters}/",
        "\udcff",
        "overrides/hydra/nested_int",
        "train.py:main",
    ),
    *(
        "train.py",
        "train.py:",
        ":main",
        "train.py:1",
        "train.py:999",
        "train.py:main:x",
        "record",
        "end",
    ),
)


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
        comparison, (*_PYTHON, "pytest"), ("--benchmark", "--report-dir={new}"),
        {"--category": ("categories", "lines"), "--axis": ("categories", "lines"),
         "--adapters": ("rows", "argparse"), "--python": _PYTHONS, "--report-dir": _FOLDER},
        ("--benchmark", "--beside", "--fast", "--resume"), repeated=("--python",),
    ),
    "list": Command(benchmarks, _B, ("list",), flags=("--json",)),
    "probe": Command(benchmarks, _B, ("probe", "argparse"), {"--python": _PYTHONS},
                     ("--json", "--fresh"), "row"),
    "environments": Command(benchmarks, _B, ("environments",), flags=("--all", "--update", "--join")),
    "verify": Command(benchmarks, _B, ("verify", "argparse"), flags=("--fast",), positional="row"),
    "rerun": Command(benchmarks, _B, ("rerun", "argparse"), positional="row"),
    "reproduce": Command(
        benchmarks, _B, ("reproduce", "lines/argparse"),
        {"--adapters": ("row", "adapters/argparse/"), "--python": _PYTHONS, "--report-dir": ("report", "report")},
        positional="cell",
    ),
    "claim": Command(benchmarks, _B, ("claim", "C1"), positional="claim"),
    "verify-report": Command(
        benchmarks, _B, ("verify-report",),
        {"--sample": _WHOLE, "--seed": ("seed", "3"), "--dir": ("report", "report")},
    ),
    "alive": Command(benchmarks, _B, ("alive",), {"--report-dir": _FOLDER}),
    "hours": Command(benchmarks, _B, ("hours",), {"--report-dir": _FOLDER}),
    "parties": Command(benchmarks, _B, ("parties", "argparse"), {"--report-dir": ("report", "report")},
                       ("--afresh",), "row"),
    "new": Command(benchmarks, _B, ("new", "brandnew", "--from", "argparse"),
                   {"--from": ("row", "argparse")}, positional="new"),
    "check": Command(benchmarks, _B, ("check", "argparse"), flags=("--afresh",), positional="row"),
    "types": Command(benchmarks, _B, ("types",)),
    "report": Command(
        report, (*_PYTHON, "report"), (), {"--against": ("results", "report/results.json"), "--dir": ("report", "report")},
        ("--check", "--strict", "--all"),
    ),
    "acceptance": Command(
        acceptance, (*_PYTHON, "benchmarks.acceptance"), ("--dir={new}",),
        {"--scale": ("part", "0.1"), "--minutes": ("minutes", "5"), "--dir": _FOLDER}, ("--afresh",),
    ),
    "beside_pykt": Command(
        beside_pykt, (*_PYTHON, "benchmarks.beside_pykt"), ("--dir={new}",),
        {"--data": ("data", "{file}"), "--dir": _FOLDER}, ("--quick", "--render"),
    ),
    "look": Command(
        look, (*_PYTHON, "configbench"), ("look", "--at", "train.py:main"),
        {"--at": ("place", "train.py:main"), "--then": ("then", "record"), "--time-limit": ("seconds", "5")},
        ("--every", "--json", "--output"), behind=("--", "python", "train.py"),
    ),
}  # fmt: skip


def mutants(chance: random.Random, count: int, folder: Path) -> Iterator[Mutant]:
    """Yield so many command lines, drawn from all."""
    places = _laid_out(folder)
    every = [each for name, command in COMMANDS.items() for each in _of(name, command)]
    chance.shuffle(every)
    for name, told, words, named, rule in every[:count]:
        command = COMMANDS[name]
        typed = tuple(
            word.format_map(places) if "{" in word and "}" in word else word
            for word in words
        )
        filled = tuple(
            tuple(
                each.format_map(places) if "{" in each and "}" in each else each
                for each in either
            )
            for either in named
        )
        yield Mutant(
            "options",
            f"{name}: {told}",
            functools.partial(command.call, [*typed, *command.behind]),
            filled,
            rule,
            (*command.typed, *typed, *command.behind),
            writes=_written(typed),
        )


def _written(words: Sequence[str]) -> tuple[str, ...]:
    """Return the folders that may be written to: where reports go, and what is named."""
    root = Path(__file__).parents[3]
    named = (
        word.rpartition("=")[2] for word in words if not word.strip().endswith("=")
    )
    return (
        *(
            str(root / each)
            for each in (
                "report",
                "docs",
                "adapters",
                "configs",
                ".environments",
                "configbench-report",
            )
        ),
        *(
            os.path.abspath(root / os.path.expanduser(each))
            for each in named
            if each.strip()
        ),
    )


def _laid_out(folder: Path) -> dict[str, str]:
    """Lay out what is named in values; return the places."""
    root = Path(__file__).parents[3]
    for name in ("folder", "readonly"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "file").write_text("text", encoding="utf-8")
    if not (folder / "loop").is_symlink():
        (folder / "loop").symlink_to("loop")
    found = {
        name: str(folder / name)
        for name in ("folder", "file", "loop", "readonly", "nothing", "new")
    }
    return found | {"adapters": str(root / "adapters" / "argparse")}


Wrong = tuple[str, str, list[str], tuple[tuple[str, ...], ...], str | None]


def _of(name: str, command: Command) -> Iterator[Wrong]:
    """Yield all that is done to one command."""
    base = [*command.words]
    for option, (kind, right) in command.options.items():
        without = _without(base, option)
        for value in VALUES:
            rule = legitimate(kind, value, option)
            shown = (option, _other(option), *_said(value))
            yield (
                name,
                f"{option}={value!r:.40}",
                [*without, f"{option}={value}"],
                (shown,),
                rule,
            )
        for value in chosen_apart:
            rule = legitimate(kind, value, option)
            yield (
                name,
                f"{option} {value!r}",
                [*without, option, value],
                ((option, _other(option), "argument", *_said(value)),),
                rule,
            )
        yield name, f"{option} alone", [*without, option], ((option,),), None
        twice = [*without, f"{option}={right}", f"{option}={right}"]
        rule = None
        yield name, f"{option} twice", twice, ((option, _other(option)),), rule
        yield (
            name,
            f"{option[:-1]}x misspelt",
            [*without, f"{option[:-1]}x={right}"],
            ((option[:-1],),),
            None,
        )
        yield (
            name,
            f"{option[:-1]} abbreviated",
            [*without, f"{option[:-1]}={right}"],
            ((option[:-1],),),
            None,
        )
        yield (
            name,
            f"{option.upper()}",
            [*without, f"{option.upper()}={right}"],
            ((option.upper(),),),
            None,
        )
    for flag in command.flags:
        needs = {
            "--strict": ["--check"],
            "--all": ["--check"] if name == "report" else [],
            "--every": ["--then", "record"],
        }.get(flag, [])
        once = flag in base
        yield (
            name,
            f"{flag} twice",
            [*base, *needs, flag, *([] if once else [flag])],
            ((flag,),),
            None,
        )
        yield name, f"{flag}=1", [*base, *needs, f"{flag}=1"], ((flag,),), None
        yield name, f"{flag}=", [*base, *needs, f"{flag}="], ((flag,),), None
        yield name, f"{flag}x", [*base, *needs, f"{flag}x"], ((f"{flag}x", flag),), None
    if command.positional:
        at = 1
        for value in VALUES:
            if value.startswith("-") and value != "-":
                continue
            words = [*base[:at], value, *base[at + 1 :]]
            rule = legitimate(command.positional, value, "")
            yield name, f"positional {value!r:.40}", words, (_said(value),), rule
    for word in ("--nonsense", "-Z", "--nonsense=1", "--help=1"):
        yield (
            name,
            word,
            [*base, word],
            ((word.partition("=")[0], "-Z", "option", "argument"),),
            None,
        )
    if name not in {"pytest", "look"}:
        yield name, "a word too many", [*base, "surplus"], (("surplus",),), None
    if name not in {
        "pytest",
        "look",
        "probe",
        "rerun",
        "report",
        "acceptance",
        "beside_pykt",
    }:
        yield name, "words behind --", [*base, "--", "x"], (("--",),), None
    if len(base) > 1 and command.positional and name not in {"verify", "parties"}:
        yield (
            name,
            "nothing named",
            [base[0], *base[2:]],
            (("required", "missing"),),
            None,
        )


#: Values that stand as a word of their own.
chosen_apart = ("", " ", "nonsense", "-1")


def _said(value: str) -> tuple[str, ...]:
    short = value.strip().rstrip("/")[:20]
    return (
        (short, repr(value)[1:20], "empty", "missing", "slash")
        if short
        else ("empty", "missing", "''", "' '", "slash", "/")
    )


def _other(option: str) -> str:
    """Return the name under which an option is told."""
    return {"--axis": "--category"}.get(option, option)


def _without(words: list[str], option: str) -> list[str]:
    left, skip = [], False
    for word in words:
        if skip:
            skip = False
            continue
        if word == option:
            skip = True
        elif not word.startswith(f"{option}="):
            left.append(word)
    return left


def legitimate(kind: str, value: str, option: str) -> str | None:
    """Return the rule by which a value is rightly taken, if it is."""
    text = value
    if not text.strip():
        return None
    match kind:
        case "folder" | "report" | "data" | "results":
            return "a path, wherever it leads"
        case "seed":
            return "a whole number" if _number(text, int) is not None else None
        case "whole":
            number = _number(text, int)
            return (
                "a whole number above 0" if number is not None and number > 0 else None
            )
        case "part":
            number = _number(text, float)
            return "a part" if number is not None and 0 < number <= 1 else None
        case "minutes" | "seconds":
            number = _number(text, float)
            return (
                "a number above 0"
                if number is not None and 0 < number < float("inf")
                else None
            )
        case "categories":
            return "a category" if text == "lines" else None
        case "rows":
            return "a row" if text in {"argparse", "{adapters}/"} else None
        case "row":
            fits = text in {"argparse", "{adapters}/", "adapters/argparse/"}
            return "a row" if fits else None
        case "python":
            return "an interpreter" if text in {"3.11", "3.13", "python", "3"} else None
        case "cell":
            return (
                "a cell"
                if text in {"lines/argparse", "overrides/hydra/nested_int"}
                else None
            )
        case "claim":
            return "a claim" if text == "C1" else None
        case "new":
            return "a name that is free"
        case "then":
            return "a word of two" if text in {"record", "end"} else None
        case "place":
            return "a place" if text.startswith("train.py:") else None
    return None


def _number(text: str, kind: Callable[[str], Any]) -> Any:
    try:
        return kind(text)
    except (ValueError, OverflowError):
        return None
