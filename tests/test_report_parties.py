"""Who answers for a cell, as the report tells it: words, marks, evidence, rates, a page."""

import copy
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import (
    cells,
    checking,
    figures,
    korean,
    load,
    markdown,
    needs,
    pages,
    parties,
    rowpages,
    sections,
    terminal,
)
from report.__main__ import files, main
from report.cells import PARTIES, SILENTLY_WRONG
from report.load import Cell, Results
from tests import opened
from tests.few_rows import listed_once, undrawn
from tests.many_cells import BY
from tests.stated import stated

PAGE = "https://example.org/idiom"


def cell(outcome: str = "right", by: str = "library", **facts: Any) -> Cell:
    """Return a cell as stated, of a command that was typed."""
    if outcome in {"wrong_value", "accepted"}:
        facts["cause"] = "a_cause"
    made = {"outcome": outcome, "by": by, "reproduce": "x", "command": "python x"}
    made["tag"] = "values"
    return made | facts


#: A cell of each party.
EACH = {
    "library": cell(calls=["words: lib.parse"]),
    "adapter": cell(by="adapter", pieces=["optional"]),
    "documented": cell(by="adapter", pieces=["pairs"], documented=PAGE),
    "core": cell(by="core"),
    "unmeasured": cell(by="unmeasured"),
}


#: Who was found to answer for one of them.
ASKED = {"overrides/library": {"by": "library"}}


def piece(name: str, **facts: Any) -> dict[str, Any]:
    """Return a piece as it is stored."""
    usual = {"text": "type=text", "reason": "No type.", "file": "train.py", "cells": []}
    return {"name": name, **usual, **facts}


def results(*rows: str, **told: dict[str, Any]) -> Results:
    """Return results of some rows with a cell of each party, and who answers for them."""
    adapter = {
        "title": "", "summary": "Sums up.", "status": "installed", "install": "", "lacks": [],
        "distributions": {"lib": "1.0"}, "documentation": [PAGE], "sha256": "0" * 64,
        "deviations": [], "conversions": [], "footprint": {"added": [], "shared": [], "mib": 0.0},
    }  # fmt: skip
    named = {
        name: copy.deepcopy(adapter)
        | {"title": name.title(), "program": f"adapters/{name}/train.py"}
        for name in rows
    }
    return {
        "schema": 2,
        "created": "2026-01-01T00:00:00+00:00",
        "seed": 1,
        "machine": {"kind": "Linux", "cpu": "c", "cores": 2, "python": "3.11"},
        "versions": {},
        "adapters": named,
        "units": {},
        "causes": {"a_cause": "So it is."},
        **stated({"overrides": {name: copy.deepcopy(EACH) for name in rows}}),
        "parties": {
            name: {"sha256": "0" * 64, "cells": ASKED, "pieces": []} | row
            for name, row in told.items()
        },
    }


@pytest.mark.parametrize(
    ("by", "mark", "told"),
    [
        ("library", "", "right"),
        ("adapter", "ᵃ", "right, by the program"),
        ("documented", "ᵈ", "right, by the program, as documented"),
        ("core", "ᶜ", "right, by the core"),
        ("unmeasured", "ˀ", "right, party not measured"),
    ],
)
def test_each_party_has_its_mark_and_its_words(by: str, mark: str, told: str) -> None:
    """In the tables, their legends, the evidence, and what a reader without eyes is told."""
    made = files(results("one"))
    one = EACH[by]
    assert (cells.party(one), cells.mark(one)) == (by, mark)
    assert cells.told(one["outcome"], one) == told
    page = made["categories/overrides.md"]
    assert re.search(rf"the only row asked, is right:.* `{by}`{mark}[,.]", page)
    assert f"| {by} | {told} |" in made["cells/one.md"]
    kind = f" class=by-{by[0]}" if mark else ""
    assert f"<td{kind}>✓{mark}\n" in made["site/overrides.html"]
    phrases = made["site/phrases.js"]
    spoken = ["outcome right", *([f"party {by[0]}"] if mark else [])]
    said = json.loads(phrases.partition(" = ")[2].partition(";\n")[0])
    assert ", ".join(said[each] for each in spoken) == told
    if mark:
        assert f"*{mark}*: {PARTIES[by].means}" in page
        legend = f'<span class="badge by-{by[0]}">{mark}</span> {PARTIES[by].means}'
        assert legend in unescape(made["site/overrides.html"])
    assert opened.held(made, "words")["parties"][by]["means"] == PARTIES[by].means


def test_only_what_the_program_does_is_documented() -> None:
    """A page beside another party marks nothing."""
    for by in ("library", "core", "unmeasured"):
        assert cells.party(cell(by=by, documented=PAGE)) == by


def test_marks_stand_where_no_letter_does() -> None:
    """Behind a canary, and the row that a value is lost by."""
    told = stated(
        {
            "safety": {"one": {"tag": EACH["documented"] | {"safety": "refused"}}},
            "roundtrip": {
                "one": {
                    "values/int/one": cell("wrong_value", "adapter", arrival="rejected")
                },
                "two": {"values/int/one": cell()},
            },
        }
    )
    made = sections.pages(results("one", "two") | told)
    assert "comes out as *refused*: `tag`ᵈ." in made["categories/safety.md"]
    lost = "**wrongly rejected on arrival, then wrong value**: oneᵃ |"
    assert lost in made["categories/roundtrip.md"]


def test_what_nobody_has_measured_counts_with_neither() -> None:
    """Documented or not, the program answers; the first table says what is in no rate."""
    some = [
        cell("accepted", "adapter", pieces=["a"], documented=PAGE),
        cell("accepted", "adapter", pieces=["a"]),
        cell("accepted", "unmeasured"),
        cell("unsupported", "unmeasured"),
        cell("accepted"),
    ]
    counted = [str(figures.rate(some, SILENTLY_WRONG, by)) for by in BY[:2]]
    assert counted == ["1 of 1", "2 of 2"]
    told = results("one", "two")
    told["cells"]["overrides"]["one"] = dict(zip("abcde", some, strict=True))
    told["cells"]["overrides"]["two"] = {"a": cell()}
    by_name = {row.name: row for row in figures.rows(told)}
    one, two = by_name["one"], by_name["two"]
    assert (one.unknown, two.unknown) == (2, 0)
    assert (one.harm, one.by_program, two.harm) == (4, 2, 0)


def test_the_first_table_says_what_is_in_no_rate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In each language and on each surface; nothing where the party of each cell is known."""
    told = results("one", "two")
    terminal.show(told, fitted=False)
    shown = [
        markdown.render(told),
        korean.render(told),
        pages.pages(told, {})["site/index.html"],
        capsys.readouterr().out,
    ]
    for text in shown:
        (sentence,) = [
            line for line in text.splitlines() if "python -m benchmarks parties" in line
        ]
        assert "One" in sentence
        assert "Two" in sentence
    tagged = {"tag": "values"}
    rows = {"one": {by: each | tagged for by, each in EACH.items()}}
    page = sections.pages(told | stated({"overrides": rows}))["categories/overrides.md"]
    assert "Where the party was not measured, a cell counts in neither." in page
    for name in ("one", "two"):
        del told["cells"]["overrides"][name]["unmeasured"]
    assert "python -m benchmarks parties" not in markdown.render(told)
    del rows["one"]["unmeasured"]
    page = sections.pages(told | stated({"overrides": rows}))["categories/overrides.md"]
    assert "not measured" not in page


@pytest.mark.parametrize(
    ("parties_", "told"),
    [
        (["library"], "library"),
        (["library", "unmeasured"], "unmeasured"),
        (["unmeasured", "core"], "core"),
        (["core", "documented"], "documented"),
        (["documented", "adapter", "unmeasured"], "adapter"),
    ],
)
def test_a_need_is_met_by_the_party_that_takes_most_merit(
    parties_: list[str], told: str
) -> None:
    """The library meets it only where each cell is known to be its own."""
    given_ = results("one")
    row = {f"misspelt_{number}": EACH[party] for number, party in enumerate(parties_)}
    given_["cells"]["overrides"]["one"] = row
    found = {need.id: need.met for need in needs.needs(given_)}
    assert found["typos"] == {"one": told}
    made = pages.pages(given_, {})["site/index.html"]
    assert f"typos:{told}" in made
    assert f'data-cases="{"".join(party[0] for party in parties_)}"' in made
    table = markdown.answers(given_)
    assert (
        f"| refuses a misspelt name, in a file too | ✓{PARTIES[told].mark} |" in table
    )


def test_the_page_tells_each_piece() -> None:
    """Where it stands, what is there without it, why, the page, and the cells that it decides."""
    two = ["overrides/adapter", "roundtrip/run"]
    many = [f"overrides/case_{number}" for number in range(10)]
    told = [
        piece("optional", text="type=text | None", without="\n", cells=two),
        piece("pairs", text="\n  a,\n  b,\n", without="c", documented=PAGE)
        | {"cells": [*many, "x/y"]},
        piece("BY_HAND", text="BY_HAND = ", file="values.py"),
    ]
    text = parties.page(results("one", one={"pieces": told}))
    assert (
        "| optional | <code>type=text \\| None</code> ([adapters/one/train.py]"
        "(../adapters/one/train.py)) | nothing | No type. | no | "
        "Override ergonomics: 1 `adapter` · Round trip: 1 `run` |"
    ) in text
    assert "| pairs | `a,`<br>`b,` (" in text
    assert f") | `c` | No type. | <{PAGE}> | Override ergonomics: 10 · X: 1 |" in text
    assert (
        "| BY_HAND | `BY_HAND =` ([adapters/one/values.py](../adapters/one/values.py)) | nothing "
        "| No type. | no | none |"
    ) in text
    assert text.index("is a *piece*") < text.index("## One")
    assert text.rstrip().rpartition("\n## ")[2].count("parties NAME --afresh") == 1


def test_the_page_links_a_piece_that_stands_in_its_program() -> None:
    """By the line where it begins, and says in how many further places it stands."""
    told = [
        piece("import", text="import "),
        piece("by hand", text="\nimport", file="values.py"),
    ]
    given_ = results("argparse", argparse={"pieces": told})
    first, second = parties.pieces(given_, "argparse")
    assert first.line is not None
    assert first.more > 0
    link = f"../adapters/argparse/train.py#L{first.line}), and {first.more} more"
    assert f"([line {first.line}]({link})" in parties.page(given_)
    assert f"(values.py, [line {second.line}](" in parties.page(given_)
    made = pages.pages(given_, {})
    page = opened.page(made, "parties.html")
    shown = f"compare.html#rows=argparse&amp;line=argparse:{first.line}"
    assert f'href="{shown}"' in page
    assert 'href="../../adapters/argparse/values.py"' in page


def test_a_file_that_a_variant_has_not_is_that_of_its_origin() -> None:
    """Its own goes first; one that is nowhere is named beside the program, and not linked."""
    told = [
        piece("by hand", text="BY_HAND", file="values.py"),
        piece("gone", file="gone.py"),
    ]
    given_ = results("argparse", "argparse_strict", argparse_strict={"pieces": told})
    given_["adapters"]["argparse_strict"]["variant_of"] = "argparse"
    found = parties.pieces(given_, "argparse_strict")
    assert [each.path for each in found] == [
        "adapters/argparse/values.py",
        "adapters/argparse_strict/gone.py",
    ]
    page = opened.page(pages.pages(given_, {}), "parties.html")
    assert '<a href="../../adapters/argparse/values.py">' in page
    assert "<small>adapters/argparse_strict/gone.py</small>" in page


def test_the_page_tells_whose_hands_it_were() -> None:
    """How often each, the library's and the program's apart, in the order of a run."""
    given_ = results("one", "two", one={})
    rows = given_["cells"]["overrides"]
    rows["one"] |= {
        "read": cell(by="adapter", calls=["written: train.py: save", "read: train.py: load"]),
        "again": cell(by="adapter", calls=["read: train.py: load", "smelt: it"]),
        "printed": cell(calls=["printed: lib.help", "words: lib.parse"]),
    }  # fmt: skip
    found = [line for line in parties.page(given_).splitlines() if " | by the " in line]
    assert found[:6] == [
        "| parsed the words | by the library | `lib.parse` | 2 |",
        "| read the files | by the program | `train.py: load` | 2 |",
        "| wrote the files | by the program | `train.py: save` | 1 |",
        "| printed | by the library | `lib.help` | 1 |",
        "| smelt | by the program | `it` | 1 |",
        "| parsed the words | by the library | `lib.parse` | 1 |",
    ]
    assert "Nothing in this program is told to be a piece of its own." in parties.page(
        given_
    )


def test_the_page_counts_the_cells_of_each_party() -> None:
    """By row and category in which somebody was asked for; and says what nobody has measured."""
    given_ = results("one", "two", one={})
    given_ |= stated({**given_["cells"], "lines": {"one": {"total": cell()}}})
    del given_["cells"]["overrides"]["two"]["unmeasured"]
    text = parties.page(given_)
    assert "| one | 1 | 1 | 1 | 1 | 1 | 5 |" in text
    assert "| two | 1 | 1 | 1 | 1 | 0 | 4 |" in text
    assert "**Lines of code**" not in text
    command = "`python -m benchmarks parties one`"
    assert f"Of 1 cell of this row the party was not measured: {command}." in text
    assert "parties two`" not in text
    assert "found out before" not in text
    given_["parties"]["one"]["cells"] = {"overrides/unmeasured": {"by": "library"}}
    text = parties.page(given_)
    assert f"{command}. What is told of it here was found out before it was" in text


def test_the_evidence_of_a_cell_names_pieces_or_hands() -> None:
    """On the page of its row in short, where the pieces are told once; nothing of the library's."""
    told = [piece("optional", reason="Why."), piece("pairs", documented=PAGE)]
    given_ = results("one", "two", one={"pieces": told})
    row = given_["cells"]["overrides"]["one"]
    row["both"] = cell(by="adapter", pieces=["optional", "pairs"])
    row["read"] = cell(by="adapter", calls=["read: train.py: load"])
    page = rowpages.pages(given_)["cells/one.md"]
    assert "By *optional* and *pairs*." in page
    assert "The program itself read the files: `train.py: load`." in page
    assert "lib.parse" not in page
    assert page.count("`type=text`, without it nothing. Why.\n") == 1
    assert f"Documented: <{PAGE}>." in page
    assert "[How that was found out](../parties.md#one)." in page
    assert "pieces: " not in page  # a fact with a place of its own
    assert "How that was found out" not in rowpages.pages(given_)["cells/two.md"]


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=2),
        st.fixed_dictionaries(
            {"by": st.sampled_from(BY)},
            optional={
                "pieces": st.lists(st.sampled_from(["a", "|b", "<c>"]), min_size=1),
                "documented": st.just(PAGE),
                "calls": st.lists(st.text(max_size=5), max_size=2),
            },
        ),
    )
)
def test_whoever_answers_each_cell_counts_once(told: dict[str, dict[str, Any]]) -> None:
    """In the table of counts; and the page is made whatever the cells tell."""
    given_ = results("one", one={"pieces": [piece("a"), piece("|b"), piece("<c>")]})
    given_["cells"]["overrides"]["one"] = {
        case: cell(**facts) for case, facts in told.items()
    }
    if not told:
        return
    (line,) = [
        line
        for line in parties.page(given_).splitlines()
        if line.startswith("| one | ")
    ]
    *counts, every = map(int, line.strip("|").split("|")[1:])
    assert sum(counts) == every == len(told)
    assert rowpages.pages(given_)
    assert "</main>" in opened.page(pages.pages(given_, {}), "parties.html")


# -- the file beside the results


def written(folder: Path, rows: object) -> list[str]:
    """Write results and who answers for their cells; return the options that name the folder."""
    content = results("argparse")
    del content["parties"]
    (folder / "results.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / "parties.json").write_text(json.dumps({"rows": rows}), encoding="utf-8")
    return ["--dir", str(folder)]


def asked(**facts: Any) -> dict[str, Any]:
    """Return what was found out of one row, with a piece of some facts."""
    pieces = [piece("optional", **facts), piece("pairs", documented=PAGE)]
    cells_ = {"overrides/adapter": {"by": "adapter"}}
    return {"argparse": {"sha256": "0" * 64, "pieces": pieces, "cells": cells_}}


def test_the_page_is_there_where_somebody_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is linked then, from the report and the site; what is left of it is told and removed."""
    listed_once(monkeypatch)
    undrawn(monkeypatch)
    options = written(tmp_path, asked())
    assert main(options) == 0
    made = {
        name: (tmp_path / name).read_text(encoding="utf-8")
        for name in ("REPORT.md", "REPORT.ko.md", "site/index.html", "parties.md")
    }
    assert "[Who answers for a cell](parties.md)" in made["REPORT.md"]
    assert "(parties.md)" in made["REPORT.ko.md"]
    assert '<a href="parties.html">Who answers</a>' in made["site/index.html"]
    assert made["parties.md"].startswith("# Who answers for a cell\n")
    (tmp_path / "parties.json").unlink()
    assert main(options) == 0
    for name in ("REPORT.md", "REPORT.ko.md", "site/index.html"):
        assert "parties." not in (tmp_path / name).read_text(encoding="utf-8")
    capsys.readouterr()
    main([*options, "--check"])
    assert (
        "3 files that nothing in the results gives: parties.md, site/data/pages/told.js, "
        "site/parties.html; remove" in capsys.readouterr().out
    )
    main([*options, "--check", "--all"])
    assert (
        "parties.md: nothing in the results gives this file" in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "data.rows must be object"),
        ({"argparse": {}}, "data.rows.argparse must contain"),
        (asked(file="../train.py"), "pieces[0].file must match pattern"),
        (asked(documented="javascript:alert(1)"), "pieces[0].documented must match"),
        (asked(text=""), "pieces[0].text must be longer than or equal to 1"),
        (asked(cells=["nowhere"]), "pieces[0].cells[0] must match pattern"),
    ],
)
def test_what_is_malformed_is_refused_in_a_sentence(
    rows: object, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the file and the place in it; nothing is written."""
    assert main(written(tmp_path, rows)) == 2
    said = capsys.readouterr().err
    assert "parties.json: " in said
    assert sentence in said
    (tmp_path / "parties.json").write_text("{", encoding="utf-8")
    assert main(["--dir", str(tmp_path)]) == 2
    assert "parties.json: cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "REPORT.md").exists()


def test_a_piece_that_nobody_tells_is_a_fault() -> None:
    """A cell names it, and the file beside the results does not; each once, with its command."""
    given_ = results("one", one={"pieces": [piece("optional")]})
    (fault,) = checking._missing_pieces(given_)
    assert fault.sentence == (
        "parties.json: one has no piece 'pairs', which decides overrides/one/documented; "
        "`python -m benchmarks parties one` asks anew"
    )
    given_["parties"]["one"]["pieces"].append(piece("pairs"))
    assert list(checking._missing_pieces(given_)) == []


def test_cells_that_nobody_has_asked_about_are_stale() -> None:
    """A row that was measured anew has to be asked anew; one from elsewhere by its address."""
    given_ = results("one", "two")
    del given_["cells"]["overrides"]["two"]["unmeasured"]
    given_["adapters"]["one"]["address"] = "/some where/one"
    assert [each.sentence for each in checking._unasked(given_)] == [
        "stale: who answers for 1 cell of one was not measured; "
        "`python -m benchmarks parties '/some where/one'` does"
    ]


def test_what_is_published_is_told() -> None:
    """Every piece that a published cell names is in the file beside the results."""
    published = load.whole(load.HERE)
    assert list(checking._missing_pieces(published)) == []
