"""Command lines that are wrong in one word, of every command."""

import functools
import os
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.attacks.bad_input.commands import COMMANDS, Command
from tests.attacks.bad_input.mutant import Mutant

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
    usual = (
        "report",
        "docs",
        "adapters",
        "configs",
        ".environments",
        "configbench-report",
    )
    named = (word.rpartition("=")[2] for word in words if not word.endswith("="))
    typed = (Path(os.path.expanduser(each)) for each in named if each.strip())  # noqa: PTH111  as a shell
    return (
        *(str(root / each) for each in usual),
        # As the kernel reads it, but for links.
        *(os.path.normpath(root / each) for each in typed),
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
    if name not in {"pytest", "look", "audit", "values"}:
        yield name, "a word too many", [*base, "surplus"], (("surplus",),), None
    if name not in {
        "pytest",
        "look",
        "audit",
        "probe",
        "rerun",
        "report",
        "acceptance",
        "beside_pykt",
    }:
        yield name, "words behind --", [*base, "--", "x"], (("--",),), None
    if (
        len(base) > 1
        and command.positional
        and name not in {"verify", "parties", "explain"}
    ):
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
