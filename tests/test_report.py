"""The report: the same bytes from the same results, and no figure of its own."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from report import aboutrows, figures, markdown, rowpages, sections
from report import text as texts
from report.__main__ import main
from report.cells import SILENTLY_WRONG, judged
from report.load import Results, Rows
from tests.few_rows import listed_once, undrawn
from tests.stated import stated

HOT = {"median": 1.234e-5, "low": 1e-5, "high": 2e-5}
INTERVAL = {"median": 0.0087, "low": 0.0082, "high": 0.0091}
RATIO = {"median": 1.31, "low": 1.285, "high": 1.339}


def cell(outcome: str = "right", by: str = "library", **facts: Any) -> dict[str, Any]:
    """Return a cell as stated."""
    if outcome in {"wrong_value", "accepted", "late", "type_changed", "broken"}:
        facts.setdefault("cause", "a_cause")
    return {
        "outcome": outcome,
        "by": by,
        "reproduce": "python -m x",
        "detail": "d",
        **facts,
    }


def task(outcome: str, by: str = "library", **facts: Any) -> dict[str, Any]:
    """Return an override cell as stated."""
    typed = {"command": "python x | y", "files": {}, "says": "", "tag": "values"}
    return cell(outcome, by, **typed, **facts)


def adapter(title: str, mib: float, status: str = "installed") -> dict[str, Any]:
    """Return a described adapter."""
    return {
        "title": title,
        "summary": "Sums up.",
        "status": status,
        "install": "pip install lib" if status == "missing" else "",
        "distributions": {"lib": "1.0" if status == "installed" else None},
        "documentation": ["https://example.org"],
        "sha256": "0" * 64,
        "program": f"adapters/{title}/train.py",
        "deviations": ["One."],
        "conversions": [{"setting": "s", "line": "l", "reason": "r"}],
        "lacks": [],
        "variant_of": None,
        "footprint": {"mib": mib, "added": ["lib"] if mib else [], "shared": []},
    }


def lines(total: int) -> dict[str, Any]:
    """Return the cells of lines of code."""
    return {
        "total": cell(
            total=total,
            tokens=9,
            config=1,
            help=2,
            python=total - 1,
            roles={"wire": total - 1},
        )
    }


def start(ties: list[str], **facts: Any) -> dict[str, Any]:
    """Return a start-up cell."""
    plan: dict[str, Any] = {"rounds": 60, "starts": 1, "seed": 1}
    plan |= {"least": 14, "width": 0.015, "seconds": 5.0}
    measured: dict[str, Any] = {
        "median": 0.03,
        "wall": INTERVAL,
        "cpu": INTERVAL,
        "ratio": RATIO,
        "ties": ties,
        "compared": ["a", "b", "a+twin", "control"],
        "plan": plan,
    }
    return {"default": cell(**measured, **facts)}


@pytest.fixture
def results() -> Results:
    """Return small results with every kind of row."""
    unit = {"created": "2026-01-01", "seconds": 1, "sha256": "0" * 64, "versions": {}}
    cells: dict[str, Rows] = {
        "change": {"a": {"add": cell(added=3, removed=1)}},
        "lines": {"a": lines(50), "b": lines(40), "gone": {"all": cell("unmeasured")}},
        "overrides": {
            "a": {
                "one": task("right"),
                "two": task("wrong_value"),
                "three": task("right", "adapter"),
            },
            "b": {
                "one": task("type_changed"),
                "two": task("unsupported"),
                "three": task("late"),
            },
            "gone": {"all": cell("unmeasured")},
        },
        "roundtrip": {"a": {"run": cell()}, "b": {"run": cell("wrong_value")}},
        "safety": {},
        "startup": {
            "control": {"default": cell(median=0.02)},
            "a": start(["a+twin"]),
            "b": start([], torch=True),
            "a+twin": start(["a"], twin_of="a", floor=INTERVAL),
        },
        "scaling": {
            "a": {
                "load/10": cell(above=0.0123, samples={}),
                "load/1000": cell("broken", cut=10.0),
                "help/1000": cell("right", "adapter", above=0.25, named=7, slope=1.96),
                "hot_loop": cell(
                    settings=20,
                    plain=False,
                    statements={"read": "cfg.x"},
                    samples={"empty": [0.0] * 5},
                    read=HOT,
                    write=HOT,
                    to_dict=HOT,
                    deepcopy=HOT,
                ),
            },
            "gone": {"all": cell("unmeasured")},
        },
    }
    return {
        "schema": 2,
        "created": "2026-01-01T00:00:00+00:00",
        "seed": 1,
        "machine": {"kind": "Linux", "cpu": "c", "cores": 2, "python": "3.11"},
        "versions": {"torch": "2"},
        "adapters": {
            "a": adapter("A", 0.0),
            "b": adapter("B", 4.5),
            "gone": adapter("G", 0.0, "missing"),
        },
        "units": {"lines/a": unit},
        "causes": {"a_cause": "It is so."},
        **stated(cells),
    }


def test_what_was_measured_coarsely_is_told(results: Results) -> None:
    """By its category, once; where nothing was, nothing is said."""
    assert "coarsely" not in markdown.render(results)
    day = "2026-01-01"
    account = {"created": day, "seconds": 0, "sha256": "", "versions": {}, "fast": True}
    units = dict.fromkeys(("scaling/argparse", "scaling/fire", "lines/fire"), account)
    told = "* Measured coarsely, with `--fast`: scaling and lines."
    given = {**results, "units": {**results["units"], **units}}
    assert told in markdown.render(given).splitlines()


def test_the_first_table_from_the_cells(results: Results) -> None:
    """Each figure of the first table follows from the cells by its rule."""
    a, b, gone = figures.rows(results)
    assert (a.name, b.name, gone.name) == ("a", "b", "gone")
    assert (str(a.right), str(a.right_at_all)) == ("2 of 4", "3 of 4")
    assert a.right is not None
    assert a.right.mean == pytest.approx((1 / 3 + 1) / 2)
    assert (a.wrong, a.accepted, a.harm) == (1, 0, 1)
    assert (b.wrong, b.accepted, b.harm, b.torch) == (1, 0, 1, True)
    assert (a.lines, b.lines) == (50, 40)
    assert a.ties == ()
    assert a.start_here == pytest.approx(8.7)
    assert (a.start, a.run) == ((1.31, 1.285, 1.339), None)
    assert (texts.started(a), texts.ran(a)) == ("1.31 [1.28, 1.34]", "")
    assert gone.note == "not installed: `pip install lib`"
    assert (gone.mib, gone.rank) == (None, None)


def test_untried_cells_are_no_part_of_a_rate() -> None:
    """What was not tried is not counted; cells of another party are counted apart."""
    cells = [
        task("wrong_value"),
        task("accepted"),
        *map(task, ("unsupported", "not_used", "not_applicable", "unmeasured")),
        task("wrong_value", "adapter"),
    ]
    assert str(figures.rate(cells, SILENTLY_WRONG, "library")) == "2 of 2"
    assert str(figures.rate(cells, SILENTLY_WRONG, "adapter")) == "1 of 1"
    assert str(figures.rate([task("unmeasured")], SILENTLY_WRONG, "core")) == "0 of 0"
    assert figures.rate([], SILENTLY_WRONG, "library") is None


def test_what_is_observed_is_no_part_of_a_rate() -> None:
    """An observation is told and not judged, whatever came out."""
    rows: dict[str, Rows] = {
        "new": {"a": {"asked": task("right"), "looked_at": task("wrong_value")}}
    }
    results = stated(rows, new={"looked_at": "observation"})
    counted = judged(results, "new", "a")
    assert str(figures.rate(counted, SILENTLY_WRONG, "library")) == "0 of 1"


def test_every_row_is_there_whatever_happened(results: Results) -> None:
    """A missing library, a broken adapter and an unmeasured category keep their rows."""
    results["cells"]["overrides"]["b"] = {"all": cell("broken", detail="it died | so")}
    del results["cells"]["roundtrip"]["a"], results["cells"]["startup"]["b"]
    text = markdown.render(results)
    assert "| **[G](rows/gone.md)** | not installed: `pip install lib` |" in text
    assert "* B: overrides: it died \\| so." in text
    assert text.count("**[A](rows/a.md)**") >= 1


def test_the_order_of_stored_cells_does_not_change_a_figure(results: Results) -> None:
    """Shuffling what is stored below an adapter changes no figure of the first table."""
    before = figures.rows(results)
    shuffled = copy.deepcopy(results)
    for category in ("overrides", "roundtrip", "startup", "lines"):
        for name, cells in shuffled["cells"][category].items():
            items = list(cells.items())
            random.Random(1).shuffle(items)
            shuffled["cells"][category][name] = dict(items)
    assert figures.rows(shuffled) == before


def test_every_cell_carries_its_command(results: Results) -> None:
    """No matrix without a command that reproduces its cells; a pipe survives in a table."""
    text = sections.pages(results)["categories/roundtrip.md"]
    page = rowpages.pages(results)["cells/a.md"]
    assert "python -m benchmarks reproduce overrides/a/CASE" in page
    assert "python -m benchmarks reproduce roundtrip/NAME/CASE" in text
    assert "<code>python x \\| y</code>" in page
    causes = aboutrows.causes(results)
    assert "## a_cause\n\nIt is so. " in causes
    assert "* <code>python x \\| y</code>: wrong value. d.<br>`python -m x`\n" in causes


def test_an_unexplained_cause_is_published_as_that(results: Results) -> None:
    """A cell whose cause nobody has told says so in the list of causes."""
    results["cells"]["overrides"]["a"]["two"]["cause"] = "unexplained"
    causes = aboutrows.causes(results)
    assert (
        "## unexplained\n\nnobody has explained it yet. 1 cell: [A](rows/a.md) 1."
        in causes
    )
    page = aboutrows.pages(results)["rows/a.md"]
    assert "(1): nobody has explained it yet.\n" in page


def test_a_run_that_was_interrupted_says_so(results: Results) -> None:
    """A reader is told that rows are missing because the run is."""
    results["interrupted"] = {"request": {}, "done": ["lines/a"]}
    assert "**This run was interrupted** after 1 units" in markdown.render(results)


def written(folder: Path, results: Results) -> list[str]:
    """Write results and the report into ``folder``; return the options that name it."""
    (folder / "results.json").write_text(json.dumps(results), encoding="utf-8")
    options = ["--dir", str(folder)]
    assert main(options) == 0
    return options


def test_the_report_is_the_same_bytes_each_time(
    results: Results, tmp_path: Path
) -> None:
    """Writing twice changes nothing."""
    options = written(tmp_path, results)
    before = (tmp_path / "REPORT.md").read_bytes()
    assert main(options) == 0
    assert (tmp_path / "REPORT.md").read_bytes() == before


def test_a_figure_changed_by_hand_is_found(
    results: Results,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """``--check`` names the line of a hand edit and fails."""
    listed_once(monkeypatch)
    undrawn(monkeypatch)
    options = written(tmp_path, results)
    path = tmp_path / "REPORT.md"
    text = path.read_text(encoding="utf-8")
    number = text.splitlines().index(
        next(x for x in text.splitlines() if x.startswith("| **[A]"))
    )
    path.write_text(text.replace("| 50 |", "| 49 |", 1), encoding="utf-8")
    capsys.readouterr()
    assert main([*options, "--check"]) == 1
    assert (
        f"REPORT.md:{number + 1}: is not what the results give"
        in capsys.readouterr().out
    )


def test_a_missing_row_is_found(
    results: Results,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """``--check`` names an adapter of the repository that the results do not have."""
    listed_once(monkeypatch)
    undrawn(monkeypatch)
    options = written(tmp_path, results)
    assert main([*options, "--check", "--all"]) == 1
    assert "no row for adapters/argparse" in capsys.readouterr().out
    assert main([*options, "--check"]) == 1
    (line,) = [
        line for line in capsys.readouterr().out.splitlines() if "no row for" in line
    ]
    assert line.startswith("results.json: no row for argparse, ")
    assert "`pytest --benchmark --adapters argparse," in line


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"schema": 1},
            "has schema 1, and this report reads schema 2: `pytest --bench",
        ),
        (
            {"schema": 3},
            "has schema 3, and this report reads schema 2: it was written by",
        ),
        ({"schema": "2"}, "data.schema"),
        ({"extra": 1}, "data must not contain {'extra'}"),
        (stated({"new": {"a": {"x": {"outcome": "good"}}}}), "data.cells.new.a.x"),
        (stated({"new": {"a": {"x": cell("unmeasured", trouble="mine")}}}), "trouble"),
        (
            stated({"new": {"a": {"x": {**cell(), "outcome": "accepted"}}}}),
            "data.cells.new.a.x must contain ['cause']",
        ),
        ({"cells": {}}, "change has to stand once in data.categories and once in"),
        (
            {"categories": [{"name": "x", "question": "No.", "cases": {}}]},
            "data.categories[0]",
        ),
    ],
)
def test_results_that_break_the_schema_are_refused(
    results: Results,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, Any],
    sentence: str,
) -> None:
    """One sentence names the place; nothing is written."""
    content = results | change
    (tmp_path / "results.json").write_text(json.dumps(content), encoding="utf-8")
    assert main(["--dir", str(tmp_path)]) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "REPORT.md").exists()


def test_missing_results_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without results the sentence names the command that makes them."""
    assert main(["--dir", str(tmp_path)]) == 2
    assert "`pytest --benchmark` writes it" in capsys.readouterr().err


def test_rows_that_were_not_compared_are_not_called_untied(results: Results) -> None:
    """Too few rounds compare with the control only; the table says so instead of *none*."""
    results["cells"]["startup"]["a"]["default"]["compared"] = ["control"]
    a, b, _ = figures.rows(results)
    assert (a.ties, b.ties) == (None, ())


def test_a_little_is_not_nothing(results: Results) -> None:
    """A distribution too small for a tenth of a MiB is still something to install."""
    results["adapters"]["a"]["footprint"] = {
        "mib": 0.0,
        "added": ["tiny"],
        "shared": [],
    }
    a, *_ = figures.rows(results)
    assert texts.size(a) == "<0.1"
    assert a.adds == ("tiny",)
