"""What ``python -m report --check`` finds: edits by hand, missing rows, faults of the results."""

import datetime as dt
import json
import shlex
import subprocess
import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from report import (
    aboutrows,
    alive,
    cells,
    claims,
    freshness,
    history,
    load,
    packing,
    parties,
    readme,
    replications,
    said,
    text,
    upgrades,
)
from report.escaping import all_visible
from report.load import ReportError, Results
from report.otherwise import counted

#: Folders that hold nothing but what the report writes.
GENERATED = ("cells", "plots", aboutrows.FOLDER, "site", upgrades.FOLDER)

#: Pages beside them that not all results give.
SOMETIMES = (
    *(parties.PAGE, alive.PAGE, claims.PAGE, history.PAGE, replications.PAGE),
    upgrades.PAGE,
)

#: Lines that are printed, if not each fault is asked for, and characters of one without a command.
MOST, LONGEST = 10, 300

#: Of what is told together so many names.
_NAMED = 3

#: Characters of a line around the place where it is not what it should be.
_AROUND = 60


class Fault(NamedTuple):
    """A fault, or a unit that was measured before a change.

    Attributes
    ----------
    sentence
        What is said of it alone.
    together
        What is said of it and others of which the same is said: how many (``count``), the first
        names (``named``), and all of them for a command (``all``, ``words``) stand in braces.
    name
        What it is about.
    """

    sentence: str
    together: str = ""
    name: str = ""


def faults(
    results: Results,
    folder: Path,
    wanted: Mapping[str, str],
    today: dt.date | None = None,
) -> tuple[list[Fault], list[Fault]]:
    """Return each fault, and each unit that was measured before a change.

    Parameters
    ----------
    results
        The results.
    folder
        Where the report lies.
    wanted
        The files that the results give, by name.
    today
        By which results may be too old; by default they are not.

    Raises
    ------
    ReportError
        If the harness cannot tell which adapters there are.
    """
    listed = _listed()
    present = {each["name"]: each for each in listed}
    ours = [each["name"] for each in listed if each["brought_by"] is None]
    every = {"": results} | load.elsewhere(results)
    found = [
        *_files(folder, wanted),
        *_readme(results, folder),
        *_missing_rows(results, ours),
        *(fault for each in every.values() for fault in _faulty_cells(each)),
        *_missing_pieces(results),
        *(
            Fault(sentence, "what is said of {named} is of no such cell", name)
            for name, sentence in said.faults(results)
        ),
    ]
    stale = [
        *_picture(folder, wanted),
        *(
            fault
            for version, each in every.items()
            for fault in _stale(each, present, version)
        ),
        *_unasked(results),
        *_said_otherwise(results, present),
    ]
    if today and folder == load.HERE and (old := freshness.stale(results, today)):
        stale.append(Fault(f"stale: {old}"))
    return found, stale


def summary(found: Sequence[Fault]) -> list[str]:
    """Return faults in ten lines at most: those of which the same is said in one."""
    groups: dict[str, list[Fault]] = {}
    for each in found:
        groups.setdefault(each.together or each.sentence, []).append(each)
    if len(groups) <= MOST:
        return [_line(*each) for each in groups.items()]
    lines = [_line(*each) for each in groups.items()][: MOST - 1]
    rest = sum(map(len, list(groups.values())[MOST - 1 :]))
    return [*lines, f"and {rest} more: `python -m report --check --all` prints each"]


def _line(together: str, group: Sequence[Fault]) -> str:
    if len(group) == 1:
        return cut(group[0].sentence)
    names = list(dict.fromkeys(each.name for each in group))
    more = f" and {len(names) - _NAMED} more" if names[_NAMED:] else ""
    return together.format(
        count=len(group),
        named=cut(", ".join(names[:_NAMED]) + more),
        all=",".join(names),
        words=shlex.join(names),
    )


def cut(sentence: str) -> str:
    """Return a sentence in one line that is not too long."""
    return text.cut(" ".join(sentence.split()), LONGEST)


def leftover(folder: Path, wanted: Container[str]) -> list[Path]:
    """Return the generated files that the report does not consist of."""
    generated = (path for name in GENERATED for path in (folder / name).rglob("*"))
    every = [*generated, *(folder / name for name in SOMETIMES)]
    return sorted(
        path
        for path in every
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted
    )


def _files(folder: Path, wanted: Mapping[str, str]) -> Iterator[Fault]:
    """Yield the files that are not what the results give, and those that nothing gives."""
    place = "" if folder == load.HERE else f" --dir {shlex.quote(str(folder))}"
    writes = f"`python -m report{place}` writes"
    for name, content in wanted.items():
        if sentence := _edited(folder / name, content):
            yield Fault(
                f"{sentence}; {writes} it",
                f"{{count}} files are not what the results give: {{named}}; {writes} them",
                name,
            )
    for path in leftover(folder, wanted):
        yield Fault(
            f"{_relative(path)}: nothing in the results gives this file; remove it",
            "{count} files that nothing in the results gives: {named}; remove them",
            path.relative_to(folder).as_posix(),
        )


def _readme(results: Results, folder: Path) -> Iterator[Fault]:
    """Yield what the README, which stands beside our own report alone, tells otherwise."""
    if folder == load.HERE and (fault := freshness.fault(results)):
        yield Fault(f"README.md: {fault}; `python -m report` writes them")


def _picture(folder: Path, wanted: Mapping[str, str]) -> Iterator[Fault]:
    """Yield whether the README shows the site as it is: of our own report alone it does."""
    if folder == load.HERE and (what := readme.stale(wanted)):
        yield Fault(
            f"stale: {_relative(readme.FILE)} {what}; `make screenshot` takes it"
        )


def _edited(path: Path, content: str) -> str:
    """Return where a file is not what it should be, or nothing."""
    expected = content.splitlines()
    try:
        there = path.read_text(encoding="utf-8")
    except OSError as error:
        return f"{path}: cannot be read: {error.strerror}"
    except UnicodeDecodeError:
        return f"{path}: cannot be read: not UTF-8"
    if packing.same(there, content):
        return ""
    name, found = _relative(path), there.splitlines()
    for number, (have, want) in enumerate(zip(found, expected, strict=False), 1):
        if have != want:
            there, here = _apart(have, want)
            return f"{name}:{number}: is not what the results give: {there!r}, expected {here!r}"
    if len(found) != len(expected):
        return f"{name}: has {len(found)} lines, the results give {len(expected)}"
    return ""


def _apart(have: str, want: str) -> tuple[str, str]:
    """Return both lines, cut to the surroundings of the first place where they differ."""
    same = next(
        (at for at, (a, b) in enumerate(zip(have, want, strict=False)) if a != b),
        min(len(have), len(want)),
    )
    start = max(same - _AROUND // 2, 0)
    return have[start : start + _AROUND], want[start : start + _AROUND]


def _missing_rows(results: Results, ours: Iterable[str]) -> Iterator[Fault]:
    apart = load.apart(results)
    missing = []
    for name in ours:
        if name not in results["adapters"]:
            yield Fault(
                f"results.json: no row for adapters/{name}; `pytest --benchmark` adds it",
                "results.json: no row for {named}; `pytest --benchmark --adapters {all}` adds them",
                name,
            )
            continue
        for category, rows in results["cells"].items():
            known = {*rows, *load.other_runs(results, category)}
            if category not in apart and name not in known:
                missing.append((category, name))
    for category, name, measures in _measured(results, missing):
        yield Fault(
            f"results.json: {category} has no row for {name}; "
            f"`pytest --benchmark --category {category} --adapters {name}` adds it",
            f"results.json: {{count}} units are missing, of {{named}}; {measures} adds them",
            name,
        )


def _measured(
    results: Results, units: Sequence[tuple[str, str]], version: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Yield units with the command that measures them, and all those of rows that need the same.

    What is timed is measured of all rows: those of another run stand in no table.
    """
    timed = {each["name"] for each in results["categories"] if each["timed"]}
    of: dict[tuple[str, bool], list[str]] = {}
    for category, name in units:
        of.setdefault((name, category in timed), []).append(category)
    python = f" --python {version}" if version else ""
    for category, name in units:
        some = ",".join(of[name, category in timed])
        rows = "" if category in timed else " --adapters {all}"
        yield category, name, f"`pytest --benchmark --category {some}{rows}{python}`"


def _faulty_cells(results: Results) -> Iterator[Fault]:
    """Yield what the cells themselves tell: faults of a row's files, and cases of no list."""
    for category, name, case, cell in cells.every(results):
        place, detail = f"{category}/{name}/{case}", cell.get("detail", "")
        if cell.get("false_declaration"):
            yield Fault(
                f"{place}: is declared as a gap, and works: {detail}",
                "{count} cells are declared as gaps, and work: {named}",
                place,
            )
        if cell["outcome"] == "unmeasured" and cell.get("trouble") == "row":
            yield Fault(
                f"{place}: cannot be measured, a file of the row is at fault: {detail}",
                "{count} cells cannot be measured, files of their rows are at fault: {named}",
                place,
            )
        if case not in {"all", *load.listed(results, category)}:
            yield Fault(
                f"{place}: the list of cases of {category} does not name it",
                "{count} cells are of cases that no list names: {named}",
                place,
            )


def _stale(
    results: Results, present: Mapping[str, Mapping[str, Any]], version: str = ""
) -> Iterator[Fault]:
    where = f"on Python {version} " if version else ""
    stale = []
    for unit, account in results["units"].items():
        category, _, name = unit.partition("/")
        if name not in present:
            continue
        row = present[name]
        if account["sha256"] != row.get("own", {}).get(category, row["sha256"]):
            stale.append((category, name))
    for category, name, measures in _measured(results, stale, version):
        yield Fault(
            f"stale: {category}/{name} was measured {where}with other contents of adapters/{name}"
            f"; {measures.format(all=name)} measures it anew",
            f"stale: {{count}} units of {{named}} were measured {where}with other contents of "
            f"their folders; {measures} measures them anew",
            name,
        )
    yield from _other_state(results, present, where)
    for category in results["cells"]:
        for name, other in load.other_runs(results, category).items():
            measures = f"`pytest --benchmark --category {category}` measures all"
            yield Fault(
                f"stale: {category}/{name} was measured in another run than the control "
                f"({other['created']}); {measures}",
                f"stale: {category} of {{named}} was measured in another run than the control; "
                f"{measures}",
                name,
            )


def _other_state(
    results: Results, present: Mapping[str, Mapping[str, Any]], where: str
) -> Iterator[Fault]:
    """Yield the units that were measured by another suite, or with other releases locked."""
    for unit, account in results["units"].items():
        category, _, name = unit.partition("/")
        row = present.get(name, {})
        now = {"suite": row.get("suite"), "locks": row.get("locks", {}).get(category)}
        for key, told in (
            ("suite", "by another state of the suite"),
            ("locks", "with other locks"),
        ):
            if now[key] and account.get(key, now[key]) != now[key]:
                yield Fault(
                    f"stale: {unit} was measured {where}{told}",
                    f"stale: {{count}} units were measured {where}{told}: {{named}}",
                    unit,
                )


def _unasked(results: Results) -> Iterator[Fault]:
    """Yield of which rows nobody has measured who answers for their cells."""
    for name, adapter in results["adapters"].items():
        if count := parties.unknown(results, name):
            yield Fault(
                f"stale: who answers for {counted(count)} of {name} was not measured; "
                f"`{text.asked(adapter, name)}` does",
                "stale: who answers for cells of {named} was not measured; "
                "`python -m benchmarks parties {words}` does",
                _place(adapter, name),
            )


def _said_otherwise(
    results: Results, present: Mapping[str, Mapping[str, Any]]
) -> Iterator[Fault]:
    """Yield the rows of which something else is said by now."""
    takes = "`pytest --benchmark --category lines --adapters {}` takes it over"
    for name in said.changed(
        results, {name: row["said"] for name, row in present.items()}
    ):
        yield Fault(
            f"stale: adapters/{name}/adapter.toml says something else for people; "
            f"{takes.format(name)}",
            "stale: adapter.toml of {named} says something else for people; "
            f"{takes.format('{all}')}",
            name,
        )


def _missing_pieces(results: Results) -> Iterator[Fault]:
    """Yield the pieces that a cell names and of which nobody tells what they are."""
    known = {
        name: {piece["name"] for piece in row["pieces"]}
        for name, row in load.parties(results).items()
    }
    lost: dict[tuple[str, str], str] = {}
    for category, name, case, cell in cells.every(results):
        for piece in parties.named(cell):
            if piece not in known.get(name, ()):
                lost.setdefault((name, piece), f"{category}/{name}/{case}")
    for (name, piece), place in lost.items():
        adapter = results["adapters"].get(name, {})
        yield Fault(
            f"parties.json: {name} has no piece {piece!r}, which decides {place}; "
            f"`{text.asked(adapter, name)}` asks anew",
            "parties.json: lacks {count} pieces that cells of {named} name; "
            "`python -m benchmarks parties {words}` asks anew",
            _place(adapter, name),
        )


def _place(adapter: Mapping[str, Any], name: str) -> str:
    """Return what a command calls a row."""
    place = str(adapter.get("address", ""))
    return place if "/" in place else name


def _listed() -> list[dict[str, Any]]:
    """Ask the harness, as a process, which adapters there are, and what they are."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "list", "--json"],
        cwd=load.HERE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ReportError(
            f"the harness cannot list the adapters: {done.stderr.strip()}"
        )
    found: list[dict[str, Any]] = all_visible(json.loads(done.stdout))
    return found


def _relative(path: Path) -> Path:
    root = load.HERE.parent
    return path.relative_to(root) if path.is_relative_to(root) else path
