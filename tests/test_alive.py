"""Whether libraries are alive: what an index and metadata tell, and the page of it."""

from datetime import date
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from benchmarks import alive, registry
from benchmarks.errors import MissingError
from benchmarks.paths import ROOT
from report import alive as page
from report import load
from report.escaping import escaped

TODAY = date(2026, 11, 26)


def listed(name: str, day: str, **also: Any) -> dict[str, Any]:
    """Return a file as an index lists it."""
    return {"filename": name, "upload-time": f"{day}T08:11:33.435126Z", **also}


PAGE = {
    "files": [
        listed("lib-1.0.tar.gz", "2024-11-25"),
        listed("lib-1.1-py3-none-any.whl", "2024-11-28"),
        listed("lib-1.1.tar.gz", "2024-11-27"),
        listed("lib-1.2.tar.gz", "2026-01-02"),
        listed("lib-1.3.tar.gz", "2026-03-04", yanked="broken"),
        listed("lib-2.0rc1.tar.gz", "2026-11-01"),
        listed("lib-1.2.win32.exe", "2026-11-02"),
        {"filename": "lib-1.4.tar.gz"},
    ]
}


def test_stable_releases_are_counted_once_each_within_two_years() -> None:
    """Neither what is yanked, nor a candidate, nor what nobody dated is one."""
    assert alive.releases(PAGE, "1.1", TODAY) == {
        "status": "active",
        "newest": "1.2",
        "released": "2026-01-02",
        "releases": 2,
        "measured_released": "2024-11-27",
    }


def test_an_archived_project_says_so_and_why() -> None:
    """PEP 792; a project without any stable release has no newest one."""
    archived = {"files": [], "project-status": {"status": "archived", "reason": "old"}}
    told = alive.releases(archived, "1.0", TODAY)
    assert told == {"status": "archived", "reason": "old"}


METADATA = """Metadata-Version: 2.4
Name: lib
Version: 1.1
Requires-Python: >=3.9
{licence}
Classifier: Programming Language :: Python :: 3
Classifier: Programming Language :: Python :: 3.10
Classifier: Programming Language :: Python :: 3.9
Requires-Dist: PyYAML>=5
Requires-Dist: absl-py
Requires-Dist: rich; extra == "pretty"
Requires-Dist: tomli; python_version < "3.11"
"""


def installed(folder: Path, licence: str) -> Distribution:
    """Return a distribution that is installed with some metadata."""
    info = folder / "lib-1.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(METADATA.format(licence=licence), "utf-8")
    return PathDistribution(info)


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("License-Expression: MIT", "MIT"),
        ("Classifier: License :: OSI Approved :: BSD License", "BSD License"),
        ("License: Apache 2.0", "Apache 2.0"),
        ("License: A whole\n        text", None),
        ("Keywords: none", None),
    ],
)
def test_a_release_says_what_it_needs(
    licence: str, told: str | None, tmp_path: Path
) -> None:
    """Without extras and what is for other interpreters; Pythons by number, not by letter."""
    assert alive.says(installed(tmp_path, licence)) == {
        "measured": "1.1",
        "needs": ["absl-py", "PyYAML"],
        "requires_python": ">=3.9",
        "pythons": ["3.9", "3.10"],
        "licence": told,
        "inactive": False,
    }


def test_each_distribution_is_asked_once_and_one_off_the_index_has_no_release() -> None:
    """Rows share libraries; what the index does not have still says what it is."""
    asked: list[str] = []

    def pages(name: str) -> None:
        asked.append(name)

    rows = registry.find_all(["fire", "fire_collect", "argparse"])
    told = alive.ask(rows, TODAY, pages)
    assert asked == ["fire"]
    assert told["distributions"]["fire"].keys() == {
        *("measured", "needs", "requires_python", "pythons", "licence", "inactive")
    }


def test_an_environment_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence that says what builds it."""
    monkeypatch.setattr("benchmarks.environments.FOLDER", tmp_path)
    (row,) = registry.find_all(["fire"])
    monkeypatch.setattr(type(row.environment), "root", tmp_path)
    with pytest.raises(MissingError, match="builds it"):
        alive.ask([row], TODAY, lambda _: None)


def test_the_published_page_has_all_libraries() -> None:
    """Each distribution that a row of the tree compares has its line."""
    results = load.whole(ROOT / "report")
    compared = load.alive(results)["distributions"].keys()
    named = [name for row in registry.find_all() for name in row.distributions]
    assert {*map(canonicalize_name, compared)} == {*map(canonicalize_name, named)}
    # Rows write a name in capitals of their own; it is one distribution.
    assert len({*map(canonicalize_name, compared)}) == len(compared)
    text = page.page(results)
    assert all(f"| {escaped(name)} |" in text for name in compared)
