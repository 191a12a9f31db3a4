"""The summary in Korean says what the report says, and leaves no word of it in English."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from report import figures, korean, load, rendering, situations, text, words
from report.load import Results

with words.speaking("ko"):
    WORDS = words.words()
TOLD: dict[str, Any] = {**WORDS["korean"], "verdicts": WORDS["verdicts"]}

#: Tables of the Korean file that speak of texts in the results, or only of the Korean summary.
ITS_OWN = {*words.OF_RESULTS, "korean"}


@pytest.fixture(scope="module")
def results() -> Results:
    """The published results."""
    return load.whole(load.HERE)


@pytest.fixture(scope="module")
def page(results: Results) -> str:
    """The summary of them."""
    return korean.render(results)


def lines(page: str, heading: str) -> Iterator[list[str]]:
    """Yield the cells of each line of the first table under a heading."""
    _, _, below = page.partition(f"## {heading}\n")
    for line in below.partition("\n## ")[0].splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            yield [each.strip() for each in re.split(r"(?<!\\)\|", line)[1:-1]]


def units(results: Results) -> set[str]:
    """Return the units in which answers are compared."""
    answered = situations.situations(results, figures.rows(results))
    told = [each for one in answered for each in (one.margin, *one.gives_up)]
    return {each.unit for each in told if isinstance(each, situations.Compared)} | {
        each.unit for each in situations.FIGURES.values()
    }


def keys(told: object, way: str = "") -> Iterator[str]:
    """Yield the way to each sentence and each list of words."""
    if isinstance(told, list) and all(isinstance(each, dict) for each in told):
        told = {words.named(each): each for each in told if words.known(each)}
    if not isinstance(told, dict):
        yield way
        return
    for key, each in told.items():
        yield from keys(each, f"{way}.{key}" if way else key)


def test_every_word_has_its_place_in_english(results: Results) -> None:
    """A key that the English file has not says nothing on any page."""
    korean = {key: each for key, each in words.said("ko").items() if key not in ITS_OWN}
    assert not {*keys(korean)} - {*keys(words.said("en"))}
    assert units(results) == {*TOLD["units"]}
    assert {each["verdict"] for each in results["claims"].values()} <= {
        *TOLD["verdicts"]
    }


def test_a_language_is_spoken_for_a_while() -> None:
    """What it lacks is English, and afterwards everything is."""
    before = words.words()
    assert words.languages() == {"en": "English", "ko": "한국어"}
    with words.speaking("ko"):
        assert words.language() == "ko"
        assert words.words()["situations"][0]["title"] == "작은 스크립트 하나"
        assert words.words()["situations"][0]["must"] == before["situations"][0]["must"]
    assert words.language() == "en"
    assert words.words() is before


def test_each_situation_has_the_answer_of_the_report(
    results: Results, page: str
) -> None:
    """The same row and the same one behind it, with links to their pages."""
    answered = situations.situations(results, figures.rows(results))
    shown = [*lines(page, "어떤 것을 고를까?")][1:]
    assert len(shown) == len(answered)
    for one, (title, take, other, *_, sure) in zip(answered, shown, strict=True):
        assert title == words.said("ko")["situations"][one.id]["title"]
        if one.row:
            assert f"](rows/{one.row.name}.md)" in take
            assert f"{len(one.cells)}개" in sure
        if one.runner_up:
            assert f"](rows/{one.runner_up.name}.md)" in other
    assert not re.search(r"\bagainst\b|\blacks\b", page)


def test_each_row_has_the_figures_of_the_first_table(
    results: Results, page: str
) -> None:
    """In the same order."""
    shown = [*lines(page, "비교")][1:]
    table = figures.rows(results)
    assert len(shown) == len(table)
    for row, cells in zip(table, shown, strict=True):
        assert f"](rows/{row.name}.md)" in cells[0]
        assert row.right
        assert row.rejected
        assert row.harm_share
        assert cells[1:3] == [str(row.rank), row.harm_share.per_mille]
        assert cells[3].startswith(f"{row.right.percent} / ")
        assert cells[4] == f"{row.rejected.asked}개 중 {row.rejected.count}"
        assert cells[5:8] == [str(row.wrong), str(row.accepted), str(row.lines)]
        assert cells[9].replace("\\", "") == text.started(row)


def test_each_claim_has_its_verdict_and_command(results: Results, page: str) -> None:
    """In Korean, with what was seen; and whether it hangs on little."""
    for name, claim in results["claims"].items():
        verdict = TOLD["verdicts"][claim["verdict"]]
        hangs = TOLD["hangs"] if claim["hangs"] else ""
        said = rendering.escaped(claim["korean"])
        seen = rendering.escaped(claim["seen_ko"])
        assert f"| {name} | {said} | **{verdict}**{hangs} | {seen} |" in page
        assert claim["reproduce"] in page


def test_each_public_table_is_counted(results: Results, page: str) -> None:
    """With its page; without tables there is no section."""
    for table in results["tables"].values():
        assert f"({table['page']}) | " in page.replace("\\_", "_")
    none = korean.render(results | {"tables": {}, "claims": {}})
    assert "## 공개 비교표 실행" in page
    assert "## 공개 비교표 실행" not in none
    assert "## 글의 주장 검증" not in none


def test_what_is_put_in_is_text(results: Results) -> None:
    """A title that is HTML is no HTML."""
    hostile = copy.deepcopy(results["adapters"])
    hostile["hydra"]["title"] = "<script>alert(1)</script>"
    page = korean.render(results | {"adapters": hostile})
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
