"""One figure, one definition: what two places say of the same cells is the same, on every page.

The counts here are made from ``results.json`` alone, and compared with pages as a reader sees them.
"""

import copy
import html
import itertools
import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest

from benchmarks.paths import ROOT
from report import cells, load, needs, ranks, surprises, words
from report.__main__ import files
from report.load import Cell, Results
from tests import first_page, hand_written
from tests.test_guides import GUIDES, WISHES, figures

#: Figures in what was written by hand, and why they are no results.
ALLOWED = {
    ("README.md", "200 MB"): "the size of torch's own wheel, as its index tells it",
    ("docs/architecture.md", "all rows are started in turn (…)"): "how times are taken",
    ("docs/clusters.md", "75 MiB"): "a default of Hydra's launcher, quoted from it",
    ("report/words.toml", "95 %"): "the level of every interval",
    ("report/words.toml", "1 case"): "how the search says one",
    ("report/words.toml", "1 row"): "how *try it* says one",
    ("report/words.toml", "fewest rows share; each cause once"): "a rule of surprises",
    ("report/words.toml", "all rows do alike surprises nob"): "a rule of surprises",
    (
        "report/words.toml",
        "half of the rows): most right {right}; most si",
    ): "which cases a picture has; who is most is put in",
    (
        "report/templates/categories/scaling.md.j2",
        "95 %",
    ): "the level of every interval",
    (
        "report/templates/categories/overrides.md.j2",
        "all rows do rightly",
    ): "which requests are compared",
    (
        "report/words.toml",
        f"{ranks.DRAWS} times",
    ): "how often ranks are drawn, by ranks.DRAWS",
}

#: Outcomes of a case that does not apply to a row, or was not tried with it.
NOT_THERE = {"not_applicable", "unmeasured"}

#: Categories of which the report has such a paragraph.
MOST_TOLD = 5


@pytest.fixture(scope="module")
def results() -> Results:
    """The published results."""
    return load.whole(load.HERE)


@pytest.fixture(scope="module")
def pages(results: Results) -> dict[str, str]:
    """Everything that the report consists of, as these results give it."""
    return files(results)


class _Table(HTMLParser):
    """Reads the fields of each ``<tr data-name=ROW>``."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self._row: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("data-name")
        if tag == "tr":
            self._row = self.rows.setdefault(name, []) if name else None
        elif tag == "td" and self._row is not None:
            self._row.append("")

    def handle_data(self, data: str) -> None:
        if self._row:
            self._row[-1] += data


def table(page: str, heading: str) -> list[list[str]]:
    """Return the fields of the first table below a heading, as text, its head first."""
    _, found, below = page.partition(f"\n{heading}\n")
    assert found, f"no {heading!r}"
    lines = itertools.takewhile(
        lambda line: line.startswith("|"),
        itertools.dropwhile(
            lambda line: not line.startswith("|"), below.split("\n## ")[0].splitlines()
        ),
    )
    return [
        [plain(field) for field in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines
        if not line.startswith("| ---")
    ]


def plain(field: str) -> str:
    """Return what a reader sees of a field of Markdown."""
    shown = re.sub(r"\[((?:\\.|[^\]])*)\]\([^)]*\)", r"\1", field)
    return html.unescape(re.sub(r"\\(?=\W)|\*\*", "", shown)).strip()


def digits(text: str) -> list[str]:
    """Return the numbers of a text, however they are laid out."""
    return re.findall(r"\d+(?:\.\d+)?", text)


def run(results: Results, row: str, case: str = "run") -> Cell:
    """Return a cell of the round trip."""
    found: Cell = results["cells"]["roundtrip"][row][case]
    return found


# -- the table of all rows


def test_the_first_table_is_the_same_on_every_page(
    results: Results, pages: dict[str, str]
) -> None:
    """The report, the site, the picture of the terminal, and the summary in Korean."""
    told = first_page.printed(pages["REPORT.md"])
    site = _Table()
    site.feed(pages["site/index.html"])
    korean = first_page.printed(pages["REPORT.ko.md"].split("\n## ")[2])
    picture = "".join(re.findall(r">([^<]+)</text>", pages["table.svg"]))
    picture = html.unescape(picture).replace("\xa0", " ")
    said = [words.said(code)["row"]["imports_torch"] for code in ("en", "ko")]
    torch = [each.format(start="").strip() for each in said]
    assert told
    assert list(told) == list(site.rows) == list(korean)
    for row, fields in told.items():
        rank, harm, right, rejected, *counts, bought, start, ran, mib = fields
        shown = [each.strip() for each in site.rows[row][:11]]
        requests = [each[3] for each in first_page.cases(results, row) if not each[2]]
        own = sum(map(_by_library, requests))
        assert digits(shown[2]) == [*digits(right), str(own), str(len(requests))], row
        assert [*shown[:2], *shown[3:8], shown[10]] == [rank, harm, *fields[3:8], mib]
        for case, ratio, seen in (
            ("default", start, shown[8]),
            ("with_torch", ran, shown[9]),
        ):
            wall = results["cells"]["startup"][row].get(case, {}).get("wall")
            here = [f"{wall['median'] * 1e3:.1f}"] if wall and ratio else []
            assert digits(seen) == [*digits(ratio), *here], (row, case)
        count, of, asked = rejected.split()
        assert of == "of"
        assert korean[row][:4] == [rank, harm, right, f"{count} / {asked}"]
        assert korean[row][4:7] == counts
        assert korean[row][8:] == [start.replace(*torch), ran, mib]
        line = [rank, harm, right, rejected, *counts, bought, start, ran, mib]
        assert re.search(r"\s*".join(map(re.escape, line)), picture), row


def test_a_picture_says_in_words_what_the_table_has(pages: dict[str, str]) -> None:
    """How many rows buy what, the fewest lines, and the most right: the columns of the table."""
    told = first_page.printed(pages["REPORT.md"]).values()
    (said,) = re.findall(r"!\[([^\]]*)\]\(plots/right\.svg\)", pages["REPORT.md"])
    for each in words.words()["bought"]:
        means = each["means"].replace("`", "")
        count = sum(each["title"] in fields[7].split(", ") for fields in told)
        assert f"{means}: {count} of {len(told)}" in said
    assert re.search(rf"\({min(int(fields[6]) for fields in told)}\)", said)
    most = max(int(fields[2].split(" %")[0]) for fields in told)
    assert re.search(rf"\({most} ?%\)", said)


# -- who saves


def test_who_saves_is_who_answers_for_the_run_that_comes_back(
    results: Results, pages: dict[str, str]
) -> None:
    """The need, the claim and the guides mean the same cell."""
    whole = {row: run(results, row) for row in results["adapters"]}
    by_library = {row for row, cell in whole.items() if _by_library(cell)}
    (need,) = [each for each in needs.needs(results) if each.id == "saves"]
    assert need.cells == ("roundtrip/run",)
    assert need.met == {
        row: cells.party(cell)
        for row, cell in whole.items()
        if cell["outcome"] == "right"
    }
    (shown,) = [
        line for line in table(pages["answers.md"], "## What each row meets")[1:]
        if line[0] == need.label
    ]  # fmt: skip
    assert shown[1:].count("✓") == len(by_library)
    _, _, listed = results["claims"]["C2"]["seen"].partition("comes back whole: ")
    assert {each.split()[0] for each in listed.split(", ")} == by_library
    for name, guide in GUIDES.items():
        saves = figures(results, name)["saves"]
        assert bool(saves) == (name in by_library), name
        for reason in (*guide["choose"], *guide["against"]):
            if reason.get("figure") == "saves":
                assert ("by the library" in reason["says"]) == (name in by_library)


def _by_library(cell: Cell) -> bool:
    return first_page.came(cell) == "right" and cells.party(cell) == "library"


def test_where_two_cases_have_other_parties_each_says_why(results: Results) -> None:
    """A run with two settings and one with all: what answers is named in both cells."""
    for row in results["adapters"]:
        for one, other in (("rerun", "run"), ("rerun_with_change", "run/with_change")):
            first = results["cells"]["overrides"][row][one]
            second = run(results, row, other)
            if first["by"] != second["by"]:
                assert first.get("pieces") or first.get("calls"), (row, one)
                assert second.get("pieces") or second.get("calls"), (row, other)
    assert "the case `run` is meant" in words.intro(results, "roundtrip")


# -- how many are right


def tally(results: Results, category: str, row: str) -> Counter[str]:
    """Count what came of all cells of a row in a category, arrival included."""
    return Counter(
        first_page.came(cell)
        for cell in results["cells"][category].get(row, {}).values()
    )


def test_right_of_so_many_is_of_all_cells_of_the_category(
    results: Results, pages: dict[str, str]
) -> None:
    """The line of a row on the page of a category counts what its cells are."""
    checked = 0
    for category in load.categories(results):
        page = pages[f"categories/{category}.md"]
        if "\n## Row by row\n" not in page:
            continue
        (_, _, *heads), *lines = table(page, "## Row by row")
        for row, own, *counts in lines:
            counted = tally(results, category, row)
            told = {
                head: int(count or 0) for head, count in zip(heads, counts, strict=True)
            }
            assert {k: v for k, v in told.items() if v} == {
                cells.word(outcome): count for outcome, count in counted.items()
            }, (category, row)
            right = [
                cell["by"] == "library"
                for cell in results["cells"][category][row].values()
                if first_page.came(cell) == "right"
            ]
            assert own == str(sum(right)), (category, row)
            checked += 1
    assert checked > 2 * len(results["adapters"])


def test_every_count_of_a_row_in_a_sentence_is_of_all_its_cells(
    results: Results, pages: dict[str, str]
) -> None:
    """No page tells ``argparse 216 right`` of other cells than another."""
    rows = "|".join(map(re.escape, results["adapters"]))
    told = re.compile(rf"(?<![\w/])({rows}):? (\d+) right\b")
    for file, page in pages.items():
        if category := re.fullmatch(r"(?:categories|plots)/(\w+)\.\w+", file):
            for row, count in told.findall(page):
                assert int(count) == tally(results, category[1], row)["right"], file


def test_the_paragraph_of_a_category_counts_its_cells(
    results: Results, pages: dict[str, str]
) -> None:
    """Test cases, rows, how many cases come out right everywhere, and which divide the rows."""
    found = 0
    for category in load.categories(results):
        told = re.search(
            rf"\*\*{re.escape(words.title(category))}\*\*: (\d+) test cases, (\d+) rows\. "
            r"In (\w+) of the test cases (.*)",
            pages["REPORT.md"],
        )
        if told is None:
            continue
        found += 1
        rows = [
            row
            for name, row in results["cells"][category].items()
            if name in results["adapters"] and row and "all" not in row
        ]
        came: dict[str, list[str]] = {}
        for row in rows:
            for case, cell in row.items():
                came.setdefault(case, []).append(first_page.came(cell))
        judged = {
            case: [each for each in outcomes if each not in NOT_THERE]
            for case, outcomes in came.items()
            if load.listed(results, category)[case]["kind"] != "observation"
        }
        asked = {case: outcomes for case, outcomes in judged.items() if outcomes}
        right = {case: each.count("right") for case, each in asked.items()}
        alike = sum(right[case] == len(each) for case, each in asked.items())
        assert told[2] == str(len(rows)), category
        assert int(told[3].replace("none", "0")) == alike, category
        for case, good, of in re.findall(
            r"`([^`]+)` \((\d+) of (\d+) right\)", told[4]
        ):
            assert (int(good), int(of)) == (right[case], len(asked[case])), case
    assert found >= MOST_TOLD


# -- modules, milliseconds, MiB


def test_the_claim_on_size_and_start_tells_the_figures_of_the_table(
    results: Results,
) -> None:
    """C8: MiB and distributions of the footprint, milliseconds and modules of the start-up."""
    seen = results["claims"]["C8"]["seen"]
    row = results["adapters"]["hf_argument_parser"]["footprint"]
    starts = results["cells"]["startup"]["hf_argument_parser"]
    control = results["cells"]["startup"]["control"]
    assert f"adds {row['mib']} MiB in {len(row['added'])} distributions" in seen
    assert f"{starts['default']['wall']['median'] * 1e3:.4g} ms to the start" in seen
    assert f"imports {starts['where']['modules']} modules" in seen
    assert f"{starts['where']['library_modules']} of them" in seen
    assert f"imports {control['where']['modules']}." in seen


def test_what_a_read_takes_is_told_by_scaling_alone(
    results: Results, pages: dict[str, str]
) -> None:
    """No second figure of nanoseconds, from another program or another hour, stands anywhere."""
    for name, claim in results["claims"].items():
        assert not re.search(r"\bns\b|nanosecond", json.dumps(claim)), name
    allowed = {"categories/scaling.md", "site/scaling.html"}
    for file, page in pages.items():
        shown = file.endswith((".md", ".html")) and not file.startswith("cells/")
        if shown and file not in allowed:
            assert not re.search(r"\d ns\b|[Nn]anosecond", page), file


# -- what all do


def test_no_surprise_is_what_all_rows_do(results: Results) -> None:
    """That ``25 of 25 rows do so`` sets no row apart."""
    found = surprises.bad(results)
    assert found
    assert not [one for one in found if 1 < one.alike == one.rows]


def test_a_need_tells_rows_apart(results: Results) -> None:
    """A filter that every library passes by itself is none."""
    for need in needs.needs(results):
        alone = [row for row, by in need.met.items() if by == "library"]
        assert len(alone) < len(results["adapters"]), need.label


def test_a_part_with_settings_of_its_own_is_no_flat_flag(results: Results) -> None:
    """Who takes an argument of another choice has no part with settings of its own."""
    (need,) = [each for each in needs.needs(results) if each.id == "groups"]
    for row, by_case in results["cells"]["overrides"].items():
        if by_case["argument_of_other_choice"]["outcome"] == "accepted":
            assert row not in need.met, row
    assert need.met
    for each in words.words()["needs"]:
        assert "config group" not in each["label"]


# -- a second run in the same place


def test_what_became_of_an_earlier_run_is_told_with_the_outcome(
    results: Results, pages: dict[str, str]
) -> None:
    """Right is the second run; that the first is gone is said by the case, and by each cell."""
    case = load.listed(results, "roundtrip")["fault/target_exists"]
    assert "the first is overwritten is told, and no fault" in case["intent"]
    for row in results["adapters"]:
        cell = run(results, row, "fault/target_exists")
        assert cell["earlier"] in cell["detail"], row
        assert cell["detail"] in pages[f"cells/{row}.md"].replace("\\", ""), row
    assert case["intent"] in pages["categories/roundtrip.md"]


# -- what people wrote


def test_no_sentence_of_ours_states_a_result() -> None:
    """Figures of outcomes, sizes and times, and how many rows are so, are computed."""
    found = {
        (said.file, each)
        for said in hand_written.said()
        for each in hand_written.results(said.text)
    }
    assert found == {*ALLOWED}


@pytest.mark.parametrize(
    "sentence",
    [
        "Hydra gets 47 of 74 requests right.",
        "It starts 12 times slower.",
        "Most libraries can do most things.",
        "All rows refuse a misspelt name.",
        "Only one row saves.",
        "It adds 99.9 MiB and 781 ms.",
        "argparse: 216 right",
    ],
)
def test_a_sentence_that_states_a_result_is_found(sentence: str) -> None:
    """The rule can fail."""
    assert hand_written.results(sentence)


def test_what_is_read_of_people_is_not_little() -> None:
    """Every row, every template and every page is among it."""
    read = {said.file for said in hand_written.said()}
    rows = {f"adapters/{path.parent.name}/adapter.toml" for path in
            ROOT.glob("adapters/*/adapter.toml")}  # fmt: skip
    assert rows <= read
    assert {"README.md", "report/words.toml"} <= read
    assert any(file.endswith(".j2") for file in read)


def test_the_readme_counts_claims_and_questions(results: Results) -> None:
    """The figures that it spells in letters."""
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    asked = [each for each in words.words()["path"] if "question" in each]
    assert ("its twenty claims" in told) == (len(results["claims"]) == 20)
    assert ("Six questions" in told) == (len(asked) == 6)


def _typed(results: Results, row: str) -> str:
    """Return all that was typed of a row, in its cells and in its guide."""
    by_case = [
        each
        for category in results["cells"].values()
        for each in category.get(row, {}).values()
    ]
    origin = results["adapters"][row].get("variant_of") or row
    wishes = [wish.get(origin) for wish in WISHES]
    return json.dumps([[by_case], wishes], ensure_ascii=False)


def test_what_a_sentence_quotes_as_typed_was_typed(results: Results) -> None:
    """A row's sentence on ``--run_name=12`` has a run behind it: a cell, or a wish of its guide."""
    quoted = [
        (said.file.split("/")[1], word.rstrip(".:"))
        for said in hand_written.said()
        if said.file.startswith("adapters/") and said.file.endswith("adapter.toml")
        for word in hand_written.TYPED.findall(said.text)
        if not re.search(r"=[A-Z]+\b", word)
    ]
    assert ("fire", "--run_name=12") in quoted
    for row, word in quoted:
        assert word in _typed(results, row), (row, word)


def test_fire_makes_a_number_of_what_looks_like_one() -> None:
    """12 arrives as an int, and 012, no literal of Python's, as text: the guide says both."""
    by_wish = {wish["wish"]: wish["fire"] for wish in WISHES}
    assert by_wish["the run called 12"]["loses"] == {"run_name": ["int", 12]}
    assert by_wish["the run called 012"] == "--run_name=012"


def test_what_to_beware_of_is_so(results: Results) -> None:
    """The cell that a row warns of is not right."""
    for row, adapter in results["adapters"].items():
        beware = adapter["said"]["beware"]
        category, _, case = beware["cell"].partition("/")
        cell = results["cells"][category][row][case]
        assert not cells.whole(cell), (row, beware)


def test_a_guide_does_not_leave_out_what_a_claim_found() -> None:
    """C7 calls argparse-dataclass inconvenient; its guide says so, by the same statements."""
    reasons: list[dict[str, Any]] = GUIDES["argparse_dataclass"]["against"]
    assert any(each.get("claim") == "C7" for each in reasons)
    assert any(each.get("figure") == "by the adapter" for each in reasons)


def test_a_cell_that_changes_is_seen_on_every_page(
    results: Results, pages: dict[str, str]
) -> None:
    """The comparisons can fail: of another cell the pages say another thing."""
    changed = copy.deepcopy(results)
    changed["cells"]["roundtrip"]["hydra"]["run"]["by"] = "adapter"
    with pytest.raises(AssertionError):
        test_who_saves_is_who_answers_for_the_run_that_comes_back(changed, pages)


def test_lists_of_a_page_have_their_blanks(pages: dict[str, str]) -> None:
    """What a template puts between two names is not taken for something put in."""
    for file, page in pages.items():
        if file.endswith(".md") and not file.startswith("cells/"):
            assert not re.search(r"\.md\),\[|\w`,`\w", page), file


def test_the_readme_calls_outcomes_what_the_report_calls_them() -> None:
    """Each outcome once, with its meaning, in the order of the report."""
    readme = (load.HERE.parent / "README.md").read_text(encoding="utf-8")
    table = readme.partition("| outcome | meaning |")[2].partition("\n\n")[0]
    assert table.splitlines()[2:] == [
        f"| {outcome.word} | {outcome.means} |" for outcome in cells.OUTCOMES.values()
    ]
