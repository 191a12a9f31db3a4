"""*Try it* and the search, done in a browser on pages opened from disk."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from report import cells, words
from report.load import Cell
from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

#: A text that looks like a number: rows make different things of it.
CASE = "overrides/string_like_float"


def go(site: Site, file: str, **state: str) -> "Page":
    """Open a page from disk with a state in its address."""
    site.page.goto("about:blank")
    address = (site.folder / "site" / file).as_uri()
    site.page.goto(f"{address}#{urlencode(state)}")
    page: Page = site.page
    return page


def asked(site: Site, address: str) -> dict[str, Cell]:
    """Return the cells of a case by the title of their row."""
    category, _, case = address.partition("/")
    rows = site.results["cells"][category]
    return {
        each["title"]: rows[name][case]
        for name, each in site.results["adapters"].items()
        if case in rows[name]
    }


def lines(page: "Page") -> dict[str, list[str]]:
    """Return the text of the cells of each line, by row."""
    page.locator("#typed tbody tr").first.wait_for()
    found = page.locator("#typed tbody tr").evaluate_all(
        "lines => lines.map(line => [...line.cells].map(cell => cell.innerText))"
    )
    return {row: rest for row, *rest in found}


def test_a_case_is_shown_of_all_rows(site: Site) -> None:
    """What is typed and what arrived, text apart from numbers; evidence is a press away."""
    page = go(site, "try.html", case=CASE)
    shown, stored = lines(page), asked(site, CASE)
    assert shown.keys() == stored.keys()
    for row, cell in stored.items():
        typed, arrived, outcome = shown[row]
        assert typed == cell["command"]
        for value in cell["arrived"].values():
            assert arrived.startswith(value)
        assert outcome.startswith(cells.word(cell["outcome"]))
    classes = page.locator("#came li .value").evaluate_all(
        "all => all.map(each => [each.textContent, each.className])"
    )
    assert ["'1e3'", "value text"] in classes
    assert ["1000.0", "value float"] in classes
    groups = page.locator("#came li strong").all_inner_texts()
    assert sum(int(each.split()[0]) for each in groups) == len(stored)
    page.locator("#typed [data-open]").first.click()
    page.locator("dialog[open]").wait_for()


def test_what_is_picked_stands_in_the_address(site: Site) -> None:
    """A picked case is in the address, "back" undoes it, and an address from elsewhere is shown."""
    page = go(site, "try.html", case=CASE)
    lines(page)
    assert page.locator("#setting").input_value() == "run_name"
    page.locator("#setting").select_option("optimizer.lr")
    assert page.evaluate("location.hash") == "#case=overrides/float_exponent"
    page.locator("#came h2", has_text="3e-4").wait_for()
    page.locator("#value").select_option("overrides/wrong_type")
    page.locator("#came h2", has_text="abc").wait_for()
    assert page.locator("#setting").input_value() == "optimizer.lr"
    page.go_back()
    page.locator("#came h2", has_text="3e-4").wait_for()
    page.evaluate("location.hash = '#case=roundtrip/values/int/zero&order=name'")
    page.locator("#came h2", has_text="seed is set to 0").wait_for()
    titles = list(lines(page))
    assert titles == sorted(titles, key=str.lower)
    assert page.locator("#setting").input_value() == "seed"


def test_what_nobody_was_asked_is_said(site: Site) -> None:
    """An unknown case is no other one, and what stands in an address is text."""
    page = go(site, "try.html", case='<img src=x onerror="document.title=1">')
    page.locator("#came", has_text="<img src=x").wait_for()
    assert page.locator("#typed").is_hidden()
    assert page.title() != "1"
    page.locator("#setting").select_option("tags")
    assert lines(page).keys() == asked(site, "overrides/list_of_one").keys()


def hits(page: "Page", query: str) -> list[str]:
    """Return the cases that are found by what is typed."""
    page.locator("#query").fill(query)
    page.wait_for_function(
        "kept => new URLSearchParams(location.hash.slice(1)).get('q') === kept",
        arg=query[:200].strip(),
    )
    page.wait_for_function("document.querySelector('#count').textContent !== ''")
    more = page.locator("#hits .more button")
    if more.count():
        more.click()
        more.wait_for(state="detached")
    links = page.locator("#hits li .bar a:first-child")
    return list(links.all_inner_texts())


def test_a_word_finds_what_is_meant(site: Site) -> None:
    """As typed for any row, by parts, by what cases call it, by how it came out, and misspelt."""
    page = site.go("search.html")
    tries = words.words()["site"]["search"]["tries"]
    assert page.locator("#tries a").all_inner_texts() == tries
    for query in tries:
        assert hits(page, query), query
    assert "bool_off" in hits(page, "False")
    assert {"misspelt_key", "misspelt_choice"} <= set(hits(page, "misspelt"))
    assert set(hits(page, "mispelt")) == set(hits(page, "misspelt"))
    assert "secret_on_the_command_line" in hits(page, "비밀번호")
    assert "sweep" in hits(page, "1e-3")
    assert "float_exponent" in hits(page, "--lr=3e-4")[:3]
    assert hits(page, "no")[0] == "values/string/looks_like_no"
    assert "nested_int" in hits(page, "n_layers=3")
    assert hits(page, "n_layers 3") == hits(page, "3 n_layers")
    silent = [
        case
        for category, rows in site.results["cells"].items()
        for case in {case for row in rows.values() for case in row}
        if category == "overrides"
        and any(row.get(case, {}).get("outcome") == "accepted" for row in rows.values())
    ]
    assert set(silent) <= set(hits(page, "wrongly accepted"))


def test_a_result_leads_on(site: Site) -> None:
    """To the line of its category, and to all rows; the count is told, the query in the address."""
    page = go(site, "search.html", **{"q": "float", "in": "overrides"})
    page.locator("#hits li").first.wait_for()
    found = page.locator("#hits li", has_text="float_exponent").first
    told = page.locator("#count").inner_text()
    assert told == f"{page.locator('#hits li').count()} cases"
    link = found.get_by_role("link").first
    assert link.get_attribute("href") == "overrides.html#find=float_exponent"
    found.locator(".try").click()
    assert lines(page).keys() == asked(site, "overrides/float_exponent").keys()


def test_any_query_is_a_text(site: Site) -> None:
    """Of any length, with marks of HTML, of nothing but signs; what finds nothing says so."""
    page = site.go("search.html")
    for query in (
        "x" * 5000,
        "<b onclick=a>&amp;",
        "zzqqxx",
        "__proto__",
        "~",
        "((((",
        "a " * 90,
    ):
        hits(page, query)
    hits(page, "<i>zzqqxx")
    assert "<i>zzqqxx" in page.locator("#count").inner_text()
    assert page.locator("#count i").count() == 0
    page.locator("#query").fill("")
    page.locator("#tries").wait_for()
    assert page.locator("#hits li").count() == 0


def test_few_tab_stops(site: Site) -> None:
    """The table of a case is one stop, as all tables are."""
    page = go(site, "try.html", case=CASE)
    lines(page)
    stops: Any = page.locator("#typed table :is(a, button)").evaluate_all(
        "all => all.filter(each => each.tabIndex >= 0).length"
    )
    assert stops == 1
