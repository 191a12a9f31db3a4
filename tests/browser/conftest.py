"""Debian's Chromium, driven by Playwright, on a site that was just written to disk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from report import load
from report.__main__ import main
from report.load import Results
from tests.many_cells import answered, grown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
INSTALL = "apt-get install chromium; .venv/bin/pip install -e '.[browser]'"
# Without these a browser looks for its maker's hosts at every start.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


#: The rows that the site in the browser has: those that tests name, and a variant.
ROWS = ("argparse", "argparse_strict", "fire", "hydra", "omegaconf")


@dataclass
class Site:
    """A site on disk, a tab that shows it, and what the tab complained of or asked for."""

    folder: Path
    results: Results
    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, name: str) -> "Page":
        """Open a page of the site from disk; return the tab."""
        file, _, place = name.partition("#")
        address = (self.folder / "site" / file).as_uri()
        self.page.goto("about:blank")
        self.page.goto(f"{address}#{quote(place, safe='/=&,:-')}" if place else address)
        page: Page = self.page
        return page


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Return a running Chromium, or skip with the line that installs it."""
    api = pytest.importorskip("playwright.sync_api", reason=f"needs {INSTALL}")
    if not CHROMIUM.is_file():
        pytest.skip(f"{CHROMIUM} is not there: {INSTALL}")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(FLAGS)
        )
        yield running
        running.close()


def some(results: Results) -> Results:
    """Return results without most rows, all of which are shown alike.

    A browser, and axe most of all, takes as long as there are cells.  What is of no row, the
    control, stays.
    """
    left_out = results["adapters"].keys() - ROWS
    return {
        **results,
        "adapters": {name: results["adapters"][name] for name in ROWS},
        "units": {
            unit: account
            for unit, account in results["units"].items()
            if unit.partition("/")[2] not in left_out
        },
        "cells": {
            category: {name: row for name, row in rows.items() if name not in left_out}
            for category, rows in results["cells"].items()
        },
    }


@pytest.fixture(scope="session")
def written(
    browser: "Browser", tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Results]:
    """Return a folder with the report of some rows of the committed results, and further cells."""
    folder = tmp_path_factory.mktemp("report")
    results = grown(some(load.load(load.HERE / "results.json")), 100)
    for name, content in {"results": results, "parties": answered(results)}.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    assert main(["--dir", str(folder)]) == 0
    return folder, load.whole(folder)


@pytest.fixture
def site(
    request: pytest.FixtureRequest, browser: "Browser", written: tuple[Path, Results]
) -> Iterator[Site]:
    """Return the site in a new tab; afterwards nothing may have been asked of the network.

    A test may give its tab as a parameter: ``{"width": 390, "scheme": "dark"}``.
    """
    wanted = getattr(request, "param", {})
    context = browser.new_context(
        viewport={"width": wanted.get("width", 1440), "height": 900},
        color_scheme=wanted.get("scheme", "light"),
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    folder, results = written
    made = Site(folder, results, page)
    page.on("console", lambda said: made.complaints.append(said.text))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("request", lambda asked: made.requests.append(asked.url))
    yield made
    context.close()
    assert made.complaints == []
    here = folder.as_uri()
    assert [url for url in made.requests if not url.startswith((here, "about:"))] == []
