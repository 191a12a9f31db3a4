"""The programs of a row for a feature, found and run."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import forms, gaps
from benchmarks.categories import lines
from benchmarks.categories.features.cases import Feature, cases
from benchmarks.environments import Environment
from benchmarks.errors import AbsentError, RowError, read_toml
from benchmarks.forms import TEXT
from benchmarks.gaps import Gap
from benchmarks.outcomes import Outcome
from benchmarks.paths import files_below, relative
from benchmarks.registry import FEATURES, Adapter
from benchmarks.small import Line, came, seen, usage, ways
from benchmarks.small import Seen as Output
from benchmarks.texts import message, plain
from configbench.errors import UserError, known_name
from configbench.process import Finished
from configbench.workplace import workplace

#: What a row says of its gaps, in its folder of these programs.
GAPS = "gaps.toml"


@dataclass(frozen=True)
class Run:
    """What one command line did.

    Attributes
    ----------
    line
        As it is typed in the folder of the programs.
    seen, done
        What came of it.
    said
        Its message, or its output.
    """

    line: Line
    seen: Output
    done: Finished
    said: str


@dataclass(frozen=True)
class Way:
    """A program, and what its command lines did.

    Attributes
    ----------
    program, runs
        Where it stands, and what each line did.
    lines, tokens
        Of its code and its config files, counted as in the category *lines*.
    """

    program: str
    runs: tuple[Run, ...]
    lines: int = 0
    tokens: int = 0


@dataclass(frozen=True)
class Tried:
    """All that was tried of a feature.

    Attributes
    ----------
    ways
        The programs, the plain one first.
    gap
        What is declared, if they are said to show that there is no way.
    cause
        An id of ``adapters/causes.toml``, if the row names one.
    """

    ways: tuple[Way, ...]
    gap: Gap | None
    cause: str | None


def programs(row: Adapter, feature: Feature) -> list[Path]:
    """Return a row's programs for a feature, the plain one first."""
    return ways(row.file(f"{FEATURES}/{feature.name}.py").parent, feature.name)


def attempt(row: Adapter, feature: Feature) -> Tried:
    """Run all programs of a row for a feature.

    Raises
    ------
    AbsentError
        If it brings none.
    RowError
        If what it brings is not as it should be; the sentence names the file.
    """
    found = programs(row, feature)
    declared = stated(row).get(feature.name, {})
    if not found:
        path = relative(row.folder / FEATURES / f"{feature.name}.py")
        raise AbsentError(f"{path} is not there: nobody has written it yet")
    gap = _gap(row, feature, declared, found)
    row.environment.require()
    ways = tuple(_way(row.environment, feature, path) for path in found)
    return Tried(ways, gap, declared.get("cause"))


def stated(row: Adapter) -> Mapping[str, Any]:
    """Return what a row says of features, by name: of a gap, and of a cause.

    Raises
    ------
    RowError
        The sentence names file, key and expected form.
    """
    path = row.file(f"{FEATURES}/{GAPS}")
    if not path.exists():
        return {}
    content = read_toml(path)
    for name, entry in content.items():
        try:
            known_name("feature", name, cases())
        except UserError as error:
            raise RowError(f"{path}: {error}") from error
        table = ("a table", lambda value: isinstance(value, dict))
        forms.check(path, entry, {"cause": TEXT, "unsupported": table}, (), name)
        if "unsupported" in entry:
            where = f"{name}.unsupported"
            forms.check(path, entry["unsupported"], gaps.REASON, gaps.REASON, where)
    return content


def read_whole(row: Adapter) -> None:
    """Read all that a row says of features, and every docstring.

    Raises
    ------
    AbsentError
        If it has no program for some, which it names, or for any.
    RowError
        The sentence names the file.
    """
    declared, absent = stated(row), []
    for feature in cases().values():
        found = programs(row, feature)
        if found or feature.name in declared:
            _gap(row, feature, declared.get(feature.name, {}), found)
        else:
            absent.append(feature.name)
        for path in found:
            _lines(feature, path)
    if absent:
        folder = relative(row.folder / FEATURES)
        some = len(absent) < len(cases())
        sentence = f"{folder}/ has no program for {absent[0]}"
        raise AbsentError(sentence, (*absent,) if some else ())


def _gap(
    row: Adapter, feature: Feature, declared: Mapping[str, Any], found: list[Path]
) -> Gap | None:
    stated_gap = declared.get("unsupported")
    if stated_gap is None:
        return None
    where = f"{row.file(f'{FEATURES}/{GAPS}')}: {feature.name}.unsupported"
    # Each names itself in its lines.
    texts = [path.read_text(encoding="utf-8").replace(path.stem, "") for path in found]
    gaps.require_enough(where, texts, " programs")
    return Gap(Outcome.UNSUPPORTED, stated_gap["reason"], stated_gap["page"])


def _lines(feature: Feature, path: Path) -> list[Line]:
    try:
        found = usage(path)
    except (UserError, OSError, ValueError, SyntaxError) as error:
        raise RowError(f"{relative(path)}: {error}") from error
    if len(found) != feature.typed:
        raise RowError(
            f"{relative(path)}: {len(found)} command lines in its docstring; "
            f"expected {feature.typed}, one for each line of features.toml"
        )
    for line, asked in zip(found, feature.lines, strict=False):
        if said := [text for text in asked.unsaid if text in " ".join(line.words)]:
            raise RowError(
                f"{relative(path)}: `{line.text}` says {said[0]!r}; the library is to find that out"
            )
    return found


def _way(environment: Environment, feature: Feature, path: Path) -> Way:
    several = [bool(each.wanted.each) for each in feature.lines] or [False]
    runs = tuple(
        _run(environment, feature, path, line, every=runs)
        for line, runs in zip(_lines(feature, path), several, strict=True)
    )
    return Way(relative(path), runs, *size(path, path.with_name(feature.name)))


def size(program: Path, beside: Path) -> tuple[int, int]:
    """Return the lines and tokens of a program, and of the files that it brings."""
    source = lines.formatted(program.read_text(encoding="utf-8"))
    files = [*files_below(beside)] if beside.is_dir() else []
    texts = [(path.read_text(encoding="utf-8"), path.suffix) for path in files]
    return (
        len(lines.code_lines(source))
        + sum(lines.config_lines(*each) for each in texts),
        lines.python_tokens(source) + sum(lines.config_tokens(*each) for each in texts),
    )


def _run(
    environment: Environment, feature: Feature, path: Path, line: Line, *, every: bool
) -> Run:
    with workplace() as place:
        program = place.work / path.name
        shutil.copyfile(path, program)
        beside = path.with_name(feature.name)
        if beside.is_dir():
            shutil.copytree(beside, place.work / feature.name)
        argv = ("python", path.name, *line.words)
        arrived, done = came(
            environment, path, argv, place, place.work, line.variables, every=every
        )
        base = str(place.base)
        said = message(done.output) if done.exit else plain(done.stdout)
        return Run(line, seen(arrived, done), done, said.replace(base, "/PLACE"))
