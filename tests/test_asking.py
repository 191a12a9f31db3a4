"""*Try it* and the search: what they offer was asked, and what they load was found."""

import hashlib
import json
import re
from typing import Any

import pytest

from report import asking, cells, load, packing, pages, vendor, words
from report.load import Results
from tests.few_rows import of_rows

SCRIPTS = ("try.js", "search.js")


@pytest.fixture(scope="module")
def published() -> Results:
    """Return the results that are committed."""
    return load.load(load.HERE / "results.json")


def cell(words_: str, row: str = "one", **facts: Any) -> dict[str, Any]:
    """Return a cell of a row, for which these words are typed."""
    command = f"python adapters/{row}/train.py {words_}".strip()
    return {"outcome": "right", "by": "library", "command": command, **facts}


def results(rows: dict[str, Any], **kinds: str) -> Results:
    """Return results of one category, whose cases are of these kinds."""
    listed = {
        case: {"kind": kind, "intent": f"{case}."} for case, kind in kinds.items()
    }
    return {
        "adapters": {name: {"program": f"adapters/{name}/train.py"} for name in rows},
        "categories": [{"name": "new", "cases": listed, "question": "?"}],
        "cells": {"new": rows},
    }


_LR: dict[str, Any] = {"expected": {"optim.lr": "0.0003"}, "arrived": {}}
_NOTHING: dict[str, Any] = {"expected": {}, "arrived": {}}

#: Two rows, each with its own way to spell, of a category that nothing here knows.
FEW = results(
    {
        "one": {
            "small": cell("--lr 3e-4", **_LR),
            "typed_wrong": cell("--lr abc", **_NOTHING),
            "told": cell("--help"),
            "seed": cell("", setting="seed", asked="'7'", arrived="7"),
        },
        "two": {
            "small": cell("optim.lr=3e-4", "two", **_LR),
            "typed_wrong": cell("optim.lr=abc seed=1", "two", **_NOTHING),
        },
    },
    small="request",
    typed_wrong="mistake",
    told="request",
    seed="request",
    never="request",
)


def test_what_can_be_tried_is_what_cells_tell() -> None:
    """A case is offered that tells what was typed, asked and arrived, and no other."""
    found = {case.name: case for case in asking.cases(FEW)}
    assert list(found) == ["small", "typed_wrong", "seed"]
    assert found["small"].asked == {"optim.lr": "0.0003"}
    assert found["seed"].asked == {"seed": "'7'"}


def test_a_mistake_is_about_what_most_rows_name() -> None:
    """That one of two rows types another setting as well makes the mistake none of that."""
    found = {case.name: case for case in asking.cases(FEW)}
    assert found["typed_wrong"].settings == {"optim.lr"}


def test_settings_stand_in_their_sections() -> None:
    """A setting is called by its last name, below its section; mistakes are there once more."""
    told = asking.told(FEW)["sections"]
    said = words.words()["site"]["try"]
    shown = {
        title: {
            choice["name"]: [
                case["case"] for _, some in choice["parts"] for case in some
            ]
            for choice in choices
        }
        for title, choices in told
    }
    assert shown == {
        said["top"]: {"seed": ["seed"]},
        "optim": {"lr": ["small", "typed_wrong"]},
        said["apart"]: {said["mistakes"]: ["typed_wrong"]},
    }


def test_results_without_such_cells_offer_nothing() -> None:
    """A report of other categories alone has a page that offers nothing."""
    assert asking.told(results({"one": {}}))["sections"] == []
    assert asking.told(results({"one": {}}))["first"] == ""


def test_every_published_case_is_offered_once_a_setting(published: Results) -> None:
    """Whatever is offered has cells; whatever cells tell of a setting is offered there."""
    tried = {case.address: case for case in asking.cases(published)}
    offered = [
        (choice["key"], case["address"])
        for _, choices in asking.told(published)["sections"]
        for choice in choices
        for _, some in choice["parts"]
        for case in some
    ]
    assert len(offered) == len(set(offered))
    assert {address for _, address in offered} == tried.keys()
    for category, name, case, stored in cells.every(published):
        asked = asking._asked(stored)
        if asked:
            address = f"{category}/{case}"
            assert asked.keys() <= tried[address].settings, (address, name)
    assert asking.told(published)["first"] in tried


def test_the_search_loads_what_is_typed() -> None:
    """Words of all rows, without what starts their programs; values; how many came out how."""
    found = asking.index(FEW)["cases"]["new"]
    assert list(found) == ["small", "typed_wrong", "told", "seed"]
    assert found["small"]["typed"] == "--lr 3e-4 optim.lr=3e-4"
    assert found["small"]["values"] == "0.0003"
    assert found["small"]["outcomes"] == {"right": 2}
    assert (found["small"]["tried"], found["told"]["tried"]) == (True, False)


def test_the_search_knows_every_case_that_was_measured(published: Results) -> None:
    """Of all categories, each case once, and every cell is counted."""
    found = asking.index(published)["cases"]
    addresses = {
        f"{category}/{case}" for category, some in found.items() for case in some
    }
    assert addresses == set(cells.addresses(published))
    counted = sum(
        sum(one["outcomes"].values())
        for some in found.values()
        for one in some.values()
    )
    assert counted == sum(case != "all" for *_, case, _ in cells.every(published))


def test_the_pages_can_be_read_without_a_script(published: Results) -> None:
    """Each case that can be tried leads to its category; the search to all categories."""
    few = of_rows(published, ("argparse", "hydra"))
    made = pages.pages(few, {})
    for case in asking.cases(few):
        line = re.search(
            rf'<li data-case="{re.escape(case.address)}".*?href="([^"]*)"',
            made["site/try.html"],
        )
        assert line, case.address
        assert line[1] == f"{case.category}.html#find={case.name}"
    for category in load.categories(published):
        assert f'<a href="{category}.html">' in made["site/search.html"]
    held = packing.held(made["site/data/search.js"])
    assert held
    assert held[0] == "search"
    assert made["site/vendor/minisearch.js"]
    assert "MIT" in made["site/vendor/minisearch.LICENSE.txt"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_whatever_a_script_says_has_words(name: str) -> None:
    """A phrase that lacks would be shown as its key."""
    phrases = words.words()["site"]["script"]
    text = (pages.STATIC / name).read_text(encoding="utf-8")
    said = set(
        re.findall(r'(?:said\(|\? |: |=== undefined \? )"((?:try|search)_\w+)"', text)
    )
    assert len(said) > 3
    assert said <= phrases.keys()
    begun = set(re.findall(r"said\(`(\w+_)\$\{", text))
    assert all(any(key.startswith(each) for key in phrases) for each in begun)


def test_values_are_called_by_what_they_are() -> None:
    """Every kind of value that the script tells apart has a word."""
    text = (pages.STATIC / "try.js").read_text(encoding="utf-8")
    kinds = re.findall(r'\["(\w+)", /', text)
    assert {"text", "int", "float", "bool"} <= set(kinds)
    phrases = words.words()["site"]["script"]
    assert {f"kind_{kind}" for kind in kinds} <= phrases.keys()


def test_what_is_of_others_is_as_it_was_taken() -> None:
    """Each file has the hash that is stated; each library its licence and its version."""
    stated = vendor.stated()
    named = {file for library in stated.values() for file in library["files"]}
    assert named | {"vendor.toml"} == {path.name for path in vendor.FOLDER.iterdir()}
    for name, library in stated.items():
        for file, told in library["files"].items():
            content = (vendor.FOLDER / file).read_bytes()
            assert hashlib.sha256(content).hexdigest() == told["sha256"], file
        (licence,) = (each for each in library["files"] if "LICENSE" in each)
        assert "Permission is hereby granted" in (vendor.FOLDER / licence).read_text(
            "utf-8"
        )
        assert library["licence"] == "MIT"
        assert library["source"].startswith(f"{vendor.REGISTRY}/{name}/-/")
        assert library["source"].endswith(f"-{library['version']}.tgz")
        assert library["integrity"].startswith("sha512-")


def test_another_package_under_the_stated_version_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither one of another hash than is stated, nor one that is not what the registry says."""
    (name, library), *_ = vendor.stated().items()
    before = {path: path.read_bytes() for path in vendor.FOLDER.iterdir()}
    for integrity, said in (
        ("sha512-x", "not what it was"),
        (library["integrity"], "has not the hash"),
    ):
        dist = {"integrity": integrity, "tarball": "https://example.org/a.tgz"}
        answer = json.dumps({"dist": dist, "license": "MIT"}).encode()
        monkeypatch.setattr(vendor, "_read", lambda _, answer=answer: answer)
        with pytest.raises(SystemExit, match=said):
            vendor._taken(name, library, library["version"])
    assert before == {path: path.read_bytes() for path in vendor.FOLDER.iterdir()}
