"""Files of results that are wrong in one place, and what reads them."""

import functools
import gc
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import report.__main__ as reporting
from report import checking
from report.pictures import drawing
from tests.attacks.bad_input import values
from tests.attacks.bad_input.commands import benchmarks, put
from tests.attacks.bad_input.mutant import Mutant
from tests.attacks.bad_input.values import Mutation

#: What of the published results is mutated: few rows, and of each category few cases.
ROWS, CASES = ("argparse", "argparse_strict", "hydra"), 4
_FILES = {
    "results.json": 7,
    "parties.json": 1,
    "alive.json": 1,
    "hours.json": 1,
    "interpreters/3.13.json": 2,
}

#: Tables whose keys are names of data and no words of ours.
_MAPS = frozenset(
    {
        *(
            "files",
            "expected",
            "arrived",
            "fates",
            "left",
            "saved",
            "edit",
            "basis",
            "hangs",
        ),
        *(
            "by_distribution",
            "libraries",
            "releases",
            "versions",
            "distributions",
            "causes",
        ),
        *(
            "units",
            "adapters",
            "rows",
            "proofs",
            "claims",
            "tables",
            "env",
            "cases",
            "plans",
            "rounds",
        ),
    }
)


def general(path: values.Place) -> values.Place:
    """Return a place as what it is: any row, any case, any element."""
    found: list[str | int] = []
    for number, key in enumerate(path):
        above = path[number - 1] if number else ""
        free = above in _MAPS or (above == "statements" and " " in str(key))
        free |= path[0] == "cells" and number in {2, 3}
        free |= path[0] == "tables" and (
            above == "statements" or ("cells" in path[2:3] and number in {3, 4})
        )
        found.append("#" if isinstance(key, int) else "*" if free else key)
    return (*found,)


def base() -> dict[str, Any]:
    """Return the content of each file, small."""
    folder = Path(__file__).parents[3] / "report"
    content = {name: json.loads((folder / name).read_text("utf-8")) for name in _FILES}
    for name in ("results.json", "interpreters/3.13.json"):
        content[name] = _few(content[name])
    for name in ("parties.json", "hours.json"):
        rows = content[name]["rows"]
        content[name]["rows"] = {row: rows[row] for row in ROWS if row in rows}
    held = content["results.json"]["cells"]
    for row in content["parties.json"]["rows"].values():
        row["cells"] = {
            cell: told
            for cell, told in row["cells"].items()
            if cell.partition("/")[2]
            in held.get(cell.partition("/")[0], {}).get("argparse", {})
        }
    told = content["alive.json"]["distributions"]
    content["alive.json"]["distributions"] = dict([*told.items()][:4])
    return content


def _few(results: dict[str, Any]) -> dict[str, Any]:
    results["adapters"] = {row: results["adapters"][row] for row in ROWS}
    for category in results["categories"]:
        category["cases"] = dict([*category["cases"].items()][:CASES])
    for each in results["categories"]:
        rows = results["cells"][each["name"]]
        kept = {row: rows[row] for row in (*ROWS, "control") if row in rows}
        results["cells"][each["name"]] = {
            row: found
            for row, cells in kept.items()
            if (
                found := {
                    case: cells[case]
                    for case in cells
                    if case in each["cases"] or row == "control"
                }
            )
        }
    results["units"] = {
        unit: told
        for unit, told in results["units"].items()
        if unit.partition("/")[2] in (*ROWS, "control")
    }
    for key in ("claims", "tables"):
        if key in results:
            results[key] = dict([*results[key].items()][:2])
    return results


def mutants(chance: random.Random, count: int, folder: Path) -> Iterator[Mutant]:
    """Yield mutants of all files; each is laid out in one folder, which is mended afterwards."""
    content = base()
    texts = {
        name: json.dumps(each, ensure_ascii=False) for name, each in content.items()
    }
    _lay_out(folder, texts)
    there = {name: values.places(each, general) for name, each in content.items()}
    names = [name for name, times in _FILES.items() for _ in range(times)]
    whole_files = [*_whole(texts, folder, chance)]
    chance.shuffle(whole_files)
    yield from whole_files[: count // 3]
    for _ in range(count - len(whole_files[: count // 3])):
        name = chance.choice(names)
        place = chance.choice([*there[name]])
        path = chance.choice(there[name][place])
        mutation = values.mutated(content[name], path, chance, toml=False)
        wrong = json.dumps(mutation.value).encode()
        command = chance.choice(_COMMANDS if name == "results.json" else _COMMANDS[:7])
        yield _mutant(
            folder,
            name,
            texts,
            f"{name} {mutation}",
            command,
            functools.partial(Path.write_bytes, data=wrong),
            _named(name, mutation),
            _rule(mutation),
            drawn=chance.random() < 0.1,
        )


_COMMANDS = ("report",) * 6 + ("check", "against", "reproduce", "verify-report")


def _named(name: str, mutation: Mutation) -> tuple[tuple[str, ...], ...]:
    words = [str(key) for key in mutation.path[-3:] if isinstance(key, str)] or [
        str(mutation.path[-1])
    ]
    if mutation.kind in {"misspelt", "renamed", "delete"}:
        words.append(str(mutation.path[-2]) if len(mutation.path) > 1 else "data")
    return ((Path(name).name,), (*words, *(repr(word)[1:-1] for word in words)))


def _rule(mutation: Mutation) -> str | None:
    """Return why a mutation may rightly be accepted, if it may."""
    where = general(mutation.path)
    own = values.kind_of(mutation.before)
    in_cell = where[:1] == ("cells",) and len(where) > 4
    match mutation.kind:
        case "text" | "path" | "empty" if own == "text":
            return "a text may say anything"
        case "empty" | "twice":
            return "as many as there are"
        case "number" if (
            isinstance(mutation.after, int | float) and abs(mutation.after) < 2**53
        ):
            return "a number is as great as was measured"
        case "delete":
            return "may be missing"
        case "renamed" | "misspelt" | "unknown" if where[-1] == "*" or in_cell:
            return (
                "names of data are not ours"
                if where[-1] == "*"
                else "facts of a cell that no page knows are shown as they are"
            )
        case "renamed" | "misspelt" | "unknown" | "retype" | "element" if (
            in_cell and where[-1] in _UNREAD
        ):
            return "facts of a cell that no page knows are shown as they are"
    return None


#: Facts of cells that no page reads by name.
_UNREAD: frozenset[str] = frozenset()


def _whole(
    texts: dict[str, str], folder: Path, chance: random.Random
) -> Iterator[Mutant]:
    """Yield files that are wrong as a whole."""
    for name, text in texts.items():
        raw = text.encode()
        cuts = [raw[: chance.randrange(1, len(raw))] for _ in range(8)]
        wrong: dict[str, Callable[[Path], object]] = {
            **{
                f"cut {len(cut)}": functools.partial(Path.write_bytes, data=cut)
                for cut in cuts
            },
            "empty": functools.partial(Path.write_bytes, data=b""),
            "blank": functools.partial(Path.write_bytes, data=b" \n"),
            "byte order mark": functools.partial(
                Path.write_bytes, data=b"\xef\xbb\xbf" + raw
            ),
            "utf-16": functools.partial(Path.write_bytes, data=text.encode("utf-16")),
            "latin-1": functools.partial(Path.write_bytes, data=b'{"\xe9": 1}'),
            "zeros": functools.partial(Path.write_bytes, data=b"\0" * 100),
            "deep lists": functools.partial(
                Path.write_bytes, data=b"[" * 200_000 + b"]" * 200_000
            ),
            "deep tables": functools.partial(
                Path.write_bytes, data=b'{"a":' * 200_000 + b"1" + b"}" * 200_000
            ),
            "deep": functools.partial(Path.write_bytes, data=_deep(text, 200_000)),
            "rather deep": functools.partial(Path.write_bytes, data=_deep(text, 600)),
            "deeper than any": functools.partial(
                Path.write_bytes, data=_deep(text, 150)
            ),
            "long number": functools.partial(Path.write_bytes, data=b"1" * 10_000),
            "list": functools.partial(Path.write_bytes, data=b"[]"),
            "number": functools.partial(Path.write_bytes, data=b"5"),
            "null": functools.partial(Path.write_bytes, data=b"null"),
            "text": functools.partial(Path.write_bytes, data=b'"x"'),
            "no JSON": functools.partial(Path.write_bytes, data=b"schema = 2\n"),
            "folder": Path.mkdir,
            "pipe": os.mkfifo,
            "link to itself": lambda path: path.symlink_to(path),
            "link to nothing": lambda path: path.symlink_to("nowhere"),
            "device": lambda path: path.symlink_to("/dev/zero"),
        }
        if "results" in name or "interpreters" in name:
            for schema in (0, 1, 3, 99, -1, "2", 2.0, None, True, [2]):
                content = json.loads(text) | {"schema": schema}
                wrong[f"schema {schema!r}"] = functools.partial(
                    Path.write_bytes, data=json.dumps(content).encode()
                )
            del content["schema"]
            wrong["no schema"] = functools.partial(
                Path.write_bytes, data=json.dumps(content).encode()
            )
        for told, make in wrong.items():
            for command in (
                ("report", "reproduce") if name == "results.json" else ("report",)
            ):
                newer = (
                    "newer" if told in {"schema 3", "schema 99"} else Path(name).name
                )
                legitimate = {
                    "link to nothing": ""
                    if name == "results.json"
                    else "a file that is not there",
                    "schema 2.0": "2.0 is 2",
                }.get(told)
                yield _mutant(
                    folder,
                    name,
                    texts,
                    f"{name}: {told}",
                    command,
                    make,
                    ((Path(name).name,), (newer,)),
                    legitimate,
                )


def _deep(text: str, depth: int) -> bytes:
    """Return a file in which one fact is deep."""
    fact = '{"a":' * depth + "1" + "}" * depth
    return (
        text.replace("{", '{"causes_": ' + fact + ", ", 1).encode()
        if '"cells": {' not in text
        else (
            text.replace(
                '"reproduce": "', f'"extra": {fact}, "reproduce": "', 1
            ).encode()
        )
    )


def _mutant(  # noqa: PLR0913  a mutant has so many parts
    folder: Path,
    name: str,
    texts: dict[str, str],
    told: str,
    command: str,
    make: Callable[[Path], object],
    named: tuple[tuple[str, ...], ...],
    legitimate: str | None,
    *,
    drawn: bool = False,
) -> Mutant:
    def prepare() -> None:
        _lay_out(folder, texts)
        (folder / name).unlink()
        make(folder / name)

    call = functools.partial(_call, command, folder, name, drawn=drawn)
    told = f"{told} [{command}]"
    return Mutant(
        "json", told, call, named, legitimate, _words(command, folder, name), prepare
    )


def _lay_out(folder: Path, texts: dict[str, str]) -> None:
    """Lay the right files out, wherever one is not."""
    for name, text in texts.items():
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        if path.is_symlink() or path.exists():
            if _is_right(path, text):
                continue
            path.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def _is_right(path: Path, text: str) -> bool:
    return (
        path.is_file()
        and not path.is_symlink()
        and path.stat().st_size == len(text.encode())
        and path.read_bytes() == text.encode()
    )


def _words(command: str, folder: Path, name: str) -> tuple[str, ...]:
    python = (sys.executable, "-m")
    return {
        "report": (*python, "report", "--dir", str(folder)),
        "check": (*python, "report", "--dir", str(folder), "--check"),
        "against": (*python, "report", "--against", str(folder / name)),
        "reproduce": (
            *python,
            "benchmarks",
            "reproduce",
            "lines/argparse",
            f"--report-dir={folder}",
        ),
        "verify-report": (
            *python,
            "benchmarks",
            "verify-report",
            f"--dir={folder}",
            "--sample=1",
        ),
    }[command]


def _call(command: str, folder: Path, name: str, *, drawn: bool = False) -> int | None:
    """Do in a fork what the command does, but for what takes long and reads nothing."""
    del name
    gc.disable()
    words = _words(command, folder, "results.json")[3:]
    if command not in {"report", "check", "against"}:
        return benchmarks(words)
    if not drawn:
        put(drawing, svg=lambda *_: "<svg/>")
    put(checking, _listed=list)
    if command == "against":
        words = (*words[:1], str(folder / "results.json"))
    code = reporting.main(words)
    # What --check finds is no refusal: the page is another by design.
    return 0 if command == "check" and code == 1 else code
