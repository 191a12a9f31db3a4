"""What a reader does with the site, done in a browser on pages opened from disk."""

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from report import cells, counting, figures, load, needs, parties, situations
from report.load import Results
from tests.browser.conftest import Site
from tests.many_cells import QUOTED

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

#: What the pages say is tested from their text; a browser takes half a minute.
pytestmark = pytest.mark.slow

#: Every width and every scheme, once: sizes and colours do not depend on each other.
BOTH = [{"width": 1440, "scheme": "light"}, {"width": 390, "scheme": "dark"}]
PAGES = [
    "index.html", "overrides.html", "startup.html", "compare.html", "rows.html", "claims.html",
    "parties.html",
]  # fmt: skip


def shown(page: "Page") -> list[str]:
    """Return the names of the rows that the first table shows, in their order."""
    names = page.locator("#first tbody tr:visible").evaluate_all(
        "rows => rows.map(row => row.dataset.name)"
    )
    return list(names)


def dialog(page: "Page") -> "Locator":
    """Return the evidence once it is open."""
    found = page.locator("dialog[open]")
    found.wait_for()
    return found


def test_the_first_table_is_sorted(site: Site) -> None:
    """Pressing a head sorts by its figure, pressing again the other way, gaps last."""
    page = site.go("index.html")
    rows = [row for row in figures.rows(site.results) if row.lines is not None]
    expected = [row.name for row in sorted(rows, key=lambda row: row.lines or 0)]
    head = page.locator("#first thead th", has_text="lines")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert shown(page) == expected
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    by_lines = {row.name: row.lines for row in rows}
    found = [by_lines[name] for name in shown(page)]
    assert found == sorted(found, key=lambda lines: -(lines or 0))


def test_the_first_table_is_filtered(site: Site) -> None:
    """Each need shows the rows that meet it, by the library or by whom the reader lets count."""
    page = site.go("index.html")
    everybody = shown(page)
    page.get_by_text("Must have …").click()
    for need in needs.needs(site.results):
        box = page.get_by_role("checkbox", name=need.label, exact=True)
        box.check()
        for number in range(3):
            page.locator("#answers").select_option(index=number)
            counting = ["library", "documented", "adapter"][: number + 1]
            assert shown(page) == [n for n in everybody if need.met.get(n) in counting]
        page.locator("#answers").select_option(index=0)
        box.uncheck()
    page.locator("#case").select_option("tuple")
    tuples = {
        name: row["tuple"] for name, row in site.results["cells"]["overrides"].items()
    }
    assert shown(page) == [
        name
        for name in everybody
        if (tuples[name]["outcome"], tuples[name]["by"]) == ("right", "library")
    ]
    count = f"{len(shown(page))} of {len(everybody)} rows shown"
    assert page.locator("#shown").inner_text() == count


def test_a_row_is_hidden_and_shown_again(site: Site) -> None:
    """A hidden row waits beside the count."""
    page = site.go("index.html")
    everybody = shown(page)
    page.get_by_role("button", name="Hide Hydra", exact=True).click()
    assert shown(page) == [name for name in everybody if name != "hydra"]
    page.get_by_role("button", name="Show hydra again").click()
    assert shown(page) == everybody


def test_a_figure_opens_what_it_stands_for(site: Site) -> None:
    """Each lists as many cells as it says, of all that were asked, and each opens in its turn."""
    (row,) = [each for each in figures.rows(site.results) if each.name == "omegaconf"]
    every = [
        each for each in counting.asked(site.results, row.name) if not each.mistake
    ]
    asked = len(counting.asked(site.results, row.name))
    page = site.go("index.html")
    for key, told in (
        ("harm", f"{row.harm} of {asked}"),
        ("right", f"{row.right}"),
        ("rejected", f"{row.rejected}"),
        ("wrong", f"{row.wrong} of {asked}"),
        ("accepted", f"{row.accepted} of {asked}"),
    ):
        page.locator(f"#first [data-open='counted/omegaconf/{key}']").first.click()
        assert dialog(page).locator("h2").inner_text().startswith(f"{told} cells")
        listed = dialog(page).locator("ul").first.locator("li")
        assert listed.count() == int(told.partition(" ")[0])
        page.keyboard.press("Escape")
    page.locator("#first [data-open='counted/omegaconf/right']").click()
    assert dialog(page).locator("li").count() == len(every)
    dialog(page).get_by_role("button", name="overrides/nested_int", exact=True).click()
    dialog(page).get_by_text("python adapters/omegaconf/train.py").first.wait_for()


def test_an_answer_opens_the_cells_that_it_needs(site: Site) -> None:
    """Those of the rule, of the row that is the answer; what bars another row opens, too."""
    page = site.go("index.html")
    table = figures.rows(site.results)
    answered = situations.situations(site.results, table)
    (one, *_) = [each for each in answered if each.row and each.cells]
    assert one.row
    card = page.locator(".needs li", has_text=one.title)
    assert one.row.title in card.inner_text()
    card.get_by_text("Why").click()
    card.locator(f"[data-open='must/{one.row.name}/{one.id}']").click()
    shown = dialog(page).locator("li button").all_inner_texts()
    assert sorted(shown) == sorted(one.cells)


def test_every_category_shows_the_evidence_of_a_cell(site: Site) -> None:
    """A cell of each category and outcome opens: command, outcome, cause, unknown facts, remedy."""
    for category in load.categories(site.results):
        page = site.go(f"{category}.html")
        seen = set()
        rows = site.results["cells"][category]
        for name, row in rows.items():
            for case, cell in row.items():
                if cell["outcome"] in seen:
                    continue
                seen.add(cell["outcome"])
                cell_of(page, case, list(rows).index(name)).click()
                said = dialog(page).inner_text()
                assert case in said
                assert cells.word(cell["outcome"]) in said
                if cell["by"] != "library":
                    assert cells.PARTIES[cells.party(cell)].means in said
                for piece in parties.named(cell):
                    assert squeezed(piece) in squeezed(said)
                for hand in parties.hands(cell):
                    assert squeezed(": ".join(hand)) in squeezed(said)
                assert cell["reproduce"] in said
                for fact in ("detail", "command"):
                    if fact in cell:
                        assert squeezed(cell[fact]) in squeezed(said)
                if "cause" in cell:
                    assert site.results["causes"][cell["cause"]] in said
                for fact, value in cells.facts(cell).items():
                    if isinstance(value, str):
                        assert squeezed(cells.shown(fact, value)) in squeezed(said)
                    elif value is not None:
                        assert fact.replace("_", " ") in said
                page.keyboard.press("Escape")
                assert page.locator("dialog[open]").count() == 0


def test_who_answers_is_seen_on_a_cell(site: Site) -> None:
    """Whatever its outcome: what is not known to be by the library has a pattern on its colour."""
    page = site.go("unheard_of.html")
    background = "e => getComputedStyle(e).backgroundImage"
    seen: dict[str, set[str]] = {}
    rows = site.results["cells"]["unheard_of"]
    for name, row in rows.items():
        for case, cell in row.items():
            button = cell_of(page, case, list(rows).index(name))
            by = seen.setdefault(cells.party(cell), set())
            by.add(button.evaluate(background).partition("(")[0])
    patterns = dict.fromkeys(
        ("adapter", "documented", "core"), "repeating-linear-gradient"
    )
    patterns |= {"library": "none", "unmeasured": "radial-gradient"}
    assert seen == {by: {patterns[by]} for by in seen}
    assert len(seen) > 2


def cell_of(page: "Page", case: str, column: int) -> "Locator":
    """Return the button of a case in a column of the comparison."""
    named = page.locator("th", has_text=re.compile(f"^{re.escape(case)}$"))
    line = page.locator(".matrix tbody tr", has=named)
    return line.locator("td").nth(column).get_by_role("button")


def squeezed(text: str) -> str:
    """Return a text without blanks and what no page can show."""
    return "".join(text.replace("\x00", "\ufffd").split())


def test_a_cell_has_an_address(site: Site) -> None:
    """The address in the bar opens the same cell in a new tab."""
    page = site.go("overrides.html")
    cell_of(page, "tuple", 0).click()
    dialog(page)
    place = page.evaluate("location.hash").removeprefix("#")
    assert place == "overrides/argparse/tuple"
    page = site.go(f"overrides.html#{place}")
    assert "betas" in dialog(page).inner_text()


@pytest.mark.parametrize("allowed", [True, False])
def test_a_command_is_copied(site: Site, *, allowed: bool) -> None:
    """The button copies the command, with the clipboard's permission or without."""
    page = site.go("overrides.html#overrides/argparse/tuple")
    command = site.results["cells"]["overrides"]["argparse"]["tuple"]["command"]
    if not allowed:
        page.evaluate(
            "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
        )
    dialog(page).get_by_role("button", name="Copy").first.click()
    dialog(page).get_by_role("button", name="Copied").wait_for()
    page.keyboard.press("Escape")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('textarea'), {id: 'x'}))"
    )
    page.locator("#x").focus()
    page.keyboard.press("Control+V")
    assert page.locator("#x").input_value() == command


def quoted(results: Results) -> parties.Piece:
    """Return a piece that stands in the program of argparse and decides a cell."""
    return next(
        piece
        for piece in parties.pieces(results, "argparse")
        if piece.name == QUOTED and piece.decides
    )


def test_the_evidence_leads_to_the_piece_in_the_program(site: Site) -> None:
    """What answers for a cell is quoted, with what is there without it, and shown in its place."""
    piece = quoted(site.results)
    category, _, case = piece.decides[0].partition("/")
    page = site.go(f"{category}.html#{category}/argparse/{case}")
    said = squeezed(dialog(page).inner_text())
    for text in (piece.name, piece.text, piece.without, piece.reason, piece.documented):
        assert squeezed(text) in said
    dialog(page).get_by_role("link", name="adapters/argparse/train.py, line").click()
    line = page.locator(".here")
    line.wait_for()
    first = next(line for line in piece.text.splitlines() if line.strip())
    assert squeezed(first) in squeezed(line.inner_text())
    assert line.evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_the_page_of_pieces_leads_to_each_in_its_program(site: Site) -> None:
    """It tells all pieces of all rows; the link shows where one stands."""
    page = site.go("index.html")
    page.get_by_role("link", name="Who answers").click()
    text = squeezed(page.locator("main").inner_text())
    for name in site.results["adapters"]:
        for piece in parties.pieces(site.results, name):
            # A page has no place for NUL; what a script writes has.
            told = f"{piece.text} {piece.path}".replace("\x00", "")
            assert squeezed(told) in text
    piece = quoted(site.results)
    where = f"{piece.path}, line {piece.line}"
    page.get_by_role("link", name=where).first.click()
    page.locator(".here").wait_for()


def test_a_matrix_is_searched(site: Site) -> None:
    """Names are found; lines where all is right can be left out; bytes are shown on demand."""
    page = site.go("roundtrip.html")
    lines = page.locator(".matrix tbody tr:visible")
    page.locator("#find").fill("values/float/case_4")
    assert 0 < lines.count() < 10
    note = page.locator(".matrix td small").first
    page.locator("#find").fill("")
    assert not note.is_visible()
    page.locator("#noted").check()
    assert note.is_visible()
    everything = lines.count()
    page.locator("#bad").check()
    assert 0 < lines.count() < everything


def test_all_is_done_by_keyboard(site: Site) -> None:
    """Skip, sort, filter, move between cells, open, close: no hand leaves the keyboard."""
    page = site.go("index.html")
    keys = page.keyboard
    keys.press("Tab")
    assert focused(page, "textContent") == "Skip to the content"
    keys.press("Enter")
    while not focused(page, "textContent").startswith("Must have"):
        keys.press("Tab")
    keys.press("Enter")  # opens what can be had
    keys.press("Tab")
    keys.press("Space")  # the first need
    assert len(shown(page)) < page.locator("#first tbody tr").count()
    while focused(page, "textContent") != "lines":
        keys.press("Tab")
    keys.press("Enter")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("lines")
    page = site.go("overrides.html")
    page.locator(".matrix button").first.focus()
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    place = "e => [e.parentElement.cellIndex, e.closest('tr').sectionRowIndex]"
    assert page.locator(":focus").evaluate(place) == [2, 1]
    keys.press("Enter")
    dialog(page)
    assert focused(page, "textContent") == "Close"
    keys.press("Enter")
    assert page.locator("dialog[open]").count() == 0
    assert page.locator(":focus").evaluate(place) == [2, 1]


def focused(page: "Page", fact: str) -> Any:
    """Return a property of what has the focus."""
    return page.evaluate(f"document.activeElement.{fact}")


@pytest.mark.parametrize("site", BOTH, indirect=True)
def test_axe_finds_nothing_serious(site: Site) -> None:
    """No page, nor the evidence, has a fault that axe-core calls serious or critical."""
    pytest.importorskip("axe_playwright_python")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    for name in [*PAGES, "overrides.html#overrides/argparse/tuple"]:
        page = site.go(name)
        if "#" in name:
            dialog(page)
        if name.startswith("compare"):
            page.locator(".columns").first.wait_for()
        page.evaluate(axe)
        # Behind the evidence is a page that was looked at before.
        part = "document" if "#" not in name else "'dialog[open]'"
        options = "{preload: false, resultTypes: ['violations']}"
        found = page.evaluate(f"axe.run({part}, {options})")
        serious = [
            (each["id"], each["nodes"][0]["html"], len(each["nodes"]))
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
        ]
        assert serious == [], name


@pytest.mark.parametrize("site", [{"width": 390}], indirect=True)
def test_nothing_is_wider_than_a_phone(site: Site) -> None:
    """Tables scroll in frames of their own; the page itself never does sideways."""
    for name in [*PAGES, "lines.html", "change.html", "roundtrip.html"]:
        page = site.go(name)
        if name.startswith("compare"):
            page.locator(".columns").first.wait_for()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, name


def test_the_first_table_is_there_without_a_script(
    browser: Any, written: tuple[Any, Any]
) -> None:
    """The page is whole before any script runs."""
    folder, results = written
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "site" / "index.html").as_uri())
    assert page.locator("#first tbody tr").count() == len(results["adapters"])
    context.close()


def test_evidence_tells_what_was_asked(site: Site) -> None:
    """The name of a case alone does not say it."""
    page = site.go("features.html#features/argparse/exclusive")
    asked = load.listed(site.results, "features")["exclusive"]["intent"]
    assert asked in dialog(page).inner_text()
