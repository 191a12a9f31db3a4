"""Published cells on another machine: what is drawn, what differs and why, and what is quoted."""

import copy
import json
import re
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import categories, progress, registry, replicating, results
from benchmarks.cells import Address, Cell
from benchmarks.paths import ROOT
from benchmarks.replicating import replicating as measuring
from benchmarks.replicating.differing import busy, detail, why
from report import load, markdown, replications
from report.load import ReportError
from tests.cells import published

ROWS = ("argparse", "hydra")


def rows() -> list[registry.Adapter]:
    """Return the rows that are measured."""
    return registry.find_all(ROWS)


@given(st.integers())
def test_a_tenth_is_drawn_by_its_seed(seed: int) -> None:
    """The same by the same, in the order of the results, and no times."""
    content = published()
    every = replicating.draw(content, rows(), None)
    drawn = replicating.draw(content, rows(), seed)
    assert drawn == replicating.draw(content, rows(), seed)
    assert len(drawn.cells) == -(-every.of // 10)
    assert [each for each in every.cells if each in set(drawn.cells)] == [*drawn.cells]
    timed = {each.name for each in categories.CATEGORIES if each.timed or each.apart}
    assert not timed & {each.category for each in every.cells}


def test_what_was_not_measured_is_not_drawn() -> None:
    """There is nothing to hold a cell against."""
    content = copy.deepcopy(published())
    before = replicating.draw(content, rows(), None)
    content["cells"]["safety"]["hydra"] = {"all": {"outcome": "unmeasured"}}
    after = replicating.draw(content, rows(), None)
    assert before.of - after.of == len(published()["cells"]["safety"]["hydra"])


ACCOUNT = {
    "sha256": "a",
    "suite": "b",
    "locks": "c",
    "versions": {"python": "3.11.7", "lib": "1.0", "gone": "1"},
}


@pytest.mark.parametrize(
    ("here", "versions", "told"),
    [
        ({"sha256": "a", "suite": "b", "locks": "c"}, {"lib": "1.0"}, []),
        ({"sha256": "x"}, {}, ["the row's files are others"]),
        ({"suite": "x"}, {}, ["the suite is in another state"]),
        (
            {"locks": "x"},
            {"python": "3.11.9", "lib": "2.0", "gone": None},
            [
                "python 3.11.7 then, 3.11.9 here",
                "lib 1.0 then, 2.0 here",
                "gone 1 then, absent here",
                "other releases are locked",
            ],
        ),
    ],
)
def test_what_else_is_otherwise_is_told(
    here: dict[str, str], versions: dict[str, str | None], told: list[str]
) -> None:
    """Releases by name, the tree by its hashes."""
    assert why(ACCOUNT, here, versions) == told
    older = {"sha256": ACCOUNT["sha256"], "versions": ACCOUNT["versions"]}
    assert why(older, {"suite": "x", "locks": "y"}, {}) == []


def test_where_a_copy_lies_is_not_sent() -> None:
    """What is told of a file is told from the root of the repository."""
    told = {"detail": f"{ROOT}/adapters/hydra/values.py: no"}
    assert detail(told) == "adapters/hydra/values.py: no"


def test_a_busy_machine_is_told() -> None:
    """Our own work on each core is none of others'."""
    assert busy(4.9, 2) == []
    assert busy(22.4, 2) == ["the machine was busy: a load of 22 on 2 cores"]


@pytest.fixture
def injected(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Cell | None]]:
    """Let units come out as published, but for cells that are put here, in their order."""
    otherwise: dict[str, list[Cell | None]] = {}

    def measured(category: Any, name: str, cases: list[str]) -> dict[str, Cell]:
        found = {}
        for case in cases:
            address = Address(category.name, name, case)
            fresh = dict(published()["cells"][category.name][name][case])
            if left := otherwise.get("/".join(address)):
                given_ = left.pop(0)
                fresh = fresh if given_ is None else given_
            found[case] = fresh
        return found

    monkeypatch.setattr(measuring, "_measured", measured)
    return otherwise


@pytest.fixture
def addresses() -> tuple[str, str, str]:
    """Return three published addresses."""
    drawn = replicating.draw(published(), rows(), None).cells
    some = ["/".join(each) for each in drawn if each.category == "safety"]
    return some[0], some[-1], some[-2]


def cell(outcome: str, **facts: Any) -> Cell:
    """Return a cell that is not as published."""
    return {"outcome": outcome, "by": "library", "detail": "so | it is", **facts}


def replicated(*, times: bool = False) -> dict[str, Any]:
    """Replicate all discrete cells; return what would be sent."""
    drawn = replicating.draw(published(), rows(), None)
    return replicating.replicate(
        published(), rows(), drawn, times=times, tell=lambda _: None
    )


def other(address: str) -> str:
    """Return an outcome that a cell does not have."""
    category, row, case = address.split("/", 2)
    stored = published()["cells"][category][row][case]["outcome"]
    return "late" if stored != "late" else "broken"


def test_what_differs_is_measured_once_more(
    injected: dict[str, list[Cell | None]], addresses: tuple[str, str, str]
) -> None:
    """What comes out as published then, is told apart; so is what cannot be measured."""
    steady, once, lost = addresses
    injected[steady] = [cell(other(steady))] * 2
    injected[once] = [cell(other(once)), None]
    injected[lost] = [cell("unmeasured", detail="no disk")]
    made = replicated()
    found = made["cells"]
    assert [(each["cell"], each["steady"]) for each in found["differ"]] == [
        (steady, True),
        (once, False),
    ]
    assert found["unmeasured"] == {"no disk": 1}
    assert found["same"] == made["part"]["drawn"] - 3
    lines = list(replicating.told(made))
    assert lines[0].endswith(
        f"{found['same']} as published, 1 otherwise, 1 otherwise the first time alone, "
        "1 not measured here"
    )
    assert any("as published when it was measured once more" in line for line in lines)


@pytest.mark.usefixtures("injected")
def test_that_programs_are_started_is_told_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With how much of it is done: it goes on for many minutes."""
    lines: list[str] = []

    def cells_of(_: Any, order: Any) -> Iterator[tuple[Address, Cell]]:
        order.tick(0.001)
        ending = time.monotonic() + 10
        while not lines and time.monotonic() < ending:
            time.sleep(0.01)
        yield from ()

    monkeypatch.setattr(measuring, "cells_of", cells_of)
    monkeypatch.setattr(measuring, "Display", partial(progress.Display, every=0.01))
    drawn = replicating.draw(published(), rows(), 1)

    def tell(line: str) -> None:
        if not line.startswith("["):
            lines.append(line)

    replicating.replicate(published(), rows(), drawn, times=True, tell=tell)
    assert re.fullmatch(r"\d+ %; .* left; start-up ratios of all rows", lines[0])


RATIO = {"median": 2.0, "low": 1.9, "high": 2.1}


def test_ratios_are_held_against_the_published(
    injected: dict[str, list[Cell | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within five per cent, or told; what is timed beside the rows is no row."""
    stored = published()["cells"]["startup"]

    def cells_of(category: Any, order: Any) -> Iterator[tuple[Address, Cell]]:
        assert order.cases == ("default", "with_torch")
        for name, factor in (("argparse", 1.04), ("hydra", 1.06), ("control", 1)):
            ratio = stored["argparse" if name == "control" else name]["default"][
                "ratio"
            ]
            moved = {key: each * factor for key, each in ratio.items()}
            yield Address(category.name, name, "default"), cell("right", ratio=moved)

    monkeypatch.setattr(measuring, "cells_of", cells_of)
    made = replicated(times=True)
    assert [each["row"] for each in made["ratios"]] == ["argparse", "hydra"]
    assert [*map(measuring.within, made["ratios"])] == [True, False]
    lines = list(replicating.told(made))
    assert "1 of 2 start-up ratios are within 5%" in lines
    assert lines[-1].startswith("  startup/hydra/default: ")


def sent(folder: Path, made: Any, name: str = "a") -> Path:
    """Put a file where replications lie, beside results."""
    path = folder / "replications" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(made), "utf-8")
    if not (folder / "results.json").exists():
        (folder / "results.json").write_bytes(results.FILE.read_bytes())
    return path


@pytest.fixture
def made(
    injected: dict[str, list[Cell | None]], addresses: tuple[str, str, str]
) -> dict[str, Any]:
    """Return what somebody sends: one cell otherwise, two ratios."""
    injected[addresses[0]] = [cell(other(addresses[0]))] * 2
    far = {key: each * 1.5 for key, each in RATIO.items()}
    found = replicated()
    found["ratios"] = [
        {"row": "argparse", "case": "default", "published": RATIO, "found": RATIO},
        {"row": "hydra", "case": "default", "published": RATIO, "found": far},
    ]
    # Tests put faults into it.
    return copy.deepcopy(found)


def test_a_replication_in_the_tree_is_quoted(
    made: dict[str, Any], tmp_path: Path
) -> None:
    """On the first page, and on its own with what came out otherwise."""
    sent(tmp_path, made)
    content = load.whole(tmp_path)
    told = str(replications.sentence(content))
    same, drawn = made["cells"]["same"], made["part"]["drawn"]
    assert told.startswith("Replicated on 1 other occasion, as those who did it say: ")
    assert (
        f"{same} of {drawn} cells as published, 1 of 2 start-up ratios within 5 %"
        in told
    )
    page = replications.page(content)
    assert f"`{made['cells']['differ'][0]['cell']}`" in page
    assert "so \\| it is" in page
    assert "| hydra | default | 2.00 \\[1.90, 2.10\\] | 3.00 \\[2.85, 3.15\\] |" in page
    assert "[Replications](replications.md)" in markdown.render(content)


def test_without_one_that_is_said() -> None:
    """Nobody has, and how one would."""
    assert "python -m benchmarks replicate" in str(replications.sentence({}))


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("replication",), 2, "replication"),
        (("made",), "yesterday", "made"),
        (("machine", "cores"), 0, "cores"),
        (("machine", "name"), "mine", "machine"),
        (("suite",), "x", "suite"),
        (("cells", "same"), -1, "same"),
        (("cells", "same"), 1.5, "same"),
        (("cells", "differ"), [{}], "differ"),
        (("cells", "differ", 0, "found"), "perfect", "found"),
        (("cells", "differ", 0, "why"), ["x" * 1001], "why"),
        (("cells", "differ", 0, "cell"), "hydra", "cell"),
        (("ratios", 0, "found", "median"), "2", "median"),
        (("ratios", 0, "row"), "../x", "row"),
        (("more",), 1, "must not contain"),
    ],
)
def test_what_a_stranger_sends_is_checked(
    place: tuple[str | int, ...],
    value: Any,
    said: str,
    made: dict[str, Any],
    tmp_path: Path,
) -> None:
    """Whatever is wrong in it is one sentence that names file and place."""
    inside: Any = made
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    path = sent(tmp_path, made)
    with pytest.raises(ReportError, match=said) as caught:
        load.replication(path)
    told = str(caught.value)
    assert told.startswith(f"{path}: ")
    assert "\n" not in told
    assert len(told) < 500


def test_what_is_no_json_or_endless_is_one_sentence(tmp_path: Path) -> None:
    """Nor is a file read that is larger than any of ours."""
    path = tmp_path / "a.json"
    path.write_text("{", "utf-8")
    with pytest.raises(ReportError, match="cannot be read"):
        load.replication(path)
    with path.open("wb") as file:
        file.truncate(2**27)
    with pytest.raises(ReportError, match="has more than"):
        load.replication(path)


def test_what_it_says_is_text(made: dict[str, Any], tmp_path: Path) -> None:
    """No link, mark or element comes of it."""
    made["machine"]["cpu"] = "<b>fast</b> [x](http://e.org)\n# here"
    made["cells"]["unmeasured"] = {"](javascript:x)": 1}
    sent(tmp_path, made)
    page = replications.page(load.whole(tmp_path))
    assert "<b>" not in page
    assert "\n# here" not in page
    assert "](http://e.org)" not in page
    assert "\\](javascript:x)" in page
