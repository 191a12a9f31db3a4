"""Reading ``report/results.json``."""

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema

from report import reading, schema1

HERE = Path(__file__).resolve().parent
SCHEMA = HERE / "schema.json"

#: The schema that is read; the one before it is read to compare with.
VERSION = 2

ReportError = reading.ReportError
Results = dict[str, Any]
Cell = dict[str, Any]
#: The cells of a category, by row and case.
Rows = dict[str, dict[str, Cell]]


def load(path: Path, *, to_compare: bool = False) -> Results:
    """Read results that are valid against ``report/schema.json``.

    Parameters
    ----------
    path
        The file.
    to_compare
        Whether results of schema 1 will do: they are brought to the form of schema 2.

    Raises
    ------
    ReportError
        If the file is missing, is not JSON, breaks the schema or has another one.
    """
    content = reading.read(path)
    version = content.get("schema") if isinstance(content, dict) else None
    if version == schema1.VERSION and to_compare:
        content = schema1.upgraded(content)
    elif version != VERSION and type(version) is int:
        raise ReportError(f"{path}: {_other_schema(version)}")
    _require(content, path)
    results: Results = content
    names = [each["name"] for each in results["categories"]]
    odd = sorted({*names} ^ results["cells"].keys()) or sorted(
        name for name in names if names.count(name) > 1
    )
    if odd:
        raise ReportError(
            f"{path}: {odd[0]} has to stand once in data.categories and once in data.cells"
        )
    order = list(results["adapters"])
    results["cells"] = {name: _ordered(results["cells"][name], order) for name in names}
    for each in results["categories"]:
        if each["timed"]:
            _set_aside(results, each["name"])
    return results


@functools.cache
def _validator(defined: str = "") -> Callable[[Any], Any]:
    """Return what checks results, or what the schema defines under a name, against the schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    if defined:
        schema = {"$ref": f"#/$defs/{defined}", "$defs": schema["$defs"]}
    made: Callable[[Any], Any] = fastjsonschema.compile(schema)
    return made


def _require(content: Any, path: Path, defined: str = "") -> None:
    try:
        _validator(defined)(content)
    except fastjsonschema.JsonSchemaValueException as error:
        raise ReportError(f"{path}: {_told(error)}") from error


def _told(error: fastjsonschema.JsonSchemaValueException) -> str:
    """Return what is said of the first fault: place, expected form, and the value if it is one."""
    said = str(error.message)[:200]
    whole = isinstance(error.value, dict | list)
    return said if whole else f"{said}, but it is {str(error.value)[:60]!r}"


def _set_aside(results: Results, category: str) -> None:
    """Take out what was timed in another run than the control: two paces make no table.

    Of a row it is kept when that was (``created``), and how often its start-up took the control's
    time there (``ratio``), if that is stored.
    """
    rows = results["cells"][category]
    created = {
        name: account["created"]
        for name in rows
        if (account := results["units"].get(f"{category}/{name}"))
    }
    this = created.get("control", max(created.values(), default=""))
    for name, then in created.items():
        if then == this:
            continue
        ratio = rows.pop(name).get("default", {}).get("ratio")
        if row := results["adapters"].get(name):
            kept = row.setdefault("other_runs", {})
            kept[category] = {"created": then, "ratio": ratio}


def whole(folder: Path) -> Results:
    """Read the results in a folder, and what lies beside them.

    That are those of other interpreters and of other releases, who answers for the cells, what is
    told of libraries and by their changelogs, start-up ratios of earlier runs, what is kept of
    earlier results, and replications.

    Raises
    ------
    ReportError
        As :func:`load`, of each file.
    """
    results = load(folder / "results.json")
    files = (folder / "interpreters").glob("*.json")
    others = {path.stem: load(path) for path in files}
    results[_ELSEWHERE] = {
        version: others[version] for version in sorted(others, key=_numbers)
    }
    results[_PARTIES] = _asked(folder, _PARTIES).get("rows", {})
    results[_ALIVE] = _asked(folder, _ALIVE)
    results[_HOURS] = _asked(folder, _HOURS)
    results[_RENEWED] = _asked(folder, _RENEWED)
    results[_EARLIER] = {
        path.name.removesuffix(PACKED): earlier(path) for path in kept(folder)[-TOLD:]
    }
    results[_REPLICATIONS] = {
        path.stem: replication(path)
        for path in sorted((folder / _REPLICATIONS).glob("*.json"))
    }
    results[_CHANGELOGS] = _asked(folder, _CHANGELOGS).get("libraries", {})
    released = sorted((folder / _MATRIX).glob("*.json"))
    results[_MATRIX] = {path.stem: _beside(path, _MATRIX) for path in released}
    return results


#: Where in memory is kept what lies in files beside the results: in no file of its own.
_ELSEWHERE, _PARTIES, _ALIVE, _HOURS = "elsewhere", "parties", "alive", "hours"
_RENEWED, _EARLIER, _REPLICATIONS = "renewed", "earlier", "replications"

#: Where earlier results are kept, and how their files end.
HISTORY, PACKED = "history", ".json.xz"

#: Pages tell of so many, the newest; each takes an eighth of a second to read.
TOLD = 12


def kept(folder: Path) -> list[Path]:
    """Return the files of earlier results beside a report, the oldest first."""

    def number(path: Path) -> tuple[str, int, str]:
        day, behind = path.name[:10], path.name[11 : -len(PACKED)]
        return day, int(behind) if behind.isdecimal() else 0, path.name

    return sorted((folder / HISTORY).glob(f"*{PACKED}"), key=number)


def earlier(path: Path) -> Results:
    """Read what is kept of earlier results: enough to compare with.

    Raises
    ------
    ReportError
        As :func:`load`, and if it is not packed, or holds more than any results.
    """
    content = reading.unpacked(path)
    _require(content, path, "earlier")
    results: Results = content
    order = list(results["adapters"])
    results["cells"] = {
        name: _ordered(rows, order) for name, rows in results["cells"].items()
    }
    for each in results["categories"]:
        if each["timed"] and each["name"] in results["cells"]:
            _set_aside(results, each["name"])
    return results


def replication(path: Path) -> dict[str, Any]:
    """Read what somebody measured on another machine, and sent.

    Raises
    ------
    ReportError
        As :func:`load`, and if it is larger than any that is written.
    """
    content: dict[str, Any] = reading.read(path, reading.LARGEST)
    _require(content, path, "replication")
    return content


_MATRIX, _CHANGELOGS = "matrix", "changelogs"


def _asked(folder: Path, name: str) -> dict[str, Any]:
    """Return what a file beside the results tells; nothing where nobody has asked."""
    path = folder / f"{name}.json"
    return _beside(path, name) if path.exists() or path.is_symlink() else {}


def _beside(path: Path, defined: str) -> dict[str, Any]:
    """Return what a file tells that the schema defines under a name."""
    content: dict[str, Any] = reading.read(path)
    _require(content, path, defined)
    return content


def matrix(results: Results) -> dict[str, Any]:
    """Return what was measured of rows at other releases, by row; nothing where nothing was."""
    found: dict[str, Any] = results.get(_MATRIX, {})
    return found


def changelogs(results: Results) -> dict[str, Any]:
    """Return what changelogs say, by library and release; nothing where none was read."""
    found: dict[str, Any] = results.get(_CHANGELOGS, {})
    return found


def parties(results: Results) -> dict[str, Any]:
    """Return what was found out of who answers for the cells, by row: pieces and cells."""
    found: dict[str, Any] = results.get(_PARTIES, {})
    return found


def hours(results: Results) -> dict[str, Any]:
    """Return the start-up ratios of stored runs, by row and case; nothing where there are none."""
    found: dict[str, Any] = results.get(_HOURS, {})
    return found


def alive(results: Results) -> dict[str, Any]:
    """Return what the index and metadata tell of the libraries; nothing where nobody has asked."""
    found: dict[str, Any] = results.get(_ALIVE, {})
    return found


def renewed(results: Results) -> str:
    """Return the day when all was last known to be of the newest releases; or nothing."""
    return str(results.get(_RENEWED, {}).get("day", ""))


def older(results: Results) -> dict[str, Results]:
    """Return what is kept of the last earlier results by their names, the oldest first."""
    found: dict[str, Results] = results.get(_EARLIER, {})
    return found


def replications(results: Results) -> dict[str, dict[str, Any]]:
    """Return what others measured on other machines, by the names of their files."""
    found: dict[str, dict[str, Any]] = results.get(_REPLICATIONS, {})
    return found


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]


def elsewhere(results: Results) -> dict[str, Results]:
    """Return the results of other interpreters by their version, the oldest first."""
    found: dict[str, Results] = results.get(_ELSEWHERE, {})
    return found


def other_runs(results: Results, category: str) -> dict[str, dict[str, Any]]:
    """Return by name what was timed in another run than the rest of a category."""
    return {
        name: row["other_runs"][category]
        for name, row in results["adapters"].items()
        if category in row.get("other_runs", {})
    }


def _other_schema(version: int) -> str:
    if version > VERSION:
        return (
            f"has schema {version}, and this report reads schema {VERSION}: it was written by a "
            "newer configbench"
        )
    return (
        f"has schema {version}, and this report reads schema {VERSION}: `pytest --benchmark` "
        "measures anew; `python -m report --against` compares with it"
    )


def _ordered(rows: Rows, names: list[str]) -> Rows:
    """Return the rows of a category in the order of the comparison, however it was measured.

    What was measured beside them stays before them if it came first, and follows them otherwise.
    """
    compared = [name for name in names if name in rows]
    stored = list(rows)
    first = next((stored.index(name) for name in stored if name in names), len(stored))
    others = [name for name in stored[first:] if name not in names]
    return {name: rows[name] for name in [*stored[:first], *compared, *others]}


def categories(results: Results) -> list[str]:
    """Return the categories of which results have a cell, in the order of the file."""
    return [name for name, rows in results["cells"].items() if any(rows.values())]


def described(results: Results, category: str) -> dict[str, Any]:
    """Return what the results tell of a category itself: its question, its list of cases."""
    return next(each for each in results["categories"] if each["name"] == category)


def listed(results: Results, category: str) -> dict[str, dict[str, str]]:
    """Return the cases that a category names, each with its kind; none if it does not exist."""
    found = [each for each in results["categories"] if each["name"] == category]
    cases: dict[str, dict[str, str]] = found[0]["cases"] if found else {}
    return cases


def apart(results: Results) -> list[str]:
    """Return the categories of `make benchmark-beyond`: results without them are whole."""
    return [each["name"] for each in results["categories"] if each["environment"]]


def cases(rows: Rows) -> list[str]:
    """Return the cases that some row has."""
    return list(dict.fromkeys(case for cells in rows.values() for case in cells))


def rows(results: Results, category: str) -> Rows:
    """Return the cells of a category by row and case; nothing where there is no such category."""
    found: Rows = results["cells"].get(category, {})
    return found
