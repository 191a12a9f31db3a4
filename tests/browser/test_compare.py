"""Programs side by side and the cells that differ, in a browser, from disk."""

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from report import cells, load, sources
from report.load import Cell, Results
from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

THREE = ("argparse", "hydra", "omegaconf")


#: All of the page is there: programs, and cells that differ.
_READY = "document.querySelector('#counted').textContent !== ''"

#: Change what stands behind the address, as a hand does.
_CHANGE = """place => new Promise(done => {
    addEventListener('hashchange', () => done(), {once: true});
    location.hash = place;
})"""


def compared(site: Site, place: str = "") -> "Page":
    """Return the page once all of it is there."""
    page = site.go(f"compare.html#{place}" if place else "compare.html")
    page.wait_for_function(_READY)
    return page


def address(page: "Page") -> str:
    """Return what stands behind the address of the page."""
    return unquote(str(page.evaluate("location.hash")).removeprefix("#"))


def columns(page: "Page") -> list[str]:
    """Return the titles of the rows that lie side by side."""
    return [str(each) for each in page.locator(".names a.row").all_inner_texts()]


def titles(results: Results, *names: str) -> list[str]:
    """Return what rows are called."""
    return [results["adapters"][name]["title"] for name in names]


def test_every_line_stands_by_its_number(site: Site) -> None:
    """Three programs, aligned by role, coloured; each line of each file as it is on disk."""
    page = compared(site, f"rows={','.join(THREE)}")
    assert columns(page) == titles(site.results, *THREE)
    lines = page.locator(".line").evaluate_all(
        "lines => lines.map(e => [e.dataset.at, e.querySelector('code').textContent])"
    )
    shown: dict[str, dict[int, str]] = {}
    for at, text in lines:
        where, _, number = at.rpartition(":")
        shown.setdefault(where, {})[int(number)] = text
    files = {
        (part.file, name if part.role != sources.FILES else f"{name}:{part.file}")
        for name in THREE
        for part in sources.parts(site.results, name)
    }
    assert {where for _, where in files} == set(shown)
    for file, where in files:
        for number, line in enumerate(sources.text(file).splitlines(), 1):
            assert shown[where].get(number, "") == line, f"{file}:{number}"
    wire = page.locator(".band[data-role=wire]")
    tops = [
        box["y"] for each in wire.locator("h3").all() if (box := each.bounding_box())
    ]
    assert len(tops) == len(THREE)
    assert len(set(tops)) == 1
    assert wire.locator("i.k").count() > 0


def test_lines_that_all_have_stand_back(site: Site) -> None:
    """A line is grey where each of the programs has it for the same purpose, and only there."""
    page = compared(site, "rows=argparse,hydra")
    for role in ("other", "main"):
        one, other = (
            {
                line.strip()
                for part in sources.parts(site.results, name)
                if part.role == role
                for line in sources.text(part.file).splitlines()[
                    part.first - 1 : part.first - 1 + len(part.lines)
                ]
            }
            for name in ("argparse", "hydra")
        )
        grey = page.locator(f".band[data-role={role}] .same code").all_text_contents()
        assert {line.strip() for line in grey} == one & other - {""}


def test_a_whole_file_is_copied(site: Site) -> None:
    """A program, and a config file, byte for byte and without numbers."""
    page = compared(site, "rows=argparse,hydra")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard',"
        "{value: {writeText: async text => { window.copied = text; }}})"
    )
    for name, button in zip(
        ("argparse", "hydra"), page.locator(".names .copy").all(), strict=True
    ):
        button.click()
        program = site.results["adapters"][name]["program"]
        assert page.evaluate("window.copied") == sources.text(program)
    path = page.locator(".path").first
    path.get_by_role("button").click()
    file = path.locator("a").inner_text()
    assert page.evaluate("window.copied") == sources.text(file)
    href = str(path.locator("a").get_attribute("href"))
    assert href.endswith(file)


def test_a_line_has_an_address(site: Site) -> None:
    """Its number sets it, a new tab shows it, and "back" leaves it; arrows move between lines."""
    page = compared(site, "rows=hydra,argparse")
    page.locator("[data-at='argparse:40'] .number").click()
    assert address(page) == "rows=hydra,argparse&line=argparse:40"
    page.go_back()
    page.wait_for_function("!document.querySelector('.here')")
    page = compared(site, "rows=hydra,argparse&line=argparse:40&folded=declare,load")
    here = page.locator(".here")
    assert here.get_attribute("data-at") == "argparse:40"
    assert here.evaluate("e => 0 < e.getBoundingClientRect().top")
    assert here.evaluate("e => e.getBoundingClientRect().bottom < innerHeight")
    here.locator(".number").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    # The line was in what was folded: that is open now, and the address says so.
    assert address(page) == "rows=hydra,argparse&line=argparse:41&folded=load"
    stops = page.locator(".stops").evaluate_all(
        "all => all.map(e => e.querySelectorAll('[tabindex=\"0\"]').length)"
    )
    assert set(stops) == {1}


#: Addresses, the rows that they show, and what they say.
ADDRESSES: dict[str, tuple[tuple[str, ...], str]] = {
    "rows=argparse,hydra,fire": (("argparse", "hydra", "fire"), ""),
    "argparse,hydra:34": (("argparse", "hydra"), ""),  # as it was written before
    "rows=hydra,hydra": (("hydra", ""), ""),
    "rows=nobody,hydra,<b>": (("hydra", ""), "no row called nobody, <b>."),
    "rows=argparse,argparse_strict,fire,hydra,omegaconf": (
        ("argparse", "argparse_strict", "fire", "hydra"), "Left out: OmegaConf.",
    ),
    "line=fire:3": (("fire", ""), ""),
    "rows=hydra,fire&line=hydra:9999": (("hydra", "fire"), "no line 9999 in"),
    "rows=hydra,fire&line=나:1": (("hydra", "fire"), "no row called 나."),
    "rows=hydra,fire&line=constructor&folded=x&category=y&kind=z": (("hydra", "fire"), ""),
    "nobody": (("", ""), ""),
}  # fmt: skip


@pytest.mark.parametrize("site", [{"width": 360}], indirect=True)
def test_whatever_the_address_says_rows_are_shown(site: Site) -> None:
    """What is not there is told; two rows at least, four at most; the old form is rewritten."""
    page = compared(site)
    for place, (names, told) in ADDRESSES.items():
        page.evaluate(_CHANGE, place)
        page.wait_for_function(_READY)
        shown = columns(page)
        assert len(shown) == len(set(shown)) == len(names), place
        for name, title in zip(names, shown, strict=True):
            assert not name or title == site.results["adapters"][name]["title"], place
        said = page.locator("#told").inner_text()
        assert (told in said) if told else said == "", place
        assert page.locator(".differences tbody tr").count() > 0, place
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
        if place == "argparse,hydra:34":
            assert address(page) == "rows=argparse,hydra&line=hydra:34"
            assert page.locator(".here").get_attribute("data-at") == "hydra:34"


def test_rows_are_chosen_and_the_address_follows(site: Site) -> None:
    """And the page follows the address: "back" brings the rows of before."""
    page = compared(site, "rows=argparse,hydra")
    page.locator("#chosen select").nth(2).select_option("fire")
    page.wait_for_function("document.querySelectorAll('.names a.row').length === 3")
    assert address(page) == "rows=argparse,hydra,fire"
    page.locator("#chosen select").nth(0).select_option("omegaconf")
    page.wait_for_function("location.hash.includes('omegaconf')")
    page.go_back()
    page.wait_for_function("!location.hash.includes('omegaconf')")
    assert columns(page) == titles(site.results, "argparse", "hydra", "fire")


def at(results: Results, category: str, name: str, case: str) -> Cell | None:
    """Return a cell, that of the whole row if it failed as one."""
    row = load.rows(results, category).get(name, {})
    return row.get(case) or row.get("all")


def differing(results: Results, category: str, *names: str) -> dict[str, str]:
    """Return in what cells of some rows differ, by case, as far as they do."""
    found = {}
    for case in {each for name in names for each in load.rows(results, category)[name]}:
        some = [at(results, category, name, case) for name in names]
        there = [cell for cell in some if cell and cell["outcome"] != "unmeasured"]
        outcomes = {(cells.arrival(cell), cell["outcome"]) for cell in there}
        parties = {cells.party(cell) for cell in there} - {"unmeasured"}
        times = [cells.interval(cell.get("ratio")) for cell in there]
        lows = [each[1] for each in times if each]
        highs = [each[2] for each in times if each]
        if len(outcomes) > 1:
            found[case] = "outcome"
        elif len(parties) > 1:
            found[case] = "by"
        elif lows and min(highs) < max(lows):
            found[case] = "figure"
    return found


def listed(page: "Page") -> list[str]:
    """Return the place of each line of the cells that differ."""
    return [
        str(each) for each in page.locator(".differences tbody tr:not(.group) th").evaluate_all(
            "all => all.map(e => (e.querySelector('small') || e).textContent)"
        )
    ]  # fmt: skip


def test_the_cells_that_differ_are_listed(site: Site) -> None:
    """All of them and no other; other outcomes first, by harm; each opens its evidence."""
    names = ("argparse", "hydra")
    page = compared(site, f"rows={','.join(names)}")
    found = {
        f"{category}/{case}": kind
        for category in load.categories(site.results)
        if set(names) <= load.rows(site.results, category).keys()
        for case, kind in differing(site.results, category, *names).items()
    }
    shown = listed(page)
    assert sorted(shown) == sorted(found)
    kinds = list(found.values())
    said = page.locator("#counted").inner_text()
    assert said.startswith(
        f"Cells that differ: {len(found)}. In outcome: {kinds.count('outcome')}; "
        f"only in who answers: {kinds.count('by')}; only in time: {kinds.count('figure')}."
    )
    worst = list(cells.WORST)

    def harm(place: str) -> tuple[bool, int]:
        category, _, case = place.partition("/")
        some = [at(site.results, category, name, case) for name in names]
        bad = [cells.worst(cell) for cell in some if cell]
        ranks = [worst.index(each) for each in bad if each in worst]
        return found[place] != "outcome", min(ranks, default=len(worst))

    for category in load.categories(site.results):
        of = [each for each in shown if each.startswith(f"{category}/")]
        assert of == sorted(of, key=harm)
    first = shown[0]
    category, _, case = first.partition("/")
    button = page.locator(".differences [data-open]").first
    assert button.get_attribute("data-open") == f"{category}/argparse/{case}"
    cell = at(site.results, category, "argparse", case)
    assert cell
    assert cells.word(cell["outcome"]) in button.inner_text()
    button.click()
    page.locator("dialog[open]").wait_for()
    assert case in page.locator("dialog[open]").inner_text()


def test_the_cells_that_differ_are_filtered(site: Site) -> None:
    """By category and by what differs, in the address; where nothing is left, all comes back."""
    page = compared(site, "rows=argparse,hydra")
    page.locator("#category").select_option("overrides")
    page.locator("#kind").select_option("by")
    assert address(page) == "rows=argparse,hydra&category=overrides&kind=by"
    found = differing(site.results, "overrides", "argparse", "hydra")
    wanted = sorted(f"overrides/{case}" for case, kind in found.items() if kind == "by")
    assert wanted
    assert sorted(listed(page)) == wanted
    page = compared(site, address(page))
    assert sorted(listed(page)) == wanted
    page.locator("#kind").select_option("figure")
    assert page.locator(".differences").count() == 0
    page.get_by_role("button", name="Show all that differs").click()
    assert len(listed(page)) > len(wanted)
    assert address(page) == "rows=argparse,hydra"


@pytest.mark.parametrize("site", [{"width": 360}], indirect=True)
def test_names_stay_in_sight_on_a_phone(site: Site) -> None:
    """Of the program whose lines are read, and of the rows whose cells are."""
    page = compared(site, "rows=argparse,hydra,fire,omegaconf")
    top = "e => Math.round(e.getBoundingClientRect().top)"
    column = page.locator(".band[data-role=declare] .columns > div").first
    column.locator(".line").nth(30).evaluate("e => e.scrollIntoView()")
    assert column.locator("h3").evaluate(top) == 0
    page.locator(".differences tbody tr").nth(40).evaluate("e => e.scrollIntoView()")
    assert page.locator(".differences thead").evaluate(top) == 0


def test_programs_are_linked_without_a_script(
    browser: Any, written: tuple[Any, Any]
) -> None:
    """The page says that it needs one, and leads to each program."""
    folder, results = written
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "site" / "compare.html").as_uri())
    assert "needs it" in page.locator("main").inner_text()
    assert not page.locator("#differ").is_visible()
    for adapter in results["adapters"].values():
        link = page.get_by_role("link", name=adapter["program"], exact=True)
        assert str(link.get_attribute("href")).endswith(adapter["program"])
    context.close()
