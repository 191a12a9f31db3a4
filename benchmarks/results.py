"""``report/results.json``: every judgement as a stored fact, from which the report is made."""

import importlib.metadata
import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fastjsonschema

from benchmarks.errors import BenchError
from benchmarks.footprint import footprint
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter, names

FILE = ROOT / "report" / "results.json"
SCHEMA = ROOT / "report" / "schema.json"
AXES = ("lines", "change", "overrides", "roundtrip", "safety", "startup", "scaling")
#: Axes of `make benchmark-beyond`, measured in an environment of their own: see benchmarks.beyond.
BEYOND = ("remote", "sweep", "ranks")

#: Distributions whose versions decide what is measured, beside those under comparison.
_ALSO = ("torch", "numpy", "scikit-learn", "pytest-benchmark")

#: The row of what holds without any library under comparison.
CONTROL_NAME = "control"

Results = dict[str, Any]


def new(seed: int) -> Results:
    """Return results without any cell."""
    return {
        "schema": 1,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "machine": machine(),
        "versions": versions(),
        "adapters": {},
        "units": {},
        "causes": {},
        **{axis: {} for axis in (*AXES, *BEYOND)},
    }


def machine() -> dict[str, Any]:
    """Describe the machine, without its name."""
    return {
        "kind": f"{platform.system()} {platform.machine()}",
        "cpu": _cpu(),
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
    }


def _cpu() -> str:
    # platform.processor() is empty on most Linux systems.
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [
        line.partition(":")[2].strip()
        for line in lines
        if line.startswith("model name")
    ]
    return names[0] if names else "unknown"


def versions(adapters: Sequence[Adapter] = ()) -> dict[str, str]:
    """Return the installed versions of what decides the results."""
    found = {"python": platform.python_version()}
    for name in [*_ALSO, *(name for each in adapters for name in each.distributions)]:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def describe(adapter: Adapter) -> dict[str, Any]:
    """Return what the report says of an adapter itself."""
    missing = adapter.missing()
    return {
        "title": adapter.title,
        "summary": adapter.summary,
        "status": "missing" if missing else "installed",
        "install": f"pip install {' '.join(missing)}" if missing else "",
        "distributions": adapter.versions(),
        "documentation": list(adapter.documentation),
        "sha256": adapter.sha256(),
        "program": adapter.command.removeprefix("python "),
        "deviations": list(adapter.deviations),
        "conversions": list(adapter.conversions),
        "lacks": list(adapter.lacks),
        "variant_of": adapter.variant_of,
        "footprint": None if missing else footprint(adapter.distributions),
    }


def put(
    results: Results,
    axis: str,
    name: str,
    cells: Mapping[str, Any],
    unit: Mapping[str, Any],
) -> None:
    """Replace the cells of one adapter on one axis, with the account of their measuring."""
    results[axis][name] = dict(cells)
    results["units"][f"{axis}/{name}"] = dict(unit)


def carry_over(path: Path, fresh: Results) -> None:
    """Keep from an older file, if it can be read, the axes that a whole run does not measure.

    Each of their units has its own versions and hash; rows that are gone are left behind.
    """
    try:
        old = load(path)
    except BenchError:
        return
    for axis in BEYOND:
        for name, cells in old[axis].items():
            unit = old["units"].get(f"{axis}/{name}")
            if unit is not None and (name in names() or name == CONTROL_NAME):
                put(fresh, axis, name, cells, unit)


def load(path: Path = FILE) -> Results:
    """Read and validate results.

    Raises
    ------
    BenchError
        If the file is missing, is not JSON, or breaks the schema; the sentence names the place.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BenchError(
            f"{path}: not found; `pytest --benchmark` writes it"
        ) from error
    except (OSError, ValueError) as error:
        raise BenchError(f"{path}: cannot be read: {error}") from error
    validate(content, path)
    # Results from before an axis existed have no cell of it.
    results: Results = {axis: {} for axis in (*AXES, *BEYOND)} | content
    return results


def validate(content: object, path: Path = FILE) -> None:
    """Check ``content`` against ``report/schema.json``.

    Raises
    ------
    BenchError
        Naming the place of the first fault.
    """
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    try:
        fastjsonschema.compile(schema)(content)
    except fastjsonschema.JsonSchemaValueException as error:
        raise BenchError(f"{path}: {error.message}") from error


def save(results: Results, path: Path = FILE) -> None:
    """Write results so that the file is always whole: aside first, then renamed.

    Raises
    ------
    BenchError
        If the folder cannot be written.
    """
    text = json.dumps(results, indent=1, ensure_ascii=False)
    with _writing(path) as aside:
        aside.write_text(text + "\n", encoding="utf-8", errors="surrogateescape")
        aside.replace(path)


def writable(path: Path) -> None:
    """Find out before anything is measured whether results can be written.

    Raises
    ------
    BenchError
        If the folder cannot be written.
    """
    with _writing(path) as aside:
        aside.touch()
        aside.unlink()


@contextmanager
def _writing(path: Path) -> Iterator[Path]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield path.with_suffix(".json.new")
    except OSError as error:
        raise BenchError(f"{path}: cannot be written: {error.strerror}") from error
