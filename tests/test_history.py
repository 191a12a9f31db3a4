"""Earlier results: compared with as whole ones are, told step by step, read like foreign input."""

import copy
import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import results as harness
from benchmarks.renewing import earlier
from report import against, history, load
from report.__main__ import main
from report.load import ReportError, Results
from tests.test_findings import cell, facts, names, results


def whole(created: str, **cells: Any) -> Results:
    """Return results as a file holds them, of some day."""
    return {
        **results(**cells),
        "created": f"{created}T08:00:00+00:00",
        "versions": {"python": "3.11", "lib": "1.0"},
        "units": {},
    }


rows = st.dictionaries(st.sampled_from("ab"), st.dictionaries(names, facts))


@given(rows, rows)
def test_what_is_kept_compares_as_the_whole_does(old: Any, new: Any) -> None:
    """Whatever cells hold: nothing that two results are compared by is lost."""
    before, after = whole("2026-01-01", toys=old), whole("2026-02-01", toys=new)
    kept = json.loads(json.dumps(earlier.kept(before)))
    assert list(against.differences(kept, after)) == list(
        against.differences(before, after)
    )
    told = (history.changed(kept, after), history.changed(before, after))
    assert [each[:2] for each in told[0]] == [each[:2] for each in told[1]]


def keep(folder: Path, *every: Results) -> list[Path]:
    """Keep results beside a report."""
    return [earlier.keep(each, folder) for each in every]


def stepped() -> tuple[Results, Results]:
    """Return results and later ones: a release moved, and cells with it."""
    one, two, three = cell(), cell("wrong_value"), cell("rejected")
    old = whole("2025-12-01", toys={"a": {"one": one, "two": two, "three": three}})
    new = copy.deepcopy(old) | {"created": "2026-12-01T08:00:00+00:00"}
    new["versions"] = new["versions"] | {"lib": "2.0"}
    toys = new["cells"]["toys"]["a"]
    toys["one"] = cell("accepted", detail="swallowed | it")
    toys["two"], toys["three"] = cell(), cell("late")
    toys["new"] = cell("broken")
    return old, new


def test_a_step_tells_releases_and_cells(tmp_path: Path) -> None:
    """Better, worse or merely other; what happens now is known of the newest alone."""
    old, new = stepped()
    (path,) = keep(tmp_path, old)
    told = {"earlier": {path.name.removesuffix(load.PACKED): load.earlier(path)}}
    page = history.page(new | told)
    assert "## 2025-12-01 → 2026-12-01" in page
    assert "| lib | 1.0 | 2.0 | a, b, c |" in page
    assert (
        "| a | `toys/one` | right | wrongly accepted | worse | swallowed \\| it |"
        in page
    )
    assert "| a | `toys/two` | wrong value | right | better | d |" in page
    assert "| a | `toys/three` | wrongly rejected | rejected late | other | d |" in page
    assert "toys/new" not in page
    assert (
        "3 came out otherwise: 1 are right now, 1 were right before, 1 are merely other"
        in page
    )
    assert "suite has moved" not in page


def test_what_else_may_have_changed_a_cell_is_said(tmp_path: Path) -> None:
    """Another suite, another program of ours, another machine."""
    old, new = stepped()
    new["units"] = {"toys/a": {"created": new["created"], "suite": "f" * 64}}
    new["adapters"]["a"]["sha256"] = "1" * 64
    new["machine"] = new["machine"] | {"cores": 8}
    (path,) = keep(tmp_path, old)
    page = history.page(new | {"earlier": {"x": load.earlier(path)}})
    assert "suite has moved as well" in page
    assert "Programs of ours that have changed: a." in page
    assert "Measured elsewhere: cores: 2 then, 8 now." in page


def test_what_does_not_apply_is_neither_better_nor_worse() -> None:
    """Another question is asked, or none."""
    old, new = stepped()
    new["cells"]["toys"]["a"]["one"] = cell("not_applicable")
    assert history.changed(old, new)[0].kind == history.OTHER
    assert history.changed(new, old)[0].kind == history.OTHER


def test_what_was_not_measured_is_no_change() -> None:
    """Nor is what comes or goes."""
    old, new = stepped()
    new["cells"]["toys"]["a"]["one"] = cell("unmeasured")
    assert [each.address for each in history.changed(old, new)] == [
        "toys/two",
        "toys/three",
    ]


def test_the_oldest_come_first(tmp_path: Path) -> None:
    """By their days, and by their numbers on one of them."""
    days = ["2026-02-01", "2025-12-01", *["2026-01-01"] * 11]
    every = [
        whole(day, toys={"a": {"one": cell(exit=number)}})
        for number, day in enumerate(days)
    ]
    keep(tmp_path, *every)
    names_ = [path.name.removesuffix(load.PACKED) for path in load.kept(tmp_path)]
    assert names_[:3] == ["2025-12-01", "2026-01-01", "2026-01-01-2"]
    assert names_[-2:] == ["2026-01-01-11", "2026-02-01"]


def test_against_takes_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Or a path, or says which days there are."""
    content = json.loads(harness.FILE.read_text("utf-8"))
    (tmp_path / "results.json").write_text(json.dumps(content), "utf-8")
    content["cells"]["lines"]["argparse"]["total"]["total"] += 1
    content["created"] = "2025-11-27T08:00:00+00:00"
    (path,) = keep(tmp_path, content)
    for named in ("2025-11-27", str(path)):
        assert main(["--dir", str(tmp_path), "--against", named]) == 0
        said = capsys.readouterr().out.splitlines()
        assert len(said) == 2
        assert "lines/total: total" in said[1]
    assert main(["--dir", str(tmp_path), "--against", "2024-01-01"]) == 2
    assert "kept under this name (2025-11-27)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cut short"),
        (b"no xz at all, but plain text", "cannot be unpacked"),
        (lzma.compress(b"{}")[:-9], "cut short"),
        (lzma.compress(b"{"), "cannot be read"),
        (lzma.compress(b"[]"), "must be object"),
        (lzma.compress(b"{}"), "must contain"),
        (lzma.compress(b"\xff"), "cannot be read"),
        # Packed lightly: each process that collects the tests packs it.
        (lzma.compress(b"0" * (2**26 + 1), preset=0), "holds more than any results"),
        (lzma.compress(b"[" * 2000), "nested too deep"),
    ],
    ids=lambda each: str(each)[:20],
)
def test_a_file_that_was_cut_or_made_is_one_sentence(
    content: bytes, said: str, tmp_path: Path
) -> None:
    """Whatever is in it; what unpacks to gigabytes is not unpacked."""
    path = tmp_path / "2026-01-01.json.xz"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=said) as caught:
        load.earlier(path)
    assert "\n" not in str(caught.value)
