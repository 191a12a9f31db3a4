"""The pictures: the same bytes everywhere, at home on any page, legible, and true."""

import copy
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import cells, escaping, figures, load, pictures
from report.figures import Row
from report.load import Results
from report.pictures import drawing, kinds, placing, shown

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "<script>alert(1)</script> & “日本語” $x_1$ \x00\x1b and a name that has no end "
    * 3
)
STEPS = [
    ("May nothing be installed?", "argparse, strict"),
    ("Does a <b>long</b> question that is asked of a reader take several lines?", LONG),
]


@pytest.fixture(scope="module")
def published() -> Results:
    """Return the results that are committed."""
    return load.load(load.HERE / "results.json")


@pytest.fixture(scope="module")
def table(published: Results) -> list[Row]:
    """Return the first table of these results, a ratio of a run in every row."""
    rows = figures.rows(published)
    return [replace(row, run=row.run or row.start) for row in rows]


@pytest.fixture(scope="module")
def made(published: Results, table: list[Row]) -> dict[str, str]:
    """Return every picture of these results."""
    return pictures.pictures(published, table)


def resized(results: Results, count: int, title: str) -> Results:
    """Return results of as many rows: copies of those that there are, the first with a title."""
    names = list(itertools.islice(itertools.cycle(results["adapters"]), count))
    pairs = [(f"{name}_{number}", name) for number, name in enumerate(names)]
    changed = copy.copy(results)
    changed["adapters"] = {
        new: {**results["adapters"][old], "title": title if number == 0 else new}
        for number, (new, old) in enumerate(pairs)
    }
    changed["cells"] = {
        category: {new: rows[old] for new, old in pairs if old in rows}
        for category, rows in results["cells"].items()
    }
    return changed


def parsed(picture: str) -> ET.Element:
    """Return the root of a picture."""
    return ET.fromstring(picture)  # noqa: S314  we wrote it


def texts(picture: str) -> list[str]:
    """Return what is written on a picture."""
    return [each.text or "" for each in parsed(picture).iter(f"{SVG}text")]


# The file


def test_the_bytes_are_the_same_whatever_a_user_has_set(
    published: Results, tmp_path: Path
) -> None:
    """Twice in a process, and in another with other settings, fonts' cache, language and zone."""
    some = resized(published, 3, "one")
    (tmp_path / "results.json").write_text(json.dumps(some), encoding="utf-8")
    (tmp_path / "matplotlibrc").write_text(
        "font.size: 30\nsvg.fonttype: path\naxes.facecolor: red\nlines.linewidth: 9\n"
        "backend: pdf\nfont.family: serif\nxtick.major.size: 30\naxes.labelpad: 30\n"
        "lines.markeredgewidth: 5\npatch.linewidth: 8\naxes.xmargin: 0.4\n",
        encoding="utf-8",
    )
    program = (
        "import hashlib, sys; from pathlib import Path; from report import load, pictures\n"
        "drawn = pictures.pictures(load.load(Path(sys.argv[1])))\n"
        "print(hashlib.sha256(repr(drawn).encode()).hexdigest())"
    )
    other = {
        "MATPLOTLIBRC": str(tmp_path),
        "MPLCONFIGDIR": str(tmp_path / "cache"),
        "MPLBACKEND": "pdf",
        "LANG": "de_DE.UTF-8",
        "TZ": "Asia/Seoul",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "1",
    }
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "results.json")],
            cwd=load.HERE.parent,
            env=os.environ | more,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for more in ({}, other)
    }
    here = [pictures.pictures(load.load(tmp_path / "results.json")) for _ in range(2)]
    digests |= {f"{hashlib.sha256(repr(one).encode()).hexdigest()}\n" for one in here}
    assert len(digests) == 1


def test_a_users_settings_come_back(published: Results) -> None:
    """Drawing leaves matplotlib as it was."""
    before = dict(mpl.rcParams)
    pictures.pictures(resized(published, 2, "one"))
    assert dict(mpl.rcParams) == before


def test_words_take_no_matplotlib() -> None:
    """What is to be seen is told by whoever checks the report, and drawn only where it is drawn."""
    program = (
        "import sys; from report import load, pictures\n"
        "assert pictures.told(load.load(load.HERE / 'results.json'), 'right')\n"
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=load.HERE.parent, check=True)


def test_nothing_of_a_picture_meets_another_on_a_page(made: dict[str, str]) -> None:
    """Its ids begin with its name, its style is about itself, and it asks for nothing outside."""
    for name, picture in made.items():
        root = parsed(picture)
        ids = [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
        assert len(ids) == len(set(ids))
        assert all(each.startswith(f"{name}-") for each in ids)
        used = re.findall(r"(?:url\(#|href=\"#)([^\")]+)", picture)
        assert set(used) <= set(ids)
        assert set(ids) <= set(used)
        style = root.find(f"{SVG}style")
        assert style is not None
        for line in (style.text or "").split("}"):
            start = line.strip().partition("{")[0]
            assert not start or start.startswith((f".picture-{name} ", "@media screen"))
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", picture)
        assert "@import" not in picture
        assert "<script" not in picture


def test_every_colour_follows_the_scheme(made: dict[str, str]) -> None:
    """No colour is drawn but by a variable, which has a value for light and one for dark."""
    for picture in made.values():
        root = parsed(picture)
        style = root.findtext(f"{SVG}style") or ""
        light, dark, *rules = style.splitlines()
        assert "prefers-color-scheme: dark" in dark
        assert dark.startswith("@media screen"), "paper is white"
        body = "\n".join(rules) + picture.partition("</style>")[2]
        assert not re.search(r"#[0-9a-f]{6}\b", body)
        assert not re.search(r"\b(black|white|red)\b", "\n".join(rules))
        used = set(re.findall(r"var\((--p-[a-z0-9-]+)\)", body))
        for defined in (light, dark):
            assert used <= set(re.findall(r"(--p-[a-z0-9-]+):", defined))
        assert "font-family" not in body


def test_a_picture_has_a_title_and_a_description(
    made: dict[str, str], published: Results, table: list[Row]
) -> None:
    """Both are the first that is read out."""
    for name, picture in made.items():
        root = parsed(picture)
        assert root.get("role") == "img"
        assert [each.tag for each in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
        assert root[0].text
        told = pictures.told(published, name, table)
        assert root[1].text == escaping.line(told)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 has it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return sum(
        by * part for by, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 has it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_ink_is_legible_on_every_ground() -> None:
    """On its own ground and fills by WCAG's 4.5, lines by 3; on the wrong ground by a bit less."""
    for scheme, ground, wrong in ((0, "#ffffff", "#0d1117"), (1, "#0d1117", "#ffffff")):
        of = {name: both[scheme] for name, both in drawing.COLOURS.items()}
        assert contrast(of["ink"], ground) >= 4.5
        assert contrast(of["ink"], wrong) >= 2.5
        for name, colour in of.items():
            if name in cells.OUTCOMES or name.startswith("part"):
                assert contrast(of["on"], colour) >= 4.5, name
            if name.startswith("line"):
                assert contrast(colour, ground) >= 3, name
    assert set(cells.OUTCOMES) <= set(drawing.COLOURS)


# Any results


@pytest.mark.parametrize("count", [1, 2, 30])
def test_few_and_many_rows_and_odd_titles_are_drawn(
    published: Results, count: int
) -> None:
    """A title is text, in one line and no longer than its place; nothing leaves the picture."""
    some = resized(published, count, LONG)
    drawn = pictures.pictures(some)
    assert {"right", "where", "lines", "scaling"} <= set(drawn)
    assert ("map" in drawn) == (count > 1)
    for name, picture in drawn.items():
        root = parsed(picture)
        written = texts(picture)
        # The path names its answers alone, and its text wraps.
        assert name == "path" or any(
            each.startswith("<script>") and each.endswith("…") for each in written
        )
        assert "<script" not in picture
        width, height = (float(root.attrib[key]) for key in ("width", "height"))
        for each in root.iter(f"{SVG}text"):
            for x in each.attrib["x"].split():
                assert 0 <= float(x) <= width
            assert 0 <= float(each.attrib["y"]) <= height


def test_no_cells_give_no_picture(published: Results) -> None:
    """Nor does anything that was not measured."""
    none = {**published, "cells": {name: {} for name in published["cells"]}}
    assert pictures.pictures(none) == {}
    assert pictures.told(none, "right") == ""
    assert pictures.told(published, "nonsense") == ""


# What is shown


def test_every_row_has_its_label_and_no_label_lies_on_another(
    published: Results, table: list[Row]
) -> None:
    """All that have both figures; where labels are so many, each is led to its point."""
    found = shown.found(published, table, ("right",))["right"]
    assert isinstance(found, shown.Right)
    with drawing.own_settings():
        picture = drawing.svg(kinds.drawn(found), "right", "", "")
    labels = {}
    for each in parsed(picture).iter(f"{SVG}text"):
        x, y = float(each.attrib["x"]), float(each.attrib["y"])
        width = drawing.wide(each.text or "")
        labels[each.text] = placing.Box(x, y - 9, x + width, y + 2)
    for row in table:
        both = row.lines is not None and row.right is not None
        assert (row.plain in labels) == both
    boxes = [labels[row.plain] for row in table if row.plain in labels]
    pairs = itertools.combinations(boxes, 2)
    assert not [pair for pair in pairs if pair[0].overlaps(pair[1])]


@given(
    st.lists(
        st.tuples(st.integers(20, 700), st.integers(20, 500)), min_size=1, max_size=30
    ),
    st.integers(20, 90),
)
def test_labels_stay_in_bounds_whatever_the_points(
    points: list[tuple[int, int]], width: int
) -> None:
    """Every point has one, whole."""
    bounds = placing.Box(0, 0, 720, 520)
    made = placing.placed(points, [(width, 14)] * len(points), bounds)
    assert len(made) == len(points)
    for box in made:
        assert box.right - box.left == pytest.approx(width)
        assert bounds.left <= box.left
        assert box.right <= bounds.right
        assert bounds.top <= box.top + 7
        assert box.bottom - 7 <= bounds.bottom


def test_labels_of_thirty_points_do_not_collide() -> None:
    """Even where half of them are crowded."""
    crowd = [
        (300 + 23 * (number % 5), 200 + 19 * (number // 5)) for number in range(15)
    ]
    others = [(40 + 45 * number, 60 + 29 * (number * 7 % 15)) for number in range(15)]
    points = [(float(x), float(y)) for x, y in [*crowd, *others]]
    made = placing.placed(points, [(85.0, 14.0)] * 30, placing.Box(0, 0, 760, 560))
    pairs = list(itertools.combinations(made, 2))
    assert not [pair for pair in pairs if pair[0].overlaps(pair[1])]
    marks = [placing.Box(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    assert not [1 for box, mark in itertools.product(made, marks) if box.overlaps(mark)]


@given(st.lists(st.floats(0, 400), min_size=1, max_size=20))
def test_names_of_curves_keep_their_order_and_distance(wanted: list[float]) -> None:
    """They stand near their curves, and none on another."""
    found = placing.spread(wanted, 15, 0, 400)
    inside = sorted(found)
    assert all(b - a >= 15 - 1e-6 for a, b in itertools.pairwise(inside))
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    assert [found[one] for one in order] == inside


def differing(results: Results) -> Iterator[tuple[int, str, str]]:
    """Yield the cases of the map, counted afresh: pairs of rows that differ, category, case."""
    for each in results["categories"]:
        rows = {
            name: results["cells"][each["name"]].get(name, {})
            for name in results["adapters"]
        }
        for case, told in each["cases"].items():
            asked = [row[case] for row in rows.values() if case in row]
            if (
                each["timed"]
                or told["kind"] == "observation"
                or 2 * len(asked) < len(rows)
            ):
                continue
            seen = [cells.worst(cell) for cell in asked]
            seen = [one for one in seen if one != "unmeasured"]
            pairs = sum(one != other for one, other in itertools.combinations(seen, 2))
            if pairs:
                yield pairs, each["name"], case


def test_the_map_has_the_cases_that_divide_most(
    published: Results, table: list[Row]
) -> None:
    """Those in which two rows differ most often, as many as are legible, in every row's place."""
    found = shown.found(published, table, ("map",))["map"]
    assert isinstance(found, shown.Map)
    counted = sorted(differing(published), key=lambda each: -each[0])
    assert found.differ == len(counted)
    assert len(found.lines) == min(shown.LINES, len(counted))
    for line in found.lines:
        for name, cell in line.cells.items():
            rows = published["cells"].values()
            assert any(
                cell is case for row in rows for case in row.get(name, {}).values()
            )
    assert [row.name for row in found.rows] == [
        row.name for row in table if row.name in {row.name for row in found.rows}
    ]
    assert f"of {len(counted)};" in found.told()


def test_the_map_has_a_letter_for_every_cell(
    made: dict[str, str], published: Results
) -> None:
    """As many of each outcome as there are cells, and one in the legend."""
    found = shown.found(published, None, ("map",))["map"]
    assert isinstance(found, shown.Map)
    written = "".join(each for each in texts(made["map"]) if len(set(each)) == 1)
    met = [cells.worst(cell) for line in found.lines for cell in line.cells.values()]
    for outcome in set(met):
        letter = cells.letter(outcome)
        assert written.count(letter) == met.count(outcome) + 1, outcome


def test_who_answers_is_seen_on_the_map(published: Results) -> None:
    """A cell of which nobody has measured who answers, or the program does, is framed alone."""
    some = resized(published, 2, "one")
    first, second = some["adapters"]
    for by in ("library", "adapter", "unmeasured"):
        two = {
            first: {"a": {"outcome": "right", "by": by}},
            second: {"a": {"outcome": "accepted", "by": "library"}},
        }
        kinds_ = [
            {"name": "overrides", "timed": False, "cases": {"a": {"kind": "mistake"}}}
        ]
        bare = {**some, "categories": kinds_, "cells": {"overrides": two}}
        rows = [Row(first, "one", ""), Row(second, "two", "")]
        picture = pictures.pictures(bare, rows)["map"]
        assert ("stroke: var(--p-right)" in picture) == (by != "library")


def test_ratios_of_both_starts_stand_side_by_side(
    published: Results, table: list[Row], made: dict[str, str]
) -> None:
    """A panel is left out where nothing was measured for it."""
    both = shown.found(published, table, ("startup",))["startup"]
    none = [replace(row, run=None) for row in table]
    one = shown.found(published, none, ("startup",))["startup"]
    assert isinstance(both, shown.Startup)
    assert isinstance(one, shown.Startup)
    assert len(both.panels) == len(one.panels) + 1
    for row in table:
        if row.start:
            assert both.panels["a bare start, as before --help"][row.plain] == row.start
        for ratio in filter(None, (row.start, row.run)):
            assert f"{ratio[0]:.3g}" in texts(made["startup"])


def test_where_a_start_goes_adds_up(
    published: Results, table: list[Row], made: dict[str, str]
) -> None:
    """The parts of a bar are its total, which stands beside it; each is a median of its own."""
    found = shown.found(published, table, ("where",))["where"]
    assert isinstance(found, shown.Stacks)
    totals = {
        row.plain: published["cells"]["startup"][row.name]["where"]["total"] * 1e3
        for row in table
    }
    assert found.wholes == pytest.approx(totals)
    sums = {name: sum(bar) for name, bar in found.bars.items()}
    assert sums == pytest.approx(totals, rel=0.002)
    written = texts(made["where"])
    for total in totals.values():
        assert f"{total:.0f}" in written
    assert len(found.parts) <= 12


def test_lines_are_told_by_what_they_are_for(
    published: Results, table: list[Row]
) -> None:
    """The sum of a bar is the row's figure in the first table."""
    found = shown.found(published, table, ("lines",))["lines"]
    assert isinstance(found, shown.Stacks)
    assert {name: sum(bar) for name, bar in found.bars.items()} == {
        row.plain: row.lines for row in table
    }
    least = min(table, key=lambda row: row.lines or 0)
    assert f"from {least.plain} ({least.lines}) to " in found.told()
    largest = re.findall(r" \((\d+)\)", found.told().partition("largest part")[2])
    assert sum(map(int, largest)) == len(table)


def test_scaling_tells_its_ends(published: Results, table: list[Row]) -> None:
    """With the most settings that any row loaded."""
    found = shown.found(published, table, ("scaling",))["scaling"]
    times = {
        row.plain: published["cells"]["scaling"][row.name]["load/10000"].get("above")
        for row in table
    }
    loaded = {name: time for name, time in times.items() if time is not None}
    worst = max(loaded, key=loaded.__getitem__)
    assert f" to {worst} ({loaded[worst] * 1e3:.3g}); " in found.told()
    assert f"; {len(loaded)} of {len(table)} rows loaded so many." in found.told()


def test_a_path_shows_every_question_and_answer() -> None:
    """Text wraps, and is cut nowhere; each question has a yes and a no."""
    with drawing.own_settings():
        figure = kinds.drawn(shown.Questions(STEPS, "Hydra"))
        written = texts(drawing.svg(figure, "path", "A path", "Told."))
    said = " ".join(written)
    for word in (
        "installed?",
        "argparse,",
        "<b>long</b>",
        "lines?",
        "“日本語”",
        "Hydra",
    ):
        assert word in said
    assert written.count("yes") == written.count("no") == len(STEPS)
    told = shown.Questions([("A?", "b"), ("C?", "d")], "e").told()
    assert told == "A? Yes: b. No: C? Yes: d. No: e."
