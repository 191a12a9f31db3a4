"""Whether libraries are alive: what their package index and their own metadata tell, with the day.

The index tells which releases there are and since when, and whether a project was archived there
(PEP 592, 691, 700 and 792).  What the measured release says of itself stands in its metadata, in
the environment of its row.  Nobody's opinion of a project is in either.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import Version

from benchmarks.environments.building import of_pip
from benchmarks.registry import Adapter
from configbench import whole_files
from configbench.errors import UnmeasuredError

NAME = "alive.json"

#: How far back releases are counted.
SPAN = timedelta(days=2 * 365)

#: The classifiers that tell.
_PYTHON, _LICENCE = "Programming Language :: Python :: ", "License :: "
_INACTIVE = "Development Status :: 7 - Inactive"

Told = dict[str, Any]
#: A project on an index, as PEP 691 has it.
Page = Mapping[str, Any]
Pages = Callable[[str], Page | None]

_JSON = "application/vnd.pypi.simple.v1+json"


def index() -> Pages:
    """Return what asks the index that pip is told of on this machine, PyPI if none is."""
    # Of all commands one asks a network: the others do not wait for what does so.
    import requests  # noqa: PLC0415

    variables = of_pip()
    address = variables.get("UV_DEFAULT_INDEX", "https://pypi.org/simple/").rstrip("/")

    def page(name: str) -> Page | None:
        try:
            answer = requests.get(
                f"{address}/{name}/",
                headers={"Accept": _JSON},
                verify=variables.get("SSL_CERT_FILE", True),
                timeout=30,
            )
            if answer.status_code == requests.codes.not_found:
                return None
            answer.raise_for_status()
            told: Page = answer.json()
        except requests.RequestException as error:
            raise UnmeasuredError(
                f"the package index does not tell of {name}: {error}"
            ) from error
        return told

    return page


def ask(rows: Iterable[Adapter], today: date, pages: Pages) -> Told:
    """Return what is told of the distributions that rows compare, by name.

    Raises
    ------
    MissingError
        If the environment of a row is not there.
    UnmeasuredError
        If the index does not answer.
    """
    found: dict[str, Told] = {}
    # An index takes a name in any capitals: rows write it as their libraries do.
    asked = set[str]()
    for row in rows:
        for name in row.distributions:
            row.environment.require()
            installed = row.environment.distribution(name)
            known = canonicalize_name(name)
            if known in asked or installed is None:
                continue
            asked.add(known)
            page = pages(name)
            found[name] = {
                **says(installed),
                **(releases(page, installed.version, today) if page else {}),
            }
    ordered = {name: found[name] for name in sorted(found, key=str.lower)}
    return {"asked": str(today), "distributions": ordered}


def releases(page: Page, measured: str, today: date) -> Told:
    """Return what an index tells of the stable releases of a project; pure.

    Returns
    -------
    dict
        ``newest`` and its day, ``released``; the day of the measured one, ``measured_released``;
        ``releases``, how many there were within :data:`SPAN`; ``status``, and its ``reason``, as
        the index has them.  What is yanked is no release.
    """
    days: dict[Version, date] = {}
    for version, day in _stable(page["files"]):
        days[version] = min(day, days.get(version, day))
    status = page.get("project-status", {})
    told: Told = {"status": status.get("status", "active")}
    if reason := status.get("reason"):
        told["reason"] = reason
    if days:
        newest = max(days)
        told |= {
            "newest": str(newest),
            "released": str(days[newest]),
            "releases": sum(day > today - SPAN for day in days.values()),
        }
    if Version(measured) in days:
        told["measured_released"] = str(days[Version(measured)])
    return told


def _stable(files: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Version, date]]:
    for version, each in _released(files):
        if not version.is_prerelease and "upload-time" in each:
            yield version, datetime.fromisoformat(each["upload-time"]).date()


def _released(
    files: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[Version, Mapping[str, Any]]]:
    for each in files:
        version = _version(each["filename"])
        if version is not None and not each.get("yanked"):
            yield version, each


def versions(page: Page) -> list[Version]:
    """Return all releases of a project in order, those before a stable one among them."""
    return sorted({version for version, _ in _released(page["files"])})


def _version(file: str) -> Version | None:
    """Return the version of a wheel or of sources; of installers of old there is none."""
    try:
        if file.endswith(".whl"):
            return parse_wheel_filename(file)[1]
        return parse_sdist_filename(file)[1]
    except (InvalidWheelFilename, InvalidSdistFilename):
        return None


def says(installed: Distribution) -> Told:
    """Return what an installed distribution says of itself.

    Returns
    -------
    dict
        ``measured``, its release; ``needs``, the names of what it requires here without any
        extra; ``requires_python`` and ``pythons``, the bound and those that it lists; ``licence``;
        ``inactive``, whether it says so.
    """
    classifiers = installed.metadata.get_all("Classifier") or []
    listed = [
        each.removeprefix(_PYTHON) for each in classifiers if each.startswith(_PYTHON)
    ]
    needs = map(Requirement, installed.requires or [])
    bound = installed.metadata.get_all("Requires-Python") or [None]
    return {
        "measured": installed.version,
        "needs": sorted(
            {
                need.name
                for need in needs
                if need.marker is None or need.marker.evaluate({"extra": ""})
            },
            key=str.lower,
        ),
        "requires_python": bound[0],
        "pythons": sorted((each for each in listed if "." in each), key=_numbers),
        "licence": _licence(installed, classifiers),
        "inactive": _INACTIVE in classifiers,
    }


def _numbers(python: str) -> list[int]:
    return [int(part) for part in python.split(".") if part.isdigit()]


def _licence(installed: Distribution, classifiers: Sequence[str]) -> str | None:
    """Return its licence: the expression, else the classifier, else a line of its own."""
    for expression in installed.metadata.get_all("License-Expression") or []:
        return str(expression)
    named = [each for each in classifiers if each.startswith(_LICENCE)]
    if named:
        return ", ".join(each.rpartition(" :: ")[2] for each in named)
    own = installed.metadata.get_all("License") or []
    # Some put the whole text there.
    return next((each for each in own if each and "\n" not in each), None)


def save(told: Told, folder: Path) -> Path:
    """Write what is told beside the results; return where.

    Raises
    ------
    UserError
        If the folder cannot be written.
    """
    path = folder / NAME
    whole_files.write(path, json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    return path
