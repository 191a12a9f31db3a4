"""Data files of rows that are wrong in one place, and what reads them before anything runs."""

import functools
import json
import random
import shlex
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from benchmarks import registry, shell
from benchmarks.categories import CATEGORIES, lines
from benchmarks.categories.change import applying
from benchmarks.categories.overrides import exceptions
from benchmarks.categories.remote import programs
from benchmarks.contract import reading
from benchmarks.errors import AbsentError
from benchmarks.parties import pieces
from configbench.errors import ConfigbenchError
from tests.attacks.bad_input import values
from tests.attacks.bad_input.commands import put
from tests.attacks.bad_input.mutant import Mutant
from tests.attacks.bad_input.trying import ReachedError
from tests.attacks.bad_input.values import Mutation

ROOT = Path(__file__).parents[3]

#: Whose files, and how often each is drawn.
ROWS = ("argparse", "gin", "tyro", "omegaconf")
FILES = {
    "overrides.toml": 5, "adapter.toml": 5, "sweeps.toml": 3, "scaling.toml": 2,
    "features/gaps.toml": 2, "changes/words.toml": 1, "causes.toml": 1,
}  # fmt: skip

#: Tables whose keys are names of data and no words of ours.
_MAPS = frozenset(
    {"files", "env", "fields", "edit", "by_hand", "causes", "owners", "refused"}
)


def dumped(value: Any) -> str:
    """Return a table as TOML, each key in a line of its own."""
    return "".join(f"{_key(key)} = {_value(each)}\n" for key, each in value.items())


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _key(value)
        case int():
            return str(value)
        case float():
            return repr(value).replace("e+", "e")
        case date() | datetime() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
    return (
        "{"
        + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        + "}"
    )


def general(file: str) -> Callable[[values.Place], values.Place]:
    """Return what tells a place as what it is: any case of any row."""
    named = {
        "overrides.toml",
        "features/gaps.toml",
        "changes/words.toml",
        "causes.toml",
    }

    def told(path: values.Place) -> values.Place:
        return tuple(
            "#"
            if isinstance(key, int)
            else "*"
            if (number == 0 and file in named) or (number and path[number - 1] in _MAPS)
            else key
            for number, key in enumerate(path)
        )

    return told


def mutants(chance: random.Random, count: int, folder: Path) -> Iterator[Mutant]:
    """Yield mutants of all files of a few rows, each in a copy."""
    content: dict[tuple[str, str], Any] = {}
    for row in ROWS:
        copied(row, folder)
        for file in FILES:
            path = (
                ROOT / "adapters" / (file if file == "causes.toml" else f"{row}/{file}")
            )
            if path.is_file() and not (file == "causes.toml" and row != ROWS[0]):
                content[row, file] = tomllib.loads(path.read_text("utf-8"))
    there = {key: values.places(each, general(key[1])) for key, each in content.items()}
    drawn = [key for key in content for _ in range(FILES[key[1]])]
    whole_files = [*_whole(content, folder, chance)]
    chance.shuffle(whole_files)
    yield from whole_files[: count // 3]
    for _ in range(count - len(whole_files[: count // 3])):
        row, file = chance.choice(drawn)
        whole = content[row, file]
        place = chance.choice([*there[row, file]])
        where = chance.choice(there[row, file][place])
        mutation = values.mutated(whole, where, chance, toml=True)
        text = dumped(mutation.value)
        yield _mutant(
            row,
            file,
            folder,
            f"{row}/{file} {mutation}",
            text.encode(),
            _named(file, mutation),
            _rule(file, mutation),
        )


def copied(row: str, folder: Path) -> Path:
    """Copy a row as the tree lays it out; return its folder."""
    for kind in ("adapters", "configs"):
        if (source := ROOT / kind / row).is_dir():
            shutil.copytree(source, folder / kind / f"{row}_", dirs_exist_ok=True)
    return folder / "adapters" / f"{row}_"


def _mutant(
    row: str,
    file: str,
    folder: Path,
    told: str,
    text: bytes,
    named: tuple[tuple[str, ...], ...],
    legitimate: str | None,
) -> Mutant:
    own = folder / "adapters" / f"{row}_"
    path = folder / file if file == "causes.toml" else own / file
    source = ROOT / "adapters" / (file if file == "causes.toml" else f"{row}/{file}")

    def prepare() -> None:
        # The files beside it are right again.
        for other in FILES:
            if other != "causes.toml" and (ROOT / "adapters" / row / other).is_file():
                shutil.copyfile(ROOT / "adapters" / row / other, own / other)
        shutil.copyfile(source, path)
        path.write_bytes(text)

    call = (
        functools.partial(read_causes, path)
        if file == "causes.toml"
        else functools.partial(read, own, file)
    )
    command = (
        sys.executable,
        "-m",
        "benchmarks",
        "reproduce",
        f"lines/{row}_",
        f"--adapters={own}/",
    )
    return Mutant(
        "toml",
        told,
        call,
        named,
        legitimate,
        command if file == "adapter.toml" else (),
        prepare,
    )


def read(folder: Path, file: str) -> int:
    """Read a row as ``check`` does, the files that are asked for alone; tell what is wrong."""
    # Bash, git and the formatter are asked by others.
    put(
        shell,
        misfits=lambda _: frozenset(),
        words=lambda line, *_: (*shlex.split(line),),
    )
    put(applying, _unfit_patches=lambda *_: iter(()))
    for module in (lines, programs):
        put(module, formatted=str)
    told = []
    try:
        row = registry.read(folder)
        for category in CATEGORIES:
            for name, reader in category.files.items():
                needs = {
                    "adapter.toml": True,
                    "features/gaps.toml": "features" in name,
                    "changes/words.toml": "changes" in name,
                }.get(file, file in name)
                if needs and "values" not in name:
                    told += _faults(reader, row)
        if file == "adapter.toml":
            told += _faults(pieces.pieces, row)
            told += reading._unknown_causes(row)
    except ConfigbenchError as error:
        told.append(str(error))
    print("\n".join(dict.fromkeys(told)), file=sys.stderr)
    return 2 if told else 0


def _faults(reader: Callable[[Any], Any], row: Any) -> list[str]:
    try:
        reader(row)
    except AbsentError as error:
        return [] if "overrides.toml: not found" in str(error) else [str(error)]
    except ConfigbenchError as error:
        return str(error).split("; ")[:1]
    except ReachedError:  # another file is asked, in a process
        return []
    return []


def read_causes(path: Path) -> int:
    """Read the causes as everything does."""
    exceptions.causes.cache_clear()
    put(exceptions, ADAPTERS=path.parent)
    try:
        exceptions.causes()
    except ConfigbenchError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _named(file: str, mutation: Mutation) -> tuple[tuple[str, ...], ...]:
    words = [str(key) for key in mutation.path if isinstance(key, str)]
    if mutation.kind == "misspelt" and len(words) == 1:
        words = [str(mutation.was)]
    return ((Path(file).name,), (*words, *(repr(word)[1:-1] for word in words), "{"))


def _rule(file: str, mutation: Mutation) -> str | None:
    """Return why a mutation may rightly be accepted, if it may."""
    where = general(file)(mutation.path)
    match mutation.kind:
        case "text" | "path" if where[-1] not in {
            "script",
            "file",
            "saved",
            "cause",
            "name",
        }:
            return "a text may say anything"
        case "retype" if isinstance(mutation.after, str) and _may_be_a_text(
            file, where
        ):
            return "a text stands for a table"
        case "delete":
            return "may be missing"
        case "empty" | "twice":
            return "as many as there are"
        case "renamed" | "unknown" | "misspelt" if where[-1] == "*" and len(where) > 1:
            return "names of data are not ours"
        case "renamed" | "unknown" | "misspelt" if file == "causes.toml":
            return "a cause is called as its author likes"
    return None


def _may_be_a_text(file: str, where: values.Place) -> bool:
    """Whether a line, a script or a part of a file may stand for a table."""
    match file:
        case "overrides.toml":
            return len(where) == 1 or where[-2:] == ("attempts", "#")
        case "scaling.toml":
            return where[-1] in {"read", "setting", "#"}
        case "sweeps.toml":
            return where[-1] in {
                "grid",
                "random",
                "failing",
                "resume",
                "killed",
                "cluster",
            }
    return False


def _whole(
    content: Mapping[tuple[str, str], Any], folder: Path, chance: random.Random
) -> Iterator[Mutant]:
    """Yield files that are wrong as a whole."""
    for row, file in content:
        if row != ROWS[0]:
            continue
        source = (
            ROOT / "adapters" / (file if file == "causes.toml" else f"{row}/{file}")
        )
        raw = source.read_bytes()
        deep = b"[" * 200_000 + b"]" * 200_000
        wrong = {
            "byte order mark": b"\xef\xbb\xbf" + raw,
            "utf-16": raw.decode().encode("utf-16"),
            "latin-1": b'title = "\xe9"\n',
            "zeros": b"\0" * 100,
            "deep": b"title = " + deep,
            "deep tables": b"a." * 200_000 + b"a = 1",
            "rather deep": b"title = " + b"[" * 300 + b"]" * 300,
            "twice": raw + b"\n" + raw,
            "JSON": b"{}",
            "key twice": b"a = 1\na = 1\n",
            **{f"cut {number}": _cut(raw, chance) for number in range(4)},
            "huge number": b"title = 1" + b"0" * 5000,
            "infinity": b"title = inf",
            "time": b"title = 07:32:00",
        }
        for told, text in wrong.items():
            yield _mutant(
                row,
                file,
                folder,
                f"{row}/{file}: {told}",
                text,
                ((Path(file).name,),),
                None,
            )


def _cut(raw: bytes, chance: random.Random) -> bytes:
    """Return a file that ends in the middle of a text."""
    quotes = [at for at, byte in enumerate(raw) if byte == ord('"')]
    return raw[: chance.choice(quotes[::2]) + 1] + b"\n"
