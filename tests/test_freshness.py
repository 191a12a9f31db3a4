"""How old results are: what is said of it, and when it becomes a warning."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from report import freshness, load
from report.load import ReportError, Results


def results(*days: str, renewed: str = "") -> Results:
    """Return results whose units were measured on some days."""
    rows: dict[str, Any] = {
        "a": {"distributions": {"PyYAML": "6.0", "ml_collections": "1.1"}},
        "b": {"distributions": {"pyyaml": "6.0", "python": "3.11.7"}},
    }
    versions = {"python": "3.11.7", "torch": "2.13", "PyYAML": "6.0", "pyyaml": "6.0"}
    return {
        "created": f"{max(days)}T08:00:00+00:00",
        "units": {f"x/{day}": {"created": day} for day in days},
        "machine": {"python": "3.11.7"},
        "versions": versions | {"ml_collections": "1.1", "pytest-benchmark": "5"},
        "adapters": rows,
        "renewed": {"day": renewed} if renewed else {},
    }


FIRST, LAST, LOOKED = "2026-01-01", "2026-01-05", "2026-03-01"


def test_without_a_look_the_first_day_counts() -> None:
    """A part that was measured since says nothing of the rest."""
    told = freshness.fresh(results(LAST, FIRST))
    assert (told.first, told.last, str(told.day), told.looked) == (
        FIRST,
        LAST,
        FIRST,
        False,
    )
    assert str(told.until) == "2026-04-01"
    looked = freshness.fresh(results(LAST, FIRST, renewed=LOOKED))
    assert (str(looked.day), looked.looked) == (LOOKED, True)
    with pytest.raises(ReportError, match="is no day"):
        freshness.fresh(results("2026-02-30"))


def test_a_library_is_named_once() -> None:
    """However rows write it; Python is none, nor is what the harness has."""
    told = freshness.fresh(results(FIRST))
    assert {*told.libraries} == {"ml_collections", "pyyaml"}


@pytest.mark.parametrize(("day", "over"), [("2026-04-01", False), ("2026-04-02", True)])
def test_behind_ninety_days_it_is_a_warning(
    day: str, over: bool, tmp_path: Path
) -> None:
    """The ninetieth is the last on which it is believed; what is around it stays."""
    readme = tmp_path / "README.md"
    readme.write_text(f"above\n{freshness.BEGIN}\n{freshness.END}\nbelow\n", "utf-8")
    now, today = results(FIRST), dt.date.fromisoformat(day)
    assert "tells otherwise" in freshness.fault(now, readme)
    freshness.write(now, today, readme)
    text = readme.read_text("utf-8")
    assert text.startswith("above\n")
    assert text.endswith("\nbelow\n")
    assert ("[!WARNING]" in text) is over
    assert ("**Read after 2026-04-01" in text) is not over
    assert freshness.fault(now, readme) == ""
    assert bool(freshness.stale(now, today, readme)) is over
    assert "does not say so" not in freshness.stale(now, today, readme)


def test_a_readme_that_grew_old_unseen_is_told(tmp_path: Path) -> None:
    """Nothing is wrong in it, and it does not say how old it is."""
    readme, now = tmp_path / "README.md", results(FIRST)
    readme.write_text(f"{freshness.BEGIN}\n{freshness.END}", "utf-8")
    freshness.write(now, dt.date(2026, 1, 2), readme)
    assert freshness.fault(now, readme) == ""
    assert "does not say so: `python -m report`" in freshness.stale(
        now, dt.date(2026, 6, 1), readme
    )


def test_a_readme_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    """And told."""
    readme = tmp_path / "README.md"
    readme.write_text("mine", "utf-8")
    freshness.write(results(FIRST), dt.date(2026, 1, 2), readme)
    assert readme.read_text("utf-8") == "mine"
    assert "lacks the lines" in freshness.fault(results(FIRST), readme)
    with pytest.raises(ReportError, match="cannot be read"):
        freshness.fault(results(FIRST), tmp_path / "none")


def test_pages_say_until_when_they_are_to_be_believed() -> None:
    """In both languages; where nobody has looked since, that."""
    told = str(freshness.sentence(results(FIRST)))
    assert "Nobody has looked for newer releases since 2026-01-01" in told
    assert "Read after 2026-04-01" in told
    looked = str(freshness.sentence(results(FIRST, renewed=LOOKED)))
    assert looked.startswith("On 2026-03-01 all was of the newest releases")


def test_the_published_readme_is_what_results_give() -> None:
    """Plain or as a warning."""
    assert freshness.fault(load.whole(load.HERE)) == ""
