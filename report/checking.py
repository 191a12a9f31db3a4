"""What ``python -m report --check`` finds: edits by hand, missing rows, faults of the results."""

import json
import subprocess
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from report import alive, cells, load, parties, said
from report.load import ReportError, Results
from report.otherwise import counted
from report.text import asked

#: Folders that hold nothing but what the report writes.
GENERATED = ("cells", "plots", "site")

#: Pages beside them that not all results give.
SOMETIMES = (parties.PAGE, alive.PAGE)

#: Characters of the longest line that is printed.
LONGEST = 300

#: Characters of a line around the place where it is not what it should be.
_AROUND = 60


def faults(
    results: Results, folder: Path, wanted: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return a sentence for each fault, and one for each unit that was measured before a change.

    Parameters
    ----------
    results
        The results.
    folder
        Where the report lies.
    wanted
        The files that the results give, by name.

    Raises
    ------
    ReportError
        If the harness cannot tell which adapters there are.
    """
    listed = _listed()
    present = {each["name"]: each for each in listed}
    ours = [each["name"] for each in listed if each["brought_by"] is None]
    every = {"": results} | {
        f"on Python {version} ": other
        for version, other in load.elsewhere(results).items()
    }
    found = [
        *(
            fault
            for name, text in wanted.items()
            for fault in _edited(folder / name, text)
        ),
        *(
            f"{_relative(path)}: nothing in the results gives this file; remove it"
            for path in leftover(folder, wanted)
        ),
        *_missing_rows(results, ours),
        *(fault for each in every.values() for fault in _faulty_cells(each)),
        *_missing_pieces(results),
        *said.faults(results),
    ]
    stale = [
        *(
            sentence
            for where, each in every.items()
            for sentence in _stale(each, present, where)
        ),
        *_unasked(results),
        *said.changed(results, {each["name"]: each["said"] for each in listed}),
    ]
    return [_cut(fault) for fault in found], [_cut(sentence) for sentence in stale]


def leftover(folder: Path, wanted: Container[str]) -> list[Path]:
    """Return the generated files that the report does not consist of."""
    generated = (path for name in GENERATED for path in (folder / name).rglob("*"))
    every = [*generated, *(folder / name for name in SOMETIMES)]
    return sorted(
        path
        for path in every
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted
    )


def _edited(path: Path, text: str) -> Iterator[str]:
    expected = text.splitlines()
    try:
        found = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        yield f"{path}: cannot be read: {error.strerror}"
        return
    except UnicodeDecodeError:
        yield f"{path}: cannot be read: not UTF-8"
        return
    name = _relative(path)
    for number, (have, want) in enumerate(zip(found, expected, strict=False), 1):
        if have != want:
            there, here = _apart(have, want)
            yield f"{name}:{number}: is not what the results give: {there!r}, expected {here!r}"
            return
    if len(found) != len(expected):
        yield f"{name}: has {len(found)} lines, the results give {len(expected)}"


def _apart(have: str, want: str) -> tuple[str, str]:
    """Return both lines, cut to the surroundings of the first place where they differ."""
    same = next(
        (at for at, (a, b) in enumerate(zip(have, want, strict=False)) if a != b),
        min(len(have), len(want)),
    )
    start = max(same - _AROUND // 2, 0)
    return have[start : start + _AROUND], want[start : start + _AROUND]


def _missing_rows(results: Results, ours: Iterable[str]) -> Iterator[str]:
    apart = load.apart(results)
    for name in ours:
        if name not in results["adapters"]:
            yield f"results.json: no row for adapters/{name}; `pytest --benchmark` adds it"
            continue
        for category, rows in results["cells"].items():
            known = {*rows, *load.other_runs(results, category)}
            if category not in apart and name not in known:
                yield (
                    f"results.json: {category} has no row for {name}; "
                    f"`pytest --benchmark --category {category} --adapters {name}` adds it"
                )


def _faulty_cells(results: Results) -> Iterator[str]:
    """Yield what the cells themselves tell: faults of a row's files, and cases of no list."""
    for category, name, case, cell in cells.every(results):
        place, detail = f"{category}/{name}/{case}", cell.get("detail", "")
        if cell.get("false_declaration"):
            yield f"{place}: is declared as a gap, and works: {detail}"
        if cell["outcome"] == "unmeasured" and cell.get("trouble") == "row":
            yield f"{place}: cannot be measured, a file of the row is at fault: {detail}"
        if case not in {"all", *load.listed(results, category)}:
            yield f"{place}: the list of cases of {category} does not name it"


def _stale(
    results: Results, present: Mapping[str, Mapping[str, Any]], where: str
) -> Iterator[str]:
    for unit, account in results["units"].items():
        category, _, name = unit.partition("/")
        if name not in present:
            continue
        row = present[name]
        if account["sha256"] != row.get("own", {}).get(category, row["sha256"]):
            yield f"stale: {unit} was measured {where}with other contents of adapters/{name}"
    for category in results["cells"]:
        for name, other in load.other_runs(results, category).items():
            yield (
                f"stale: {category}/{name} was measured in another run than the control "
                f"({other['created']}); `pytest --benchmark --category {category}` measures all"
            )


def _unasked(results: Results) -> Iterator[str]:
    """Yield of which rows nobody has measured who answers for their cells."""
    for name, adapter in results["adapters"].items():
        if count := parties.unknown(results, name):
            yield (
                f"stale: who answers for {counted(count)} of {name} was not measured; "
                f"`{asked(adapter, name)}` does"
            )


def _missing_pieces(results: Results) -> Iterator[str]:
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
        yield (
            f"parties.json: {name} has no piece {piece!r}, which decides {place}; "
            f"`{asked(results['adapters'].get(name, {}), name)}` asks anew"
        )


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
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _cut(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _relative(path: Path) -> Path:
    root = load.HERE.parent
    return path.relative_to(root) if path.is_relative_to(root) else path
