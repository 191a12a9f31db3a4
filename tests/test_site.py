"""The site: whole, small, the same each time, and whatever the results hold."""

import base64
import hashlib
import json
import posixpath
import random
import re
import shutil
import subprocess
import sys
import zlib
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import (
    cells,
    figures,
    load,
    markdown,
    packing,
    pages,
    pictures,
    rowpages,
    sections,
    sources,
)
from report.__main__ import files, main
from report.load import Results, Rows
from tests import opened
from tests.few_rows import of_rows
from tests.hostile import SCRIPT, spoilt
from tests.many_cells import BY, answered, grown
from tests.opened import Seen
from tests.stated import stated

#: Beside the page itself, what has to be there before the first table answers, and all of it.
FIRST = ("style.css", "data.js", "phrases.js", "evidence.js", "tables.js", "index.js")
FIRST_PAGE = 200_000
#: Of the whole site, for each row: 1.5 MB with 24 of them.
A_ROW = 62_500
#: And of a further cell, with its evidence.
A_CELL = 120
REPORT = 300_000
CELLS = 600

facts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


#: Facts that mean something somewhere in the report.
NAMES = (
    "command", "files", "says", "bytes", "file", "setup", "env", "message",
    "expected", "arrived", "median", "above", "added", "removed", "total", "roles", "tokens",
    "wall", "cpu", "ties", "samples", "plan", "floor", "twin_of", "kind", "checks",
    "attempt_outcome", "safety", "slope", "torch", "config", "help",
)  # fmt: skip
#: What such a fact may be in a category where it means something else.
FORMS: tuple[Any, ...] = (
    None, True, 3, 2.5, "", "x | <y> `z`", [], ["a", 1], {}, {"a": [1.5, None]}, {"set": {"b": 1}},
    {"median": 1.5, "low": 1.0, "high": 2.0}, {"median": [1.0]}, {"wall": [1.0, 2.0]},
)  # fmt: skip


def odd_rows(chance: random.Random) -> Rows:
    """Return cells whose facts have any form, whatever their names mean elsewhere."""
    cases = ("total", "default", "a/b", "load/10", "load/100", "run", "all")
    return {
        row: {
            case: {
                "outcome": chance.choice(list(cells.OUTCOMES)),
                "by": chance.choice(BY),
                "reproduce": "x",
                **{name: chance.choice(FORMS) for name in chance.sample(NAMES, 12)},
            }
            for case in chance.sample(cases, 3)
        }
        for row in ("argparse", "hydra", "control")
    }


@pytest.fixture(scope="module")
def published() -> Results:
    """Return the results that are committed."""
    return load.load(load.HERE / "results.json")


@pytest.fixture(scope="module")
def many(published: Results, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Return the results that are committed, with six hundred more cells."""
    folder = tmp_path_factory.mktemp("many")
    results = grown(published, CELLS)
    for name, content in {"results": results, "parties": answered(results)}.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return load.whole(folder)


@pytest.fixture(scope="module")
def made(many: Results) -> dict[str, str]:
    """Return the report of these results."""
    return files(many)


def html(made: dict[str, str]) -> dict[str, str]:
    """Return the pages among the files of a report, with what they load."""
    return opened.pages(made)


@given(facts)
def test_what_is_packed_is_opened(fact: Any) -> None:
    """Packing loses nothing, and a script can hold what is packed."""
    letters = packing.packed(fact)
    assert packing.opened(letters) == fact
    assert not set(letters) & set('"\\\n')


def test_what_is_compared_is_what_is_held() -> None:
    """Another zlib may write other bytes for the same; other facts, names and texts differ."""
    script = packing.script("cells/a", {"b": [1, "ü"]})
    letters = packing.packed({"b": [1, "ü"]})
    text = json.dumps({"b": [1, "ü"]}, ensure_ascii=False, separators=(",", ":"))
    other = base64.b85encode(zlib.compress(text.encode(), 0)).decode()
    assert other != letters
    assert packing.same(script, script.replace(letters, other))
    assert not packing.same(script, packing.script("cells/a", {"b": [2, "ü"]}))
    assert not packing.same(script, packing.script("cells/c", {"b": [1, "ü"]}))
    assert not packing.same(script, script.replace(letters, letters[:-5]))
    assert not packing.same(script, f"{script}alert(1)\n")
    assert not packing.same("a", "b")


def test_it_stays_small_with_six_hundred_cells_more(
    many: Results, made: dict[str, str]
) -> None:
    """The first page, the whole site and REPORT.md keep to their sizes."""
    size = {name: len(text.encode()) for name, text in made.items()}
    first = [
        f"site/{name}" for name in Seen(made["site/index.html"]).links if name in FIRST
    ]
    assert sorted(first) == sorted(f"site/{name}" for name in FIRST)
    assert size["site/index.html"] + sum(map(size.__getitem__, first)) <= FIRST_PAGE
    whole = sum(n for name, n in size.items() if name.startswith("site/"))
    assert whole <= A_ROW * len(many["adapters"]) + A_CELL * CELLS
    assert size["REPORT.md"] <= REPORT


def test_every_page_is_well_formed(made: dict[str, str]) -> None:
    """Elements close, identifiers are single, and no text of a result becomes a script."""
    for name, text in html(made).items():
        seen = Seen(text)
        assert seen.open == [], name
        assert len(seen.ids) == len(set(seen.ids)), name
        assert seen.scripts == text.count("defer></script>"), name


def test_every_link_of_the_site_leads_somewhere(made: dict[str, str]) -> None:
    """Pages, files and the adapters' programs that are linked exist."""
    for name, text in html(made).items():
        for link in Seen(text).links:
            path = unquote(link.partition("#")[0])
            if not path or "://" in path:
                continue
            if path.startswith("../../"):
                assert (load.HERE.parent / path.removeprefix("../../")).is_file(), link
            else:
                assert posixpath.normpath(f"site/{path}") in made, (name, link)


def test_nothing_is_loaded_from_elsewhere(made: dict[str, str]) -> None:
    """No style, script or picture has an address of the network."""
    for name, text in made.items():
        if name.startswith("site/") and not name.startswith("site/data/"):
            loaded = re.findall(r"(?:src=|url\(|@import)[\"']?(\w+:)?//", text)
            assert loaded == [], name


def evidence(made: dict[str, str]) -> dict[str, Rows]:
    """Return the cells that a page loads, by row, category and case."""
    found: dict[str, Rows] = {}
    for file in made:
        if file.startswith("site/data/cells/"):
            category = Path(file).stem
            for case, row in opened.held(made, f"cells/{category}").items():
                for name, cell in row.items():
                    found.setdefault(name, {}).setdefault(category, {})[case] = cell
    return found


def test_every_cell_has_its_evidence(many: Results, made: dict[str, str]) -> None:
    """Each cell of the results lies in the data of its row, with every fact it has."""
    stored = evidence(made)
    for category, name, case, cell in cells.every(many):
        kept = stored[name][category][case]
        # The many starts that a time is made of stay in the results.
        assert set(cell) - {"reproduce", "samples"} <= set(kept)
        assert kept["outcome"] == cell["outcome"]
        assert kept.get("detail") == cell.get("detail")


def test_what_opens_on_the_first_page_is_there(
    many: Results, made: dict[str, str]
) -> None:
    """A cell, the cells that a figure counts (as many as it says), those that an answer needs."""
    stored = evidence(made)
    told = opened.held(made, "words")
    for place in re.findall(r'data-open="([^"]*)"', made["site/index.html"]):
        kind, name, rest = unescape(place).split("/", 2)
        if kind not in ("counted", "must"):
            assert rest in stored[name][kind], place
        elif kind == "must":
            for address in told["must"][rest]["cells"]:
                category, _, case = address.partition("/")
                assert case in stored[name][category], place
    for row in figures.rows(many):
        every = [
            cell
            for by_case in stored[row.name].values()
            for cell in by_case.values()
            if "counts_as" in cell
        ]
        shown = {
            "harm": row.harm,
            "right": row.right and row.right.count,
            "rejected": row.rejected and row.rejected.count,
            "wrong": row.wrong,
            "accepted": row.accepted,
        }
        assert shown.keys() == told["counted"].keys()
        for key, rule in told["counted"].items():
            counted = [
                cell
                for cell in every
                if cell["counts_as"].split()[0] in rule["kinds"]
                and cell["counts_as"].split()[1] in rule["outcomes"]
                and (cell["by"] == "library" or not rule["library"])
            ]
            assert len(counted) == shown[key], (row.name, key)
        for key, share in (("right", row.right), ("rejected", row.rejected)):
            kinds = told["counted"][key]["kinds"]
            asked = [cell for cell in every if cell["counts_as"].split()[0] in kinds]
            assert share is None or len(asked) == share.asked, (row.name, key)


def test_every_category_and_family_has_its_place(
    many: Results, made: dict[str, str]
) -> None:
    """Each category of the results has two pages, with its picture if it has one."""
    for category in load.categories(many):
        page = made[f"site/{category}.html"]
        assert f'data-category="{category}"' in page
        linked = re.findall(
            r"]\(\.\./(plots/\S+\.svg)\)", made[f"categories/{category}.md"]
        )
        assert (f"plots/{category}.svg" in linked) == (f"plots/{category}.svg" in made)
        assert set(linked) <= made.keys()
        assert f'href="{category}.html"' in made["site/index.html"]
    assert "Many values of each type" in opened.page(made, "roundtrip.html")


def test_every_picture_has_its_place(made: dict[str, str]) -> None:
    """Those that answer are on the first page, others on that of their category; so in Korean."""
    shown = html(made)
    for path in (name for name in made if name.startswith("plots/")):
        name, korean = Path(path).stem, path.startswith("plots/ko/")
        category = "startup" if name == "where" else name
        page = "index" if name in ("path", "right", "map") else category
        found = [
            Path(file).name.removesuffix(".html")
            for file, text in shown.items()
            if f'src="../{path}"' in text
        ]
        assert found == [f"{page}.ko" if korean else page], path


def test_a_category_that_nobody_knows_is_shown(published: Results) -> None:
    """Its name is its title, its question its introduction; a case that no list names is there."""
    first = next(iter(published["adapters"]))
    cell = {"outcome": "accepted", "by": "core", "reproduce": "x", "cause": "unheard"}
    new = stated({"toys": {first: {"fine": cell}}}, toys={"fine": "mistake"})
    new["cells"]["toys"][first]["late"] = cell
    results = {
        **published,
        "categories": [*new["categories"], *published["categories"]],
        "cells": {**new["cells"], **published["cells"]},
    }
    made = files(results)
    assert load.categories(results)[0] == "toys"
    for page in (made["categories/toys.md"], made["site/toys.html"]):
        assert "What of toys?" in page
        assert "wrongly accepted" in page
    assert made["categories/toys.md"].startswith("# Toys\n")
    assert (
        f"In 2 of 2 test cases {first}, the only row asked, comes out as *wrongly accepted*: "
        "`fine`ᶜ, `late`ᶜ." in made["categories/toys.md"]
    )
    assert (
        f"## Toys\n\nOne cell afresh: `python -m benchmarks reproduce toys/{first}/CASE`"
        in (made[f"cells/{first}.md"])
    )
    assert '<td class="accepted by-c">Aᶜ' in made["site/toys.html"]
    assert "plots/toys.svg" not in made


def test_a_new_category_apart_is_shown(published: Results) -> None:
    """By a command of its own; that it is apart comes from the results."""
    first = next(iter(published["adapters"]))
    cell = {"outcome": "right", "by": "library", "reproduce": "x"}
    new = stated({"toys": {first: {"fine": cell}}}, apart=["toys"])
    text = sections.pages({**published, **new})["categories/toys.md"]
    assert "What of toys?" in text
    assert "Measured by `make benchmark-beyond`, in environments of their own" in text


def test_a_script_in_a_text_is_read_and_never_run() -> None:
    """In titles, cases, details, causes and all else that programs, rows and libraries say."""
    results = load.whole(load.HERE)
    made = pages.pages(spoilt(results, "argparse", "hydra"), {})
    scripts = pages.STATIC.rglob("*.js")
    of_the_site = {path.relative_to(pages.STATIC).as_posix() for path in scripts} | {
        "phrases.js", "phrases.ko.js"
    }  # fmt: skip
    for name, text in html(made).items():
        seen = Seen(text)
        assert seen.open == [], name
        assert seen.scripts == len(of_the_site.intersection(seen.links)), name
        assert SCRIPT in "".join(seen.texts), name
    rows = "".join(Seen(made["site/rows.html"]).texts)
    matrix = "".join(Seen(made["site/overrides.html"]).texts)
    assert f"{results['adapters']['hydra']['title']}{SCRIPT}" in rows
    for case, cell in results["cells"]["overrides"]["hydra"].items():
        assert f"{case}{SCRIPT}" in matrix
        for cause in cells.causes(cell):
            assert f"{cause}{SCRIPT}" in rows
            assert f"{results['causes'][cause]}{SCRIPT}" in rows


def emptied(published: Results, **filled: Rows) -> Results:
    """Return the published results with other cells, or none."""
    none: dict[str, Rows] = {category: {} for category in published["cells"]}
    return {**published, "cells": none | filled}


def test_results_without_a_category_or_a_row_are_shown(published: Results) -> None:
    """Missing categories, rows that were not measured and broken ones break nothing."""
    name = next(iter(published["adapters"]))
    gone = {
        "outcome": "unmeasured", "by": "library", "reproduce": "x", "detail": "not installed",
    }  # fmt: skip
    made = files(emptied(published, overrides={name: {"all": gone}}))
    assert "site/startup.html" not in made
    assert "not installed" in made["site/overrides.html"]
    assert files(emptied(published))["REPORT.md"].startswith("# Which")


@pytest.mark.parametrize(
    # Not those whose sections are written for their own facts: they have tests of their own.
    "name",
    ["lines", "change", "overrides"],
)
def test_whatever_the_facts_are_the_pages_are_made(
    published: Results, name: str
) -> None:
    """Facts of any form under names that mean something elsewhere break no page."""
    chance = random.Random(name)
    for _ in range(8):
        results = emptied(published, **{name: odd_rows(chance)})
        assert markdown.render(results).startswith("# Which")
        assert rowpages.pages(results)
        assert sections.pages(results)
        for page, text in html(pages.pages(results, {})).items():
            assert Seen(text).open == [], page
        drawn = pictures.pictures(results)
        for each in ("lines", "map", "startup", "scaling"):
            assert bool(pictures.told(results, each)) == (each in drawn)


def test_the_bytes_are_the_same_in_every_process(
    published: Results, tmp_path: Path
) -> None:
    """Two processes with other hash seeds write the same bytes, here of three rows."""
    three = of_rows(published, ("argparse", "hydra", "omegaconf"))
    some = json.dumps(grown(three, 120))
    digests = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        (folder / "results.json").write_text(some, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "report", "--dir", str(folder)],
            cwd=load.HERE.parent,
            env={"PYTHONHASHSEED": seed, "PATH": "", "HOME": str(tmp_path)},
            check=True,
            capture_output=True,
        )
        digest = hashlib.sha256()
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
        digests.append(digest.hexdigest())
    assert digests[0] == digests[1]


def test_an_edit_and_a_stray_file_of_the_site_are_found(
    published: Results,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """``--check`` looks at each generated file, and at files that are not generated.

    What is left over is removed from ``report/`` itself, and from no other folder.
    """
    # The report is made four times: some of its pages are enough.
    some = emptied(published, lines=published["cells"]["lines"])
    (tmp_path / "results.json").write_text(json.dumps(some), encoding="utf-8")
    options = ["--dir", str(tmp_path)]
    assert main(options) == 0
    (tmp_path / "site" / "old.html").write_text("", encoding="utf-8")
    page = tmp_path / "site" / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    (tmp_path / "plots" / "lines.svg").unlink()
    capsys.readouterr()
    assert main([*options, "--check", "--all"]) == 1
    said = capsys.readouterr().out
    assert "old.html: nothing in the results gives this file" in said
    assert "index.html: has" in said
    assert "lines.svg: cannot be read" in said
    assert main(options) == 0
    assert (tmp_path / "site" / "old.html").exists()
    monkeypatch.setattr(load, "HERE", tmp_path)
    assert main(options) == 0
    assert not (tmp_path / "site" / "old.html").exists()


def test_programs_are_cut_at_their_marks(published: Results) -> None:
    """Every line that is not blank appears once, with its number, under the mark above it."""
    for name, adapter in published["adapters"].items():
        parts = sources.parts(published, name)
        plain = sources.text(adapter["program"]).splitlines()
        shown = {
            part.first + place: re.sub(r"<[^>]*>", "", line)
            for part in parts
            if part.file == adapter["program"]
            for place, line in enumerate(part.lines)
        }
        for number, line in enumerate(plain, 1):
            if line.strip():
                assert unescape(shown[number]) == line


def test_a_language_that_nobody_knows_has_no_colours() -> None:
    """It is shown all the same."""
    lexer = sources._lexer("configs/gin/default.gin")
    assert {str(kind) for kind, _ in lexer.get_tokens("a.b = 1")} == {"Token.Text"}


def test_a_quotation_is_found_in_the_program(published: Results) -> None:
    """Of one line or several, whatever blanks are around it; what is not there has no line."""
    program = published["adapters"]["argparse"]["program"]
    lines = sources.text(program).splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "betas=tuple(" in line)
    assert sources.line_of(program, "betas=tuple(") == number
    several = "\n".join(lines[number - 1 : number + 2])
    assert sources.line_of(program, f"\n{several}\n\n") == number
    assert sources.line_of(program, "nowhere = to be found") is None
    assert sources.line_of(program, " \n") is None
    assert sources.line_of("adapters/nobody/train.py", "import") is None


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.parametrize(
    "name", sorted(path.name for path in pages.STATIC.glob("*.js"))
)
def test_the_scripts_parse(name: str) -> None:
    """Node reads the scripts."""
    node = str(shutil.which("node"))
    subprocess.run([node, "--check", str(pages.STATIC / name)], check=True)
