"""Hostile text in every field, in a browser: the pages have the form of those of harmless text."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report import load
from tests import hostile_pages
from tests.few_rows import undrawn
from tests.hostile import Rotated

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.slow

#: A page of each kind, and of how many of its cells the evidence is opened.
PAGES = {
    "index.html": 0, "overrides.html": 8, "features.html": 4, "startup.html": 0, "try.html": 0,
    "search.html": 0, "compare.html": 0, "rows.html": 0, "row-hydra.html": 0, "claims.html": 0,
    "tables.html": 3, "parties.html": 0, "alive.html": 0, "index.ko.html": 0,
}  # fmt: skip

#: What a page shows last, where it loads more facts than those that stand in it.
LAST = {"compare.html": "td[data-told]", "try.html": "#typed button.open[tabindex]"}

#: What there is below an element, whatever it says.
FORM = """(root) => {
  const base = location.protocol === "file:" ? location.href : "file:///report/";
  const found = {};
  const add = (part) => { found[part] = (found[part] || 0) + 1; };
  for (const each of root.querySelectorAll("*")) {
    const tag = each.localName;
    if (["code", "i", "br", "wbr"].includes(tag)) continue;
    add(tag);
    for (const { name, value } of each.attributes) {
      add(`${tag} ${name}`);
      if (!["href", "src", "action", "data"].includes(name)) continue;
      const { protocol, host } = new URL(value, base);
      add(`${tag} ${name} ${protocol}//${host}`);
    }
  }
  return found;
}"""

#: Open some cells, one after the other; what the dialog consists of each time.
OPENED = f"""async (most) => {{
  const dialog = document.querySelector("#evidence");
  const cells = [...document.querySelectorAll(".matrix td:not(.none), main [data-open]")];
  const found = [];
  for (const cell of cells.slice(0, most)) {{
    dialog.replaceChildren();
    cell.click();
    for (let i = 0; i < 1000 && !dialog.querySelector(".body"); i += 1) {{
      await new Promise((done) => setTimeout(done, 5));
    }}
    found.push(({FORM})(dialog));
    dialog.close();
  }}
  return found;
}}"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two reports of the same form, the first with hostile text."""
    results = hostile_pages.some(load.whole(load.HERE), 12, ("argparse", "hydra"))
    folders = []
    with pytest.MonkeyPatch.context() as patch:
        undrawn(patch)
        for kind in ("hostile", "harmless"):
            folder = tmp_path_factory.mktemp(kind)
            change = Rotated(results, 0, "behind", harmless=kind == "harmless")
            made = hostile_pages.made(folder, results, change, keys=True)
            for name, text in made.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            folders.append(folder)
    return folders[0], folders[1]


def seen(page: "Page", folder: Path) -> dict[str, Counter[str]]:
    """Return the form of the site's pages, of the cells opened on them, and of Markdown."""
    found: dict[str, Counter[str]] = {}
    for name, most in PAGES.items():
        page.goto((folder / "site" / name).as_uri())
        page.evaluate(
            "new Promise((done) => configbench.ready(() => setTimeout(done, 50)))"
        )
        if name in LAST:
            page.wait_for_selector(LAST[name], state="attached")
        found[name] = Counter(page.evaluate(f"({FORM})(document)"))
        if most:
            for number, form in enumerate(page.evaluate(OPENED, most)):
                found[f"{name}, opened {number}"] = Counter(form)
    page.goto("about:blank")
    for pattern in ("*.md", "*/hydra.md", "*/overrides.md"):
        for path in folder.glob(pattern):
            page.set_content(hostile_pages.rendered(path.read_text("utf-8")))
            form = page.evaluate(f"({FORM})(document.body)")
            found[str(path.relative_to(folder))] = Counter(form)
    return found


def differing(one: Counter[str], other: Counter[str]) -> dict[str, tuple[int, int]]:
    """Return of what the one has more or less than the other."""
    return {
        part: (one[part], other[part])
        for part in one | other
        if one[part] != other[part]
    }


def test_hostile_text_is_text_in_a_browser(
    browser: "Browser", reports: tuple[Path, Path]
) -> None:
    """No dialog, no request, no error; the elements, attributes and links are ours alone."""
    page = browser.new_page()
    acted: list[str] = []
    asked: list[str] = []

    def dismissed(dialog: "Dialog") -> None:
        acted.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.on("pageerror", lambda error: acted.append(str(error)))
    page.on("console", lambda said: acted.append(f"{said.text} {said.location}"))
    page.on("request", lambda request: asked.append(request.url))
    hostile, harmless = (seen(page, folder) for folder in reports)
    page.close()
    assert acted == []
    assert {url for url in asked if not url.startswith(("file:///", "about:"))} == set()
    assert hostile.keys() == harmless.keys()
    for name, form in harmless.items():
        assert differing(hostile[name], form) == {}, name
