"""The README's picture of the site says what it shows; an older one is told."""

from pathlib import Path

import pytest
from PIL import Image

from report import load, readme
from report.checking import faults
from tests.few_rows import checked_alone, of_rows

SITE = {
    "site/index.html": '<link href="style.css"><script src="data.js"></script>'
    '<img src="../plots/path.svg"><a href="rows.html">',
    "site/style.css": "a {}",
    "site/data.js": "1",
    "site/rows.html": "not in the picture",
    "plots/path.svg": "<svg/>",
}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Return a picture that was taken of the site."""
    path = tmp_path / "site.png"
    Image.new("RGB", (4, 4), "white").save(path)
    readme.mark(path, readme.shown(SITE))
    return path


def test_a_picture_of_the_site_as_it_is_is_not_stale(picture: Path) -> None:
    """Other pages may change."""
    assert readme.stale(SITE, picture) == ""
    assert readme.stale(SITE | {"site/rows.html": "x"}, picture) == ""
    with Image.open(picture) as kept:
        assert kept.size == (4, 4)


@pytest.mark.parametrize("name", sorted(SITE.keys() - {"site/rows.html"}))
def test_whatever_is_seen_makes_it_stale(picture: Path, name: str) -> None:
    """The page, its style, its scripts, the pictures on it."""
    changed = SITE | {name: SITE[name] + " "}
    assert "as it was before" in readme.stale(changed, picture)


def test_a_picture_that_says_nothing_or_is_none_is_told(tmp_path: Path) -> None:
    """One that was drawn by hand, a missing one, and a text."""
    path = tmp_path / "site.png"
    assert "cannot be read" in readme.stale(SITE, path)
    path.write_text("no picture", encoding="utf-8")
    assert "cannot be read" in readme.stale(SITE, path)
    Image.new("RGB", (4, 4)).save(path)
    assert "as it was before" in readme.stale(SITE, path)


def test_the_check_says_so_of_our_own_report_alone(
    picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report in another folder has no README."""
    # Of one row: how many there are does not matter.
    checked_alone(("argparse",), monkeypatch)
    results = of_rows(load.load(load.HERE / "results.json"), ("argparse",))
    monkeypatch.setattr(readme, "FILE", picture)
    monkeypatch.setattr(readme, "stale", lambda _: "shows the site as it was before")
    for folder, told in ((load.HERE, 1), (tmp_path, 0)):
        _, stale = faults(results, folder, {})
        said = [each.sentence for each in stale if "make screenshot" in each.sentence]
        assert len(said) == told
