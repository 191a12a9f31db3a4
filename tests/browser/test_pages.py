"""What a reader does with the site, done in a browser on pages opened from disk."""

import csv
import io
import json
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
    "parties.html", "row-hydra.html", "index.ko.html", "overrides.ko.html",
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
    page.locator("#must > summary").click()
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
    page.get_by_role("button", name="hide: Hydra", exact=True).click()
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
                    if (
                        fact == "samples"
                    ):  # what figures are made of stays in the results
                        continue
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
    """Return the cell of a case in a column of the comparison."""
    named = page.locator("th", has_text=re.compile(f"^{re.escape(case)}$"))
    line = page.locator(".matrix tbody tr", has=named)
    return line.locator("td").nth(column)


def squeezed(text: str) -> str:
    """Return a text without blanks and what no page can show."""
    return "".join(text.replace("\x00", "\ufffd").split())


def test_a_cell_has_an_address(site: Site) -> None:
    """The address in the bar opens the same cell in a new tab."""
    page = site.go("overrides.html")
    cell_of(page, "tuple", 0).click()
    dialog(page)
    place = page.evaluate("location.hash").removeprefix("#")
    assert place == "open=overrides/argparse/tuple"
    page = site.go(f"overrides.html#{place}")
    assert "betas" in dialog(page).inner_text()


@pytest.mark.parametrize(
    "place", ["counted/hydra/__proto__", "overrides/__proto__/tuple", "constructor/x/y"]
)
def test_an_address_that_names_nothing_says_so(site: Site, place: str) -> None:
    """What every object of a script has is no cell; a stray sign breaks nothing."""
    page = site.go(f"index.html#open={place}")
    assert "There is no such cell" in dialog(page).inner_text()
    page.goto("about:blank")
    page.goto(f"{(site.folder / 'site' / 'index.html').as_uri()}#a/b/%")
    assert shown(page)


def test_a_browser_that_cannot_unpack_is_told(site: Site) -> None:
    """A page that is put in, and the evidence, say the same sentence."""
    site.page.context.add_init_script("delete window.DecompressionStream")
    page = site.go("try.html")
    assert "too old" in page.get_by_role("alert").inner_text()
    page = site.go("index.html#open=overrides/argparse/tuple")
    assert "too old" in dialog(page).inner_text()


def test_the_last_of_several_addresses_is_what_is_open(site: Site) -> None:
    """However soon one follows another: a dialog tells late that it was closed."""
    page = site.go("overrides.html#open=overrides/argparse/tuple")
    dialog(page)
    page.evaluate("""() => { location.hash = "";
        setTimeout(() => { location.hash = "#open=overrides/hydra/tuple";
          location.hash = "#open=overrides/hydra/bool_off"; }, 0); }""")
    page.locator("dialog[open] h2", has_text="bool_off").wait_for()
    page.wait_for_timeout(300)
    assert dialog(page).locator("h2").inner_text().startswith("bool_off")
    assert page.evaluate("location.hash") == "#open=overrides/hydra/bool_off"


@pytest.mark.parametrize("allowed", [True, False])
def test_a_command_is_copied(site: Site, *, allowed: bool) -> None:
    """The button copies the command, with the clipboard's permission or without."""
    page = site.go("overrides.html#open=overrides/argparse/tuple")
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
    page = site.go(f"{category}.html#open={category}/argparse/{case}")
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
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Who answers").click()
    page.locator("table").first.wait_for()
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
    page.locator(".matrix tbody td").first.wait_for()
    page.locator("#find").fill("values/float/case_4")
    assert 0 < lines.count() < 10
    page.locator("#find").fill("")
    assert page.locator(".matrix td small").count() == 0
    page.locator("#noted").check()
    page.locator(".matrix td small:visible").first.wait_for()
    everything = lines.count()
    page.locator("#bad").check()
    assert 0 < lines.count() < everything


def test_rows_are_chosen_and_told_apart(site: Site) -> None:
    """Two columns stay; of the lines those in which the two come out otherwise."""
    page = site.go("overrides.html#rows=argparse,hydra&apart=1")
    heads = page.locator(".matrix").first.locator("thead th:visible")
    assert heads.all_inner_texts() == ["argparse", "hydra"]
    rows = site.results["cells"]["overrides"]
    told = {
        case
        for case, cell in rows["argparse"].items()
        if (other := rows["hydra"][case])
        and (cells.told(cells.worst(cell), cell), cells.sign(cell))
        != (cells.told(cells.worst(other), other), cells.sign(other))
    }
    shown = page.locator(".matrix tbody tr:visible th").all_inner_texts()
    assert set(shown) == told
    page.evaluate("location.hash = '#rows=fire'")
    assert heads.all_inner_texts() == ["fire"]
    assert page.locator(".matrix tbody tr:visible").count() > len(shown)


def test_what_is_chosen_stands_in_the_address(site: Site) -> None:
    """Needs, a case, whose doing, a word, what is hidden, the order: restored in a fresh tab."""
    page = site.go("index.html")
    page.locator("#must > summary").click()
    page.locator("#must .choices input").first.check()
    page.locator("#case").select_option("nested_int")
    page.locator("#answers").select_option(index=2)
    page.locator("#first .hide:visible").first.click()
    page.locator("#first thead button", has_text="lines").click()
    page.locator("#first thead button", has_text="lines").click()
    before = shown(page)
    assert 0 < len(before) < page.locator("#first tbody tr").count()
    other = page.context.new_page()
    other.goto(page.url)
    assert shown(other) == before
    assert other.locator("#answers").evaluate("e => e.selectedIndex") == 2
    assert other.locator("th[aria-sort=descending]").inner_text().startswith("lines")
    other.evaluate("location.hash = '#sort=lines'")
    assert len(shown(other)) == other.locator("#first tbody tr").count()
    assert other.locator("th[aria-sort=ascending]").inner_text().startswith("lines")
    other.close()


def test_a_filter_that_leaves_nothing_says_what_is_in_the_way(site: Site) -> None:
    """Each condition, with how many rows there are without it; a press lets go of it."""
    page = site.go("index.html#row=hydra&hide=hydra")
    assert shown(page) == []
    relax = page.locator("#relax")
    assert "Nothing is left." in relax.inner_text()
    buttons = relax.get_by_role("button").all_inner_texts()
    everybody = page.locator("#first tbody tr").count()
    assert buttons == [
        f"without “hydra”: {everybody - 1}",
        "without what is hidden: 1",
        "show all again",
    ]
    relax.get_by_role("button", name="without what is hidden").click()
    assert shown(page) == ["hydra"]
    assert not relax.is_visible()
    page = site.go("overrides.html#find=nowhere")
    page.get_by_role("button", name="show all again").click()
    assert page.locator(".matrix tbody tr:visible").count() > 0
    assert page.evaluate("location.hash") == ""


def test_a_page_is_read_in_another_language(site: Site) -> None:
    """The same place in the other language, which the next page remembers."""
    page = site.go("overrides.html#rows=argparse,hydra")
    page.locator("a.language").click()
    page.locator(".matrix").first.wait_for()
    assert page.url.endswith("/overrides.ko.html#rows=argparse,hydra")
    assert page.evaluate("document.documentElement.lang") == "ko"
    page = site.go("index.html")
    page.wait_for_url("**/index.ko.html")
    page.locator("#first tbody tr").first.wait_for()
    page.locator("a.language").click()
    page.wait_for_url("**/index.html")
    assert "Which one?" in page.locator("h2").first.inner_text()


def test_a_table_is_saved(site: Site) -> None:
    """What is shown, as CSV and JSON: texts of the cells, numbers where they are numbers."""
    page = site.go("index.html#hide=fire&sort=lines")
    saved = {}
    for form in ("CSV", "JSON"):
        with page.expect_download() as found:
            page.get_by_role("button", name=f"{form}: rows", exact=True).click()
        assert found.value.suggested_filename == f"configbench-rows.{form.lower()}"
        saved[form] = found.value.path().read_text("utf-8")
    lines = json.loads(saved["JSON"])
    read = list(csv.DictReader(io.StringIO(saved["CSV"])))
    of = {row.title: row for row in figures.rows(site.results)}
    assert len(lines) == len(read) == len(of) - 1
    for told, line in zip(lines, read, strict=True):
        row = of[told["row"]]
        assert told["lines"] == row.lines
        assert line["lines"] == str(row.lines)
        assert told["rank"] == str(row.rank)
    page = site.go("overrides.html#rows=hydra&find=tuple")
    with page.expect_download() as found:
        page.get_by_role("button", name="JSON: overrides", exact=True).click()
    lines = json.loads(found.value.path().read_text("utf-8"))
    assert {"case": "tuple", "hydra": "type_changed"} in lines
    assert all("tuple" in line["case"] for line in lines)


def test_a_term_is_explained_on_hover_and_focus(site: Site) -> None:
    """A column of the first table, a case of a matrix; escape puts it away."""
    page = site.go("index.html")
    head = page.locator("#first thead button", has_text="harm")
    head.focus()
    means = page.get_by_role("tooltip")
    assert "mean share" in means.inner_text()
    assert head.get_attribute("aria-describedby") == "means"
    page.keyboard.press("Escape")
    assert not means.is_visible()
    page = site.go("overrides.html")
    page.locator(".matrix tbody th", has_text="nested_int").hover()
    page.get_by_role("tooltip").wait_for()
    asked = load.listed(site.results, "overrides")["nested_int"]["intent"]
    assert page.get_by_role("tooltip").inner_text() == asked


#: Tab stops of a page: its links, what a filter has, one for each table.
STOPS = 75


def test_a_page_has_few_tab_stops(site: Site) -> None:
    """Whoever tabs through a page is through before long."""
    for name in [*PAGES, "roundtrip.html", "row-hydra.html"]:
        page = site.go(name)
        page.locator("h1 ~ *").first.wait_for()
        count = page.evaluate("""() => [...document.querySelectorAll(
            "a[href], button, input, select, textarea, summary, [tabindex]")]
            .filter((each) => each.tabIndex >= 0 && each.checkVisibility()).length""")
        assert count <= STOPS, name


def test_all_is_done_by_keyboard(site: Site) -> None:
    """Skip, filter, sort, move between cells, open, close: no hand leaves the keyboard."""
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
    while not page.evaluate("document.activeElement.closest('#first') !== null"):
        keys.press("Tab")
    while focused(page, "textContent") != "lines":
        keys.press("ArrowRight")
    keys.press("Enter")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("lines")
    keys.press("ArrowDown")
    place = "e => [e.closest('td').cellIndex, e.closest('tr').sectionRowIndex]"
    first = page.locator("#first tbody tr:visible").first.evaluate(
        "e => e.sectionRowIndex"
    )
    assert page.locator(":focus").evaluate(place) == [7, first]
    page = site.go("overrides.html")
    page.locator(".matrix thead a").first.focus()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    assert page.locator(":focus").evaluate(place) == [2, 1]
    assert "by" in focused(page, "ariaLabel") or "right" in focused(page, "ariaLabel")
    keys.press("Enter")
    dialog(page)
    assert focused(page, "textContent") == "Close"
    keys.press("Enter")
    assert page.locator("dialog[open]").count() == 0
    assert page.locator(":focus").evaluate(place) == [2, 1]


def focused(page: "Page", fact: str) -> Any:
    """Return a property of what has the focus."""
    return page.evaluate(f"document.activeElement.{fact}")


#: Of tables and programs the lines that have what no line before them has: axe asks of each element
#: how its colours stand out, and hundreds of lines are alike but for their texts.
ONE_OF_EACH = """() => {
  const seen = new Set();
  for (const line of document.querySelectorAll("tbody tr, .line")) {
    const before = seen.size;
    for (const each of [line, ...line.querySelectorAll("*")]) {
      let form = String(!each.textContent.trim());
      for (let at = each; at; at = at.parentElement) {
        const said = [...at.attributes].map(({ name, value }) =>
          name + (["class", "style"].includes(name) ? value : !value));
        form += ` < ${at.localName} ${said.sort()}`;
      }
      seen.add(form);
    }
    if (seen.size === before) line.remove();
  }
}"""


@pytest.mark.parametrize("site", BOTH, indirect=True)
def test_axe_finds_nothing(site: Site) -> None:
    """No page, nor the evidence, has a fault that axe-core knows."""
    pytest.importorskip("axe_playwright_python")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    for name in [*PAGES, "overrides.html#open=overrides/argparse/tuple"]:
        page = site.go(name)
        page.locator("h1").first.wait_for()
        if "#" in name:
            dialog(page)
        if name.startswith("compare"):
            page.locator(".columns").first.wait_for()
        page.evaluate(ONE_OF_EACH)
        page.evaluate(axe)
        # Behind the evidence is a page that was looked at before.
        part = "document" if "#" not in name else "'dialog[open]'"
        options = "{preload: false, resultTypes: ['violations']}"
        found = page.evaluate(f"axe.run({part}, {options})")
        faults = [
            (each["id"], each["nodes"][0]["html"], len(each["nodes"]))
            for each in found["violations"]
        ]
        assert faults == [], name


@pytest.mark.parametrize("site", [{"width": 360}], indirect=True)
def test_on_a_phone_the_page_alone_scrolls(site: Site) -> None:
    """Only tables are wider than the window; nothing beside the page scrolls, nothing overlaps."""
    for name in [
        *PAGES,
        "lines.html",
        "change.html",
        "roundtrip.html",
        "row-hydra.html",
    ]:
        page = site.go(name)
        page.locator("h1 ~ *").first.wait_for()
        if name.startswith("compare"):
            page.locator(".columns").first.wait_for()
        wide = page.evaluate("""() => [...document.querySelectorAll(
            ".top, .foot, main > *, main > section > *")]
            .filter((each) => !each.matches("section, .wide, .wide *") && each.checkVisibility()
              && each.getBoundingClientRect().right > 360)
            .map((each) => each.outerHTML.slice(0, 90))""")
        assert wide == [], name
        inner = page.evaluate("""() => [...document.querySelectorAll("body *")]
            .filter((each) => /auto|scroll/.test(getComputedStyle(each).overflow)
              && !each.matches("dialog, textarea"))
            .map((each) => each.outerHTML.slice(0, 90))""")
        assert inner == [], name


def test_heads_of_a_table_stay(site: Site) -> None:
    """Far below, and far to the right, the names of row and column are in sight."""
    page = site.go("overrides.html")
    page.set_viewport_size({"width": 360, "height": 700})
    table = page.locator(".matrix").first
    page.evaluate("""() => { const box = document.querySelector(".matrix").getBoundingClientRect();
        scrollTo(box.left + 60, box.top + scrollY + 900); }""")
    heads = table.locator("thead th")
    assert heads.nth(3).evaluate("e => e.getBoundingClientRect().top") == 0
    left = table.locator("tbody th").first.evaluate(
        "e => e.getBoundingClientRect().left"
    )
    assert 0 <= left < 60


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
    page = site.go("features.html#open=features/argparse/exclusive")
    asked = load.listed(site.results, "features")["exclusive"]["intent"]
    assert asked in dialog(page).inner_text()
