"""The pages of categories, and their paragraphs: what differs, what does not, and nothing else."""

import copy
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from report import alike, cells, load, rates, rowpages, sections
from report.load import Cell, Results, Rows
from tests.stated import stated

HOT = {"median": 1.234e-5, "low": 1e-5, "high": 2e-5}
INTERVAL = {"median": 0.0087, "low": 0.0082, "high": 0.0091}
RATIO = {"median": 1.31, "low": 1.285, "high": 1.339}
PLAN: dict[str, Any] = {"rounds": 10, "starts": 1, "seed": 1}


def cell(outcome: str = "right", by: str = "library", **facts: Any) -> Cell:
    """Return a cell as stated."""
    told = {"outcome": outcome, "by": by, "reproduce": "x", "detail": "d|e"}
    return told | facts


def adapter(name: str) -> dict[str, Any]:
    """Return a row as results describe it."""
    return {
        "title": name.title(), "summary": "", "status": "installed", "install": "", "lacks": [],
        "distributions": {"lib": "1.0"}, "documentation": [], "sha256": "0" * 64,
        "deviations": [], "conversions": [], "program": f"adapters/{name}/train.py",
        "footprint": {"mib": 0.0, "added": ["lib"], "shared": []},
    }  # fmt: skip


def results(
    cells_: dict[str, Rows], *, apart: tuple[str, ...] = (), **kinds: dict[str, str]
) -> Results:
    """Return results of these cells, of which every row but the control is compared."""
    names = {name: 0 for rows in cells_.values() for name in rows}
    beside = {"control", "a+twin"}
    return {
        "adapters": {name: adapter(name) for name in names if name not in beside},
        "machine": {"cores": 2},
        "causes": {},
        **stated(cells_, apart=apart, **kinds),
    }


def page(
    category: str, rows: Rows, *, apart: tuple[str, ...] = (), **kinds: dict[str, str]
) -> str:
    """Return the page of a category with these cells."""
    told = results({category: rows}, apart=apart, **kinds)
    return sections.pages(told)[f"categories/{category}.md"]


# What differs and what does not


def test_a_case_in_which_rows_differ_has_a_line_and_others_a_sentence() -> None:
    """Rows stand by how they come out: the largest group counted, the others named."""
    right, wrong = cell(), cell("rejected", "adapter")
    rows = {
        name: {"same": right, "other": wrong if name == "d" else right, "one": right}
        for name in "abcdef"
    }
    rows["f"]["one"] = cell("not_applicable")
    text = page("new", rows)
    assert "| `other` | right: 5 rows<br>**wrongly rejected**: dᵃ |" in text
    assert "In 1 of 3 test cases all 6 rows are right: `same`." in text
    assert "In 1 of 3 test cases the 5 rows that were asked are right: `one`." in text
    assert "*ᵃ*: a piece of the program's own" in text
    assert "`python -m benchmarks reproduce new/NAME/CASE`" in text


def test_who_does_it_is_told_of_what_all_do() -> None:
    """In how many rows the library does it by itself; or by the mark, if it is one party."""
    own, theirs = cell(), cell(by="adapter")
    rows = {"a": {"x": own, "y": theirs}, "b": {"x": theirs, "y": theirs}}
    assert "all 2 rows are right: `x` (1), `y`ᵃ." in page("new", rows)


def test_cases_with_the_same_groups_share_a_line() -> None:
    """Sixteen paths that one row changes are one finding."""
    bad = cell("type_changed", cause="so")
    rows = {"a": {"x": cell(), "y": cell()}, "b": {"x": bad, "y": bad}}
    assert "| `x`, `y` | right: a<br>**type changed**: b |" in page("new", rows)


def test_figures_stand_in_their_order_and_name_every_row() -> None:
    """Lines of a change, the fewest first; the sum of all changes below."""
    rows = {
        name: {"add": cell(added=added, removed=1), "same": cell(added=1, removed=1)}
        for name, added in {"a": 12, "b": 3, "c": 12, "d": 12, "e": 12}.items()
    }
    text = page("change", rows)
    assert "| `add` | +3 -1: b; +12 -1: a, c, d, e |" in text
    assert "all 5 rows come out as *+1 -1*: `same`." in text
    assert "All lines touched: **6** b; **15** a, c, d, e." in text


def test_a_word_that_a_change_made_ambiguous_is_told() -> None:
    """What became of it, and the rows together of which the same is told."""
    seen = {"command": "python x --lr", "detail": "accepted"}
    rows = {
        name: {"add": cell(added=1, removed=0, checks={"abbreviated": seen})}
        for name in "ab"
    }
    text = page("change", rows)
    assert "| `add` | accepted | a, b | `python x --lr` |" in text


@given(
    st.lists(
        st.lists(st.sampled_from([*cells.OUTCOMES, ""]), min_size=4, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_no_case_and_no_row_is_lost(table: list[list[str]]) -> None:
    """Each case stands once, and each cell in one of its groups."""
    rows: Rows = {
        name: {
            f"case{number}": cell(line[place])
            for number, line in enumerate(table)
            if line[place]
        }
        for place, name in enumerate("abcd")
    }
    told = results({"new": rows})
    found = alike.families(told, "new", rows)
    cases = [
        case
        for family in found
        for some in (*family.differing, *(same.cases for same in family.alike))
        for case in some
    ]
    asked = [
        name
        for name in dict.fromkeys(case for row in rows.values() for case in row)
        if any(
            row[name]["outcome"] not in {"not_applicable", "unmeasured"}
            for row in rows.values()
            if name in row
        )
    ]
    assert sorted(case.name for case in cases) == sorted(asked)
    for case in cases:
        grouped = {name: group.said for group in case.groups for name in group.names}
        assert grouped == {
            name: cells.word(row[case.name]["outcome"])
            for name, row in rows.items()
            if case.name in row
        }
    for family in found:
        for some in family.differing:
            assert len(some[0].asked) > 1


def test_what_is_published_is_told_whole() -> None:
    """As many test cases as the results have, counted from the pages' own words."""
    published = load.load(load.HERE / "results.json")
    made = sections.pages(published)
    for category in ("overrides", "roundtrip", "safety", "features", "sweep", "ranks"):
        text = made[f"categories/{category}.md"]
        alike_ = sum(
            int(n) for n in re.findall(r"^In (\d+) of \d+ test", text, re.MULTILINE)
        )
        lines = re.findall(
            r"^\| (`[^|]*) \| (?:\*\*)?[-+\w ,]+(?:\*\*)?: ", text, re.MULTILINE
        )
        differing = sum(
            len(re.findall(r"(?:^|, |<br>)`\S+`", line.replace("\\|", "")))
            for line in lines
        )
        cases = {
            case
            for row in published["cells"][category].values()
            for case, each in row.items()
            if each["outcome"] not in {"not_applicable", "unmeasured"}
        }
        assert alike_ + differing == len(cases), category


# Pages of their own


def value(outcome: str, arrival: str, **facts: Any) -> Cell:
    """Return the cell of a value."""
    return cell(outcome, arrival=arrival, asked="'a'", bytes="a: 1\nb|", **facts)


def test_arrival_and_return_are_counted_apart() -> None:
    """Rows that lose none are a figure; of others, how many arrived and came back."""
    rows = {
        "x": {
            "values/int/one": value("right", "right"),
            "values/int/two": cell("unsupported", asked="2"),
            "values/tuple/one": value("right", "type_changed", arrival_cause="why"),
            "values/tuple/two": value("wrong_value", "right", cause="because"),
        },
        "y": {
            case: value("right", "right")
            for case in ("values/int/one", "values/tuple/one", "values/tuple/two")
        },
    }
    text = page("roundtrip", rows)
    assert "| int | 2 | 2 | |" in text
    assert "| tuple | 2 | 1 | x: 1 · 1 of 2 |" in text
    assert "| `values/tuple/one` | right: y<br>**type changed on arrival**: x |" in text
    assert "| `values/tuple/two` | right: y<br>**wrong value**: x |" in text


def test_the_page_of_a_row_shows_bytes_and_causes() -> None:
    """The bytes in one line of the table, and the causes of arrival and return."""
    one = value("right", "type_changed", arrival_cause="why", cause="because")
    results = stated({"roundtrip": {"one": {"values/tuple/one": one}}})
    results["adapters"] = {"one": {"title": "One", "program": "/x/train.py"}}
    seen = rowpages.pages(results)["cells/one.md"]
    assert "On disk: <code>a: 1⏎b\\|</code>." in seen
    assert "Cause: because. Cause: why." in seen


def test_what_became_of_an_earlier_run_is_told() -> None:
    """Overwritten is no fault, and is not told as one thing with what is kept."""
    rows = {
        name: {"fault/target_exists": cell(earlier=earlier), "fault/killed": cell()}
        for name, earlier in {"x": "overwritten", "y": "kept apart"}.items()
    }
    text = page("roundtrip", rows)
    assert "right, what was there kept apart: y" in text
    assert "right, what was there overwritten: x" in text
    assert "all 2 rows are right: `fault/killed`." in text


def test_the_words_of_safety() -> None:
    """What was executed is bold; harmless and refused are told apart; a failed row is named."""
    rows = {
        "x": {
            "one": cell("accepted", safety="executed", cause="documented", command="c"),
            "two": cell("right", safety="refused", landed=["f"]),
        },
        "y": {"one": cell(safety="harmless"), "two": cell(safety="refused")},
        "gone": {"all": cell("unmeasured", detail="not | there")},
    }
    text = page("safety", rows)
    assert "| `one` | harmless: y<br>**executed**: x |" in text
    assert "all 2 rows come out as *refused*: `two`." in text
    assert "* gone: not measured: not \\| there" in text
    assert "| `one` | executed | x | d\\|e | documented |" in text


def test_lines_by_role() -> None:
    """The shortest program first, linked; help stands apart."""
    rows = {
        name: {
            "total": cell(total=total, tokens=9, config=1, help=2, roles={"wire": 3})
        }
        for name, total in {"a": 50, "b": 40}.items()
    }
    lines = page("lines", rows).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("| ["))
    link = "| [b](../../adapters/b/train.py) | 40 | 9 | 1 | 0 | 0 | 3 |"
    assert lines[first].startswith(link)
    assert lines[first + 1].startswith("| [a](")


def test_what_only_the_core_refused_was_asked_of_the_library() -> None:
    """It is told apart how often that was; a gap is none of it, whatever its attempt did."""
    some = {
        "late": cell("late", "core"),
        "gap": cell("unsupported", "core"),
        "right": cell(),
    }
    told = {
        name: each | {"tag": "values", "command": "x"} for name, each in some.items()
    }
    rows = {"a": told}
    (silent,) = rates.facts(results({"overrides": rows}), rows)["silent"]
    assert silent.core == 1
    assert "| a | 0 of 2 (0 of 0) |" in page("overrides", rows)


def test_messages_remedies_and_what_is_typed() -> None:
    """Counted of those of which it can be asked; means over what all rows do rightly."""
    typed = {"characters": 4, "words": 2, "quoted": 0, "files": 1}
    remedy = {"command": "python x '-1|2'", "outcome": "right"}
    rows = {
        name: {
            "one": cell(reproduce="r a/b/one", ergonomics=typed),
            "two": cell("rejected", remedy=remedy),
            "three": cell(message={"names_key": True, "no_traceback": None}),
        }
        for name in "ab"
    }
    rows["b"]["three"] = cell(message={"names_key": False, "no_traceback": True})
    text = page("overrides", rows)
    assert "Means over the 1 requests" in text
    assert "| a | 4.0 | 2.0 | 0.0 | 1.0 |" in text
    assert "| a | 1 of 1 | 0 of 0 | 0 of 0 | 0 of 0 | 0 of 0 |" in text
    assert "| b | 0 of 1 | 0 of 0 | 0 of 0 | 0 of 0 | 1 of 1 |" in text
    assert "| a | `two` | <code>python x '-1\\|2'</code> | right |" in text


def test_scaling_is_told_size_by_size() -> None:
    """Milliseconds above the bare interpreter, slopes, what was cut off, the hot loop in ns."""
    rows = {
        "a": {
            "load/10": cell(above=0.0123, samples={}),
            "load/1000": cell("broken", cut=10.0, cause="a_cause"),
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
    }
    text = page("scaling", rows)
    assert "|  | load 10 | load 1,000 | help 1,000 | help, slope |" in text
    assert "| a | 12.3 | **over 10000** | 250ᵃ | 2.0 |" in text
    assert "| `load/1000` | crashed | a | d\\|e | a_cause |" in text
    assert "`--help` names 7 of 1,000 settings" in text
    assert "| a | 12,340 [10,000, 20,000] |" in text
    assert "`cfg.x`" in text
    assert "leaves containers of the library's own: a." in text
    assert "* gone: not measured: d\\|e" in text


def test_the_report_tells_what_a_grid_takes() -> None:
    """The rows of an engine together: fewest and most lines; least, middle and most seconds."""
    rows = {
        name: {
            "grid/loop": cell(
                "right", "adapter", lines=lines, seconds={"per_job": seconds}
            )
        }
        for name, lines, seconds in (
            ("one", 6, -0.25),
            ("two", 8, 0.5),
            ("six", 6, 0.125),
        )
    }
    rows["one"]["failing/loop"] = cell("wrong_value", "adapter", cause="why")
    text = page("sweep", rows, apart=("sweep",))
    assert "| loop | adapter | one, two, six | 6 to 8 | -0.25, +0.12, +0.50 |" in text
    assert (
        "one, the only row asked, comes out as *wrong value*: `failing/loop`ᵃ" in text
    )
    assert "| `failing/loop` | wrong value | one | d\\|e | why |" in text
    assert "Measured by `make benchmark-beyond`, in environments of their own" in text


def test_records_and_what_trackers_keep_alone() -> None:
    """A line a row; of values without a library, what came back where that is another."""
    record: dict[str, Any] = {
        "settings": 24,
        "lines": 13,
        "type_changed": 3,
        "seconds": {"start": 1.5, "exit": 0},
    }
    rows = {
        "a": {"box/config": cell("type_changed", cause="json", **record)},
        "b": {"box/config": cell("type_changed", cause="json", **record)},
        "control": {
            "box/nan": cell("wrong_value", cause="null", came_back="None"),
            "box/int": cell(),
        },
    }
    text = page("remote", rows)
    assert "| a | 13 | 3 of 24 | 1.5 | 0 |" in text
    assert "| `nan` | **wrong value**: `None` |" in text
    assert "| `int` | right |" in text


# Start-up


def start(ties: list[str], **facts: Any) -> dict[str, Cell]:
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
    return {"default": cell(**measured | facts)}


@pytest.fixture
def starts() -> Rows:
    """Return start-up cells of two rows, a twin and the control."""
    return {
        "control": {"default": cell(median=0.02)},
        "a": start(["a+twin"]),
        "b": start([], torch=True, ratio={"median": 1.1, "low": 1.0, "high": 1.2}),
        "a+twin": start(["a"], twin_of="a", floor=INTERVAL),
    }


def beside(**cases: Any) -> dict[str, Cell]:
    """Return further start-up cells of a row."""
    usual = {"wall": INTERVAL, "ties": [], "plan": PLAN, "compared": ["control"]}
    return {name: cell(**usual | (facts or {})) for name, facts in cases.items()}


WHERE: dict[str, Any] = {
    "total": 0.1,
    "interpreter": 0.01,
    "imports": {"library": 0.02, "python": 0.03, "other": 0.0},
    "roles": {"load": 0.01, "restore": 0.005, "main": 0.025},
    "modules": 70,
    "library_modules": 7,
    "by_distribution": {"lib": 0.02, "attrs": 0.004, "python": 0.03, "tiny": 0.001},
    "uninvited": ["attrs"],
    "dearest": [{"module": "lib.x", "of": "lib", "own": 0.02, "cumulative": 0.021}],
}


def test_starts_are_told_by_their_ratio(starts: Rows) -> None:
    """The quickest first, a twin in no tie; that nobody measured a run is said."""
    text = page("startup", starts)
    lines = text.splitlines()
    b = lines.index("| b (imports torch) | 1.10 [1.00, 1.20] | 8.7 [8.2, 9.1] | none |")
    assert lines[b + 1] == "| a | 1.31 [1.28, 1.34] | 8.7 [8.2, 9.1] | none |"
    assert "*A run* has not been measured with these results." in text
    assert "Noise floor: a+twin minus a: 8.70 [8.20, 9.10] ms." in text
    assert "Other starts" not in text
    assert "Where the time goes" not in text


def test_a_run_is_the_second_figure(starts: Rows) -> None:
    """As soon as the results have it; and what is paid if one has the framework."""
    run = {"ratio": {"median": 1.01, "low": 1.0, "high": 1.02}, "range": True}
    starts["a"] |= beside(with_torch=run, with_framework=run)
    told = results({"startup": starts})
    told["adapters"]["a"]["footprint"]["beside"] = {
        "distribution": "frame", "mib": 0.25, "added": ["lib"],
    }  # fmt: skip
    text = sections.pages(told)["categories/startup.md"]
    assert "| a run: times | ms more, here |" in text
    figures = "1.01 [1.00, 1.02] | 8.7 (8.2, 9.1)"
    assert f"| a | 1.31 [1.28, 1.34] | 8.7 [8.2, 9.1] | none | {figures} |" in text
    assert f"| a | frame | {figures} | 0.25 | lib |" in text
    assert "A run, times the same program" in sections.paragraph(told, "startup")


def test_how_far_the_multiples_moved_between_runs_is_told(starts: Rows) -> None:
    """Beside what an interval covers stands what it does not, as far as runs are kept."""
    runs = [
        {"created": f"2026-01-0{day}T00", "cpu": cpu, "ratio": ratio, "same": False}
        for day, cpu, ratio in ((1, "x", 1.0), (2, "y", 1.25))
    ]
    told = results({"startup": starts})
    assert "Between" not in sections.pages(told)["categories/startup.md"]
    told["hours"] = {"rows": {"a": {"default": runs}}}
    assert (
        "Between 2 committed runs on 2 days and 2 kinds of processor the multiple of a bare "
        "start moved by 25 % in the median of 1 rows, and at most by 25 % (a)."
        in sections.pages(told)["categories/startup.md"]
    )


def test_ties_are_told_in_words() -> None:
    """Up to three are named and more counted; those next to each other in a sentence."""
    names = "abcde"
    rows: Rows = {"control": {"default": cell(median=0.02)}}
    for number, name in enumerate(names):
        ratio = dict.fromkeys(("median", "low", "high"), 2.0 + number)
        ties = [other for other in names if other != name]
        if name == "e":
            ties = ["a"]
        rows[name] = start(ties, ratio=ratio, compared=[*names])
    rows["b"]["default"]["ties"].remove("e")
    text = page("startup", rows)
    assert "| 4 rows |" in text
    assert "| a, c, d |" in text
    assert "not distinguishable in this run: a, b, c and d" in text


def test_rows_that_were_not_compared_are_not_called_untied(starts: Rows) -> None:
    """Too few rounds compare with the control only; the table says so instead of *none*."""
    starts["a"]["default"]["compared"] = ["control"]
    text = page("startup", starts)
    assert "| a | 1.31 [1.28, 1.34] | 8.7 [8.2, 9.1] | not compared |" in text


def test_a_row_of_another_run_shows_its_ratio_only(starts: Rows) -> None:
    """Milliseconds and ties of two runs make no table."""
    told = results({"startup": starts})
    when = {"created": "2026-01-02T00", "ratio": RATIO}
    told["adapters"]["late"] = adapter("late") | {"other_runs": {"startup": when}}
    text = sections.pages(told)["categories/startup.md"]
    line = "| late | 1.31 [1.28, 1.34] | another run (2026-01-02) | not compared |"
    assert line in text.splitlines()
    assert "in no table here" not in text
    told = results({"scaling": {"a": {"load/10": cell(above=0.1)}}})
    told["adapters"]["late"] = adapter("late") | {"other_runs": {"scaling": when}}
    text = sections.pages(told)["categories/scaling.md"]
    assert "in no table here: late (2026-01-02)." in text
    assert "No cells" not in text


def test_other_starts_and_where_the_time_goes(starts: Rows) -> None:
    """Each case has its column; what is tied, not timed or there by chance says so."""
    starts["a"] |= beside(five_overrides=None, help={"ties": ["control"]})
    starts["a"]["mistake"] = cell("late", detail="not timed: no | way", cause="why")
    starts["a"]["where"] = cell(**WHERE)
    starts["control"] |= {"help": cell(plan=PLAN), "where": cell(**WHERE)}
    starts["control"]["with_torch"] = cell(median=0.003, imported=1.2)
    for name, low in {"a": 0.0092, "b": 0.0090}.items():
        dearer = {"median": 0.01, "low": low, "high": 0.02}
        starts[name]["with_torch"] = cell(wall=INTERVAL, cpu=dearer, plan=PLAN)
    text = page("startup", starts)
    lines = text.splitlines()
    assert "|  | help | five_overrides | mistake |" in lines
    assert "| a | 8.7 [8.2, 9.1] = | 8.7 [8.2, 9.1] | *rejected late* |" in lines
    assert "| `mistake` | rejected late | a | not timed: no \\| way | why |" in lines
    assert "* 10 rounds of one start: help." in lines
    assert "`import torch` alone: 1200.0 ms" in text
    assert "* More CPU time with torch than without: a. Whatever" in text
    assert (
        "| a | 100.0 | 10.0 | 20.0 | 30.0 | 0.0 | 0.0 | 15.0 | 25.0 | 0.0 | 0.0 | 70 (7) |"
        in lines
    )
    assert "* a imports attrs because it is there, not because it needs it" in text
    assert "| a | python 30.0, lib 20.0, attrs 4.0 | lib.x 20.0 |" in lines
    assert "| a | &lt;0.1 | lib | none | none |" in lines


def test_memory_load_and_the_ratio_are_told(starts: Rows) -> None:
    """Peaks stand beside the control's; the run tells its load and what it took itself."""
    for name, peak in {"control": 11.5, "a": 13.25}.items():
        starts[name]["default"]["memory"] = {"median": peak, "samples": [peak]}
    starts["control"]["run"] = cell(
        load={"before": [0.5, 0, 0], "after": [1, 1, 1], "rounds": {"default": [1, 2]}},
        seconds=105.0,
        children=100.0,
        ratio=1.05,
        rows=["a", "b"],
        sittings=2,
    )
    text = page("startup", starts)
    assert "| 13.2 (+1.8) |" in text
    assert "0.5 before, 1.0 to 2.0 during the rounds" in text
    assert "105 s, in 2 sittings, 1.05 times" in text


def test_the_plan_is_told_as_it_was(starts: Rows) -> None:
    """When rounds end, and of how many starts, follows from the stored plan, an older one too."""
    text = page("startup", starts)
    assert "14 to 60 rounds of one start, in an order shuffled with seed 1." in text
    assert (
        "half the interval of its ratio is at most 1.5% of it or its starts took 5 s;"
        in text
    )
    for row in starts.values():
        row["default"]["plan"] = {"rounds": 20, "starts": 3, "seed": 1}
    text = page("startup", starts)
    assert "20 rounds of the median of 3, in an order shuffled with seed 1." in text
    assert "leaves as soon as" not in text


def test_the_lowest_and_the_highest_are_in_parentheses(starts: Rows) -> None:
    """What is no interval of 95 % does not look like one."""
    starts["a"] |= beside(help={"range": True})
    starts["b"] |= beside(help={"range": False})
    lines = page("startup", starts).splitlines()
    assert "| a | 8.7 (8.2, 9.1) |" in lines
    assert "| b | 8.7 [8.2, 9.1] |" in lines


# New, missing, hostile


def test_a_category_that_nobody_knows_has_a_page() -> None:
    """Its name is its title, its question its introduction."""
    rows = {"a": {"x": cell("accepted", "core", cause="unheard")}}
    told = results({"toys": rows}, toys={"x": "mistake"})
    text = sections.pages(told)["categories/toys.md"]
    assert text.startswith("# Toys\n")
    assert "What of toys?" in text
    assert "all 1 rows" not in text
    assert (
        "In 1 of 1 test case a, the only row asked, comes out as *wrongly accepted*"
        in text
    )
    assert (
        "*wrongly accepted* in 1 cell, of 1 row (**A**); for 0 of 1"
        in sections.paragraph(told, "toys")
    )


def test_categories_apart_that_were_not_measured_are_named() -> None:
    """With the command that measures them; rows without cells are named on the page."""
    told = results({"remote": {}, "lines": {"a": {}}}, apart=("remote",))
    assert "Not measured: Remote records." in sections.unmeasured(told)
    assert "make benchmark-beyond" in sections.unmeasured(told)
    assert "categories/remote.md" not in sections.pages(told)
    told["cells"]["remote"]["b"] = {"box/config": cell()}
    told["adapters"]["b"] = adapter("b")
    assert sections.unmeasured(told) == ""
    text = sections.pages(told)["categories/remote.md"]
    assert "* No cells: a. `make benchmark-beyond` measures them." in text


HOSTILE = "<script>alert(1)</script> [x](javascript:y) *z* | `q` <!-- "

#: Facts in which programs and libraries say what they like.
_SAID = ("detail", "command", "came_back", "cause", "earlier", "safety", "module", "of")


def hostile(fact: Any, key: str = "") -> Any:
    """Return a fact in which whatever is said is hostile."""
    if isinstance(fact, dict):
        return {name: hostile(each, name) for name, each in fact.items()}
    if isinstance(fact, list):
        return [hostile(each) for each in fact]
    return f"{fact}{HOSTILE}" if key in _SAID and isinstance(fact, str) else fact


def leaves(tokens: list[Token]) -> list[Token]:
    """Return the tokens within tokens."""
    return [
        leaf
        for token in tokens
        for leaf in (leaves(token.children) if token.children else [token])
    ]


def test_nothing_that_is_said_is_a_mark() -> None:
    """A script in a title, a case, a detail or a name comes out as text on every page."""
    told = copy.deepcopy(load.load(load.HERE / "results.json"))
    for category in told["categories"]:
        category["question"] = HOSTILE + "?"
        for case in category["cases"].values():
            case["intent"] = HOSTILE
        category["cases"][HOSTILE] = {"kind": "request", "intent": HOSTILE}
    for row in told["adapters"].values():
        row["title"] += HOSTILE
    for category, rows in told["cells"].items():
        for name, row in rows.items():
            first = next(iter(row.values()), None)
            rows[name] = hostile(row | ({HOSTILE: first} if first else {}))
        if rows and category not in {"startup", "scaling"}:
            rows[HOSTILE] = copy.deepcopy(next(iter(rows.values())))
    told["adapters"] |= {HOSTILE: copy.deepcopy(next(iter(told["adapters"].values())))}
    told["cells"]["new"] = {HOSTILE: {"all": cell("broken", detail=HOSTILE)}}
    told["categories"] += [
        {
            "name": "new",
            "question": HOSTILE,
            "cases": {},
            "timed": False,
            "environment": None,
        }
    ]
    made = sections.pages(told)
    assert len(made) == len(load.categories(told))
    made |= {
        category: str(sections.paragraph(told, category))
        for category in load.categories(told)
    }
    ours = re.compile(r"</?(details|summary|code)>|<br>|<!-- -->")
    parser = MarkdownIt("commonmark").enable("table")
    for name, text in made.items():
        assert "script" in text or not name.endswith(".md"), name
        for leaf in leaves(parser.parse(text)):
            if leaf.type in {"html_inline", "html_block"}:
                assert "<" not in ours.sub("", leaf.content), (name, leaf.content)
            assert not str(leaf.attrs.get("href", "")).startswith("java"), name


# Paragraphs


def test_a_paragraph_counts_what_the_cells_say() -> None:
    """What all do, who does all, what divides, and the worst with whose it is."""
    right, wrong = cell(), cell("wrong_value", cause="c")
    rows = {
        "a": {"one": right, "two": right, "three": right, "seen": wrong},
        "b": {"one": right, "two": wrong, "three": cell("unsupported")},
        "c": {"one": right, "two": right, "three": cell("unsupported")},
        "d": {
            "one": right,
            "two": cell("accepted", "adapter", cause="c"),
            "three": right,
        },
    }
    text = sections.paragraph(
        results({"new": rows}, new={"seen": "observation"}), "new"
    )
    assert "3 test cases, 4 rows." in text
    assert "In 1 of the test cases every row to which it applies is right;" in text
    assert "1 row is right in all (**A**), 1 more in all that they offer." in text
    assert "divide most on `two` (2 of 4 right), `three` (2 of 4 right)." in text
    assert "*wrong value* in 1 cell, *wrongly accepted* in 1 cell, of 2 rows" in text
    assert "for 1 of 2 the library itself answers." in text
    assert text.endswith("[All of it](categories/new.md).")


def test_a_paragraph_tells_who_does_it_all() -> None:
    """Right in all is no merit of a library where the program does it."""
    rows = {
        "a": {"one": cell(), "two": cell()},
        "b": {"one": cell(), "two": cell(by="adapter")},
    }
    text = sections.paragraph(results({"new": rows}), "new")
    assert (
        "2 rows are right in all (**A**, **B**), 1 of them by the library alone."
        in text
    )


def test_a_paragraph_on_a_family_counts_that_family() -> None:
    """Types are a family of the round trip."""
    bad = cell("type_changed", cause="c")
    rows = {
        "a": {"run": bad, "values/int/one": cell()},
        "b": {"run": cell(), "values/int/one": cell()},
    }
    text = sections.paragraph(results({"roundtrip": rows}), "roundtrip", "values")
    assert text.startswith("**many values of each type that `train()` takes**:")
    assert "type changed" not in text


def test_figures_are_added_up_where_all_rows_have_them() -> None:
    """Least, middle and most over the same test cases."""
    rows = {
        name: {"one": cell(added=added, removed=1), "two": cell(added=0, removed=0)}
        for name, added in {"a": 1, "b": 5, "c": 8}.items()
    }
    del rows["c"]["two"]
    text = sections.paragraph(results({"change": rows}), "change")
    assert "Lines touched: from 2 (**A**) over 6 in the middle to 9 (**C**)." in text
