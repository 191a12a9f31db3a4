"""The report in Korean says what the report says, and leaves no word of it in English."""

import copy
import itertools
import re
import string
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from benchmarks import claims as executed
from benchmarks.claims.look import Came, Records
from report import (
    escaping,
    figures,
    korean,
    load,
    pages,
    pictures,
    situations,
    text,
    words,
)
from report.load import Results
from report.pictures import drawing
from tests import opened
from tests.few_rows import of_rows

#: Of a table in a list, or of an outcome or a party: what is a rule or a sign, and no word.
RULES = {
    "added", "by", "category", "cell", "cells", "file", "id", "lacks", "least", "left_out", "mark",
    "most_mib", "must", "or_no_place", "own", "sign", "situation", "tag", "uses", "within",
}  # fmt: skip

#: What people call things, in every language at once: it stands in the first file alone.
SYNONYMS = "site.search.also."

#: Words of English that Korean has none for yet.
MISSING: set[str] = set()

#: What cases ask in Korean as in English.
ALIKE = {"startup/help"}

#: Enough for what is asked of no row by itself.
SOME = ("argparse", "easydict", "fire", "hydra", "pydantic_settings")

#: Lines whose heights differ by less are one line.
SAME_LINE = 3

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def results() -> Results:
    """The published results."""
    return load.whole(load.HERE)


@pytest.fixture(scope="module")
def page(results: Results) -> str:
    """The report of them."""
    return korean.render(results)


def told(table: object, way: str = "") -> Iterator[tuple[str, str]]:
    """Yield the way to each sentence of a file of words, and the sentence."""
    if isinstance(table, str):
        yield way, table
    elif isinstance(table, list):
        if all(map(words.known, table)):
            table = {words.named(each): each for each in table}
        else:
            table = {str(number): each for number, each in enumerate(table)}
    if isinstance(table, dict):
        for key, each in table.items():
            yield from told(each, f"{way}.{key}" if way else key)


def of(language: str) -> dict[str, str]:
    """Return the sentences of a language by their ways, without rules and texts of results."""
    said = words.said(language)
    lists = {key for key, each in said.items() if isinstance(each, list)}
    lists |= {key for key, each in words.said("en").items() if isinstance(each, list)}
    return {
        way: sentence
        for way, sentence in told(said)
        if (first := way.partition(".")[0]) not in words.OF_RESULTS
        and not way.startswith(SYNONYMS)
        and not (
            first in {*lists, "outcomes", "parties"} and RULES & {*way.split(".")[2:]}
        )
    }


def lines(page: str, heading: str) -> Iterator[list[str]]:
    """Yield the cells of each line of the first table under a heading."""
    _, _, below = page.partition(f"## {heading}\n")
    for line in below.partition("\n## ")[0].splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            yield [each.strip() for each in re.split(r"(?<!\\)\|", line)[1:-1]]


def heading(key: str) -> str:
    """Return a heading of the report in Korean."""
    found: dict[str, str] = words.said("ko")["report"]["headings"]
    return found[key]


# The words


def test_korean_has_the_keys_of_english() -> None:
    """What is in no English table says nothing on any page; what lacks is told by name."""
    english, ours = of("en"), of("ko")
    assert not {*ours} - {*english}
    assert {*english} - {*ours} == MISSING


@pytest.mark.parametrize("way", of("ko"))
def test_a_sentence_takes_what_the_english_one_takes(way: str) -> None:
    """The same parts are put in, the same code and digits stand in it."""
    english, ours = of("en")[way], of("ko")[way]

    def parts(sentence: str) -> set[str | None]:
        return {name for _, name, *_ in string.Formatter().parse(sentence)} - {None}

    assert parts(english) == parts(ours)
    assert {*re.findall("`([^`]+)`", english)} == {*re.findall("`([^`]+)`", ours)}
    assert sorted(re.findall(r"\d+", english)) == sorted(re.findall(r"\d+", ours))
    assert unicodedata.normalize("NFC", ours) == ours


def test_what_cases_ask_is_told_in_korean(results: Results) -> None:
    """Each case that has a question, and each category; no pattern is left over."""
    intents = {
        (each["name"], case): told_["intent"]
        for each in results["categories"]
        for case, told_ in each["cases"].items()
        if told_.get("intent")
    }
    with words.speaking("ko"):
        same = {
            f"{category}/{case}"
            for (category, case), intent in intents.items()
            if words.intent(category, case, intent) == intent
        }
        for each in results["categories"]:
            assert words.question(results, each["name"]) != each["question"]
    assert same == ALIKE
    assert all(
        words.intent(*place, intent) == intent for place, intent in intents.items()
    )
    for category, asked in words.said("ko")["asked"].items():
        for pattern in asked:
            assert any(
                fnmatchcase(case, pattern) for name, case in intents if name == category
            ), (category, pattern)
    for form in words.said("ko")["asked_as"]:
        assert any(re.fullmatch(form["english"], each) for each in intents.values())


def test_a_language_is_spoken_for_a_while() -> None:
    """What it lacks is English, and afterwards everything is."""
    before = words.words()
    assert words.languages() == {"en": "English", "ko": "한국어"}
    with words.speaking("ko"):
        assert words.language() == "ko"
        assert words.words()["situations"][0]["title"] == "작은 스크립트 하나"
        assert words.words()["situations"][0]["must"] == before["situations"][0]["must"]
        assert words.title("startup") == "시작 시간"
        assert words.title("of no list") == "Of no list"
    assert words.language() == "en"
    assert words.words() is before


# The page


def test_it_has_the_sections_of_the_report(results: Results, page: str) -> None:
    """In the same order, and those of the article's claims and public tables beside."""
    from report import markdown  # noqa: PLC0415  the page of English, for this test alone

    def sections(of_: str) -> list[str]:
        return re.findall("^## (.+)$", of_, re.MULTILINE)

    both = dict(
        zip(
            words.said("en")["report"]["headings"].values(),
            words.said("ko")["report"]["headings"].values(),
            strict=True,
        )
    )
    english = markdown.render(results)
    more = {words.said("ko")[key]["title"] for key in ("claims", "tables")}
    assert [each for each in sections(page) if each not in more] == [
        both[each] for each in sections(english)
    ]
    assert more <= {*sections(page)}

    def links(of_: str) -> list[str]:
        return re.findall(r"\]\(([^)]+)\)", of_)

    plots = re.compile("^plots/(?:ko/)?")
    assert {plots.sub("plots/", each) for each in links(page)} >= {
        plots.sub("plots/", each) for each in links(english)
    }


def test_no_sentence_is_left_in_english(page: str) -> None:
    """But in code, in quotation, and what programs said and libraries are called."""
    _, _, rest = page.partition("\n")
    claims = re.compile(r"^\| C\d+ \|.*$", re.MULTILINE)
    kept = re.sub("“[^”]*”|`+[^`]*`+", " ", claims.sub("", rest))
    kept = kept.partition(f"## {words.said('ko')['tables']['title']}")[0]
    kept = re.sub(r"\]\([^)]*\)|<[^>]*>", " ", kept)
    assert not re.findall(
        r"(?:\b[a-z]{2,}\b[ ,.;:]+){3}\b[a-z]{2,}\b", names_left_out(kept)
    )


def names_left_out(of_: str) -> str:
    """Return a text without lists of rows by name."""
    return re.sub(r"(?:\b[a-z]+(?:_[a-z]+)*\b, )+\b[a-z]+(?:_[a-z]+)*\b", " ", of_)


def test_each_situation_has_the_answer_of_the_report(
    results: Results, page: str
) -> None:
    """The same row and the same one behind it, with links to their pages."""
    answered = situations.situations(results, figures.rows(results))
    shown = [*lines(page, heading("which"))][1:]
    assert len(shown) == len(answered)
    for one, (title, take, other, *_, sure) in zip(answered, shown, strict=True):
        assert title == words.said("ko")["situations"][one.id]["title"]
        if one.row:
            assert f"](rows/{one.row.name}.md)" in take
            assert f"{len(one.cells)}칸" in sure
        if one.runner_up:
            assert f"](rows/{one.runner_up.name}.md)" in other
        if isinstance(one.margin, situations.Compared):
            assert f"{one.margin.one} 대 {one.margin.other}" in other


def test_each_row_has_the_figures_of_the_first_table(
    results: Results, page: str
) -> None:
    """In the same order."""
    shown = [*lines(page, heading("rows"))][1:]
    table = figures.rows(results)
    assert len(shown) == len(table)
    for row, cells in zip(table, shown, strict=True):
        assert f"](rows/{row.name}.md)" in cells[0]
        assert row.right
        assert row.rejected
        assert row.harm_share
        assert cells[1:3] == [str(row.rank), row.harm_share.per_mille]
        assert cells[3].startswith(f"{row.right.percent} / ")
        assert cells[4] == f"{row.rejected.count} / {row.rejected.asked}"
        assert cells[5:8] == [str(row.wrong), str(row.accepted), str(row.lines)]
        with words.speaking("ko"):
            assert cells[8:10] == [
                text.bought(row),
                str(escaping.escaped(text.started(row))),
            ]


def test_each_claim_has_its_verdict_and_command(results: Results, page: str) -> None:
    """In Korean, with what was seen; and whether it hangs on little."""
    for name, claim in results["claims"].items():
        verdict = words.said("ko")["verdicts"][claim["verdict"]]
        hangs = "(불확실)" if claim["hangs"] else ""
        said = escaping.prose(claim["korean"])
        seen = escaping.prose(claim["seen_ko"])
        assert f"| {name} | {said} | **{verdict}**{hangs} | {seen} |" in page
        assert claim["reproduce"] in page


def test_each_public_table_is_counted(results: Results, page: str) -> None:
    """With its page; without tables there is no section."""
    for table in results["tables"].values():
        assert f"({table['page']}) | " in page.replace("\\_", "_")
    none = korean.render(of_rows(results, SOME) | {"tables": {}, "claims": {}})
    for key in ("claims", "tables"):
        title = words.said("ko")[key]["title"]
        assert f"## {title}" in page
        assert f"## {title}" not in none


def test_what_is_put_in_is_text(results: Results) -> None:
    """A title that is HTML is no HTML."""
    some = copy.deepcopy(of_rows(results, SOME))
    some["adapters"]["hydra"]["title"] = "<script>alert(1)</script>"
    page = korean.render(some)
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


# The pictures


@pytest.fixture(scope="module")
def drawn(results: Results) -> dict[str, str]:
    """Return the pictures of a few rows in Korean: their words are those of all."""
    with words.speaking("ko"):
        return pictures.pictures(of_rows(results, SOME))


def test_pictures_have_their_words_in_korean(
    results: Results, drawn: dict[str, str], page: str
) -> None:
    """Titles, axes and labels; of English nothing is left but names and what is typed."""
    ours = [each for way, each in of("ko").items() if way.startswith("pictures.")]
    assert {*drawn} == {*words.said("ko")["pictures"]}
    for name, picture in drawn.items():
        root = ET.fromstring(picture)  # noqa: S314  we drew it
        assert root.findtext(f"{SVG}title") in ours
        written = {each.text or "" for each in root.iter(f"{SVG}text")}
        axes = words.said("ko")["pictures"][name]
        for key in ("across", "up", "framed", "bare", "run", "yes", "no"):
            if key in axes and "{" not in axes[key]:
                assert axes[key] in written, (name, key)
    assert pictures.folder() == ""
    for name in re.findall(r"\]\(plots/ko/(\w+)\.svg\)", page):
        assert name in drawn
    assert results["adapters"]


def places(root: ET.Element) -> Iterator[tuple[float, float, float, str]]:
    """Yield of each line that is not turned where it begins, ends, its height, and the line."""
    styles = dict(
        re.findall(r"\.(s\d+) \{ ([^}]*) \}", root.findtext(f"{SVG}style") or "")
    )
    for each in root.iter(f"{SVG}text"):
        said, x = each.text or "", each.get("x", "0").split()
        style = styles.get(each.get("class", ""), "")
        if len(x) > 1 or "rotate" in each.get("transform", ""):
            continue
        size = re.search(r"([\d.]+)px", style)
        wide = drawing.wide(said, float(size[1]) if size else drawing.SIZE)
        anchor = re.search(r"text-anchor: (\w+)", style)
        before = {"end": wide, "middle": wide / 2}.get(anchor[1] if anchor else "", 0.0)
        left = float(x[0]) - before
        yield left, left + wide, float(each.get("y", "0")), said


def test_no_word_leaves_its_picture_or_lies_on_another(drawn: dict[str, str]) -> None:
    """A syllable of Hangul is as wide as high: the reader's font is unknown, so that is assumed."""
    for name, picture in drawn.items():
        root = ET.fromstring(picture)  # noqa: S314  we drew it
        width = float(root.attrib["viewBox"].split()[2])
        found = sorted(places(root), key=lambda each: (each[2], each[0]))
        assert found
        for left, right, _, said in found:
            assert -1 <= left <= right <= width + 1, (name, said)
        for one, two in itertools.combinations(found, 2):
            if abs(one[2] - two[2]) < SAME_LINE:
                apart = one[1] <= two[0] + 1 or two[1] <= one[0] + 1
                assert apart, (name, one, two)


# What claims saw


def test_facts_that_are_words_are_korean_words() -> None:
    """Outcomes are called as the report calls them; what a claim alone says is its own."""
    ours = words.said("ko")["outcomes"]
    called = {
        "accepted" if name == "accepted" else name.replace("_", " "): each["word"]
        for name, each in ours.items()
    }
    for english, said in called.items():
        if english in executed.KOREAN.terms:
            assert executed.told(Came("x", english), executed.KOREAN) == f"x {said}"
    records = executed.told({"wandb": Records(0, 25, 26)}, executed.KOREAN)
    assert re.findall(r"\d+|[a-z]+", records) == ["wandb", "26", "0", "25"]
    assert executed.told(Records(0, 25, 26)) == (
        "0 with every type, 25 with other types, of 26"
    )
    for claim in executed.claims().values():
        assert all(
            re.search("[가-힣]|None|dict", each) for each in claim.terms_ko.values()
        )


# The site


class Ours(HTMLParser):
    """The texts of a page that are in its own language, and are no code and nobody's quotation."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Whether a tag is ours depends on what it stands in, too."""
        told = dict(attrs)
        ours = tag not in {"code", "pre", "script", "style"}
        ours &= told.get("lang") in {None, "ko"}
        ours &= not self._open or self._open[-1][1]
        if ours:
            self.texts += [told.get(key) or "" for key in ("alt", "aria-label")]
        if tag not in opened.Seen.VOID:
            self._open.append((tag, ours))

    def handle_endtag(self, tag: str) -> None:
        """Close what is open, and what is open in it."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep what is ours."""
        if self._open and self._open[-1][1]:
            self.texts.append(" ".join(data.split()))


def test_the_site_in_korean_is_korean(results: Results, drawn: dict[str, str]) -> None:
    """Where English stands it is said to be English: what rows, cells and causes tell."""
    some = of_rows(results, SOME)
    made = pages.pages(some, {f"ko/{name}": svg for name, svg in drawn.items()})
    names = {name.removeprefix("site/") for name in made if name.endswith(".ko.html")}
    assert {"index.ko.html", "startup.ko.html", "row-hydra.ko.html"} <= names
    english = re.compile(r"(?:\b[a-z]{2,}\b[ ,.;:]+){3}\b[a-z]{2,}\b")
    of_results = {
        " ".join(each[key].split())
        for each in some["claims"].values()
        for key in ("korean", "seen_ko")
    }
    for name in sorted(names):
        texts = Ours(opened.page(made, name)).texts
        assert any(re.search("[가-힣]", each) for each in texts), name
        for each in {*texts} - of_results:
            assert not english.search(names_left_out(each)), (name, each)
