"""Rows at other releases: stated, stored as changes, measured once, gone on with."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry, reproducing
from benchmarks.categories import find
from benchmarks.environments import Environment
from benchmarks.environments.building import Builder, BuildError
from benchmarks.environments.interpreters import OWN, Interpreter
from benchmarks.errors import RowError
from benchmarks.matrix import (
    book,
    changelogs,
    columns,
    commanded,
    confirming,
    older,
    stated,
    units,
    worker,
)
from benchmarks.matrix.columns import Column
from benchmarks.matrix.measuring import Matrix
from benchmarks.matrix.stated import Stated
from benchmarks.matrix.units import Answer, Unit
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter
from configbench.audit.programs import rayed
from configbench.errors import UserError
from tests.test_environments import builder, wheel

__all__ = ["builder"]

OTHER = Interpreter("3.99.1", Path("/nowhere/python3.99"))

#: A project on an index: what is yanked, or no release at all, is none.
PAGE = {
    "files": [
        {"filename": name, "yanked": name == "toy-2.3.0.tar.gz"}
        for name in (
            *("toy-1.9.0.tar.gz", "toy-2.0.0.tar.gz", "toy-2.0.1-py3-none-any.whl"),
            *("toy-2.1.0.tar.gz", "toy-2.2.0.tar.gz", "toy-2.2.4.tar.gz"),
            *("toy-2.3.0.tar.gz", "toy-2.3.0rc1.tar.gz", "toy-2.1.win32.exe"),
        )
    ]
}


@pytest.mark.parametrize(
    ("back", "wanted"),
    [
        (1, ["2.1.0", "2.2.4", "2.3.0rc1"]),
        (3, ["1.9.0", "2.0.1", "2.1.0", "2.2.4", "2.3.0rc1"]),
        (9, ["1.9.0", "2.0.1", "2.1.0", "2.2.4", "2.3.0rc1"]),
    ],
)
def test_the_newest_of_each_minor_release_is_measured(
    back: int, wanted: list[str]
) -> None:
    """And a release before a stable one, if none is newer."""
    assert stated.picked(PAGE, back) == wanted
    stable = {"files": [*PAGE["files"], {"filename": "toy-2.4.tar.gz"}]}
    assert stated.picked(stable, 1) == ["2.2.4", "2.4"]
    assert stated.picked({"files": []}, 1) == []


def test_an_update_keeps_what_a_person_wrote() -> None:
    """Comments and order; a library of two rows is asked for once."""
    text = '# Why.\n\n[a]\nlibrary = "toy"  # this\nback = 2\n\n[b]\nlibrary = "toy"\n'
    asked: list[str] = []

    def pages(name: str) -> Any:
        asked.append(name)
        return PAGE

    found = stated.updated(text, pages)
    assert found.startswith("# Why.\n\n[a]\n")
    assert '"toy"  # this' in found
    assert 'releases = ["2.0.1", "2.1.0", "2.2.4", "2.3.0rc1"]' in found
    assert asked == ["toy"]
    assert stated.updated(found, pages) == found


def test_every_row_with_a_library_has_its_releases() -> None:
    """Those of the standard library have none; and each piece that was otherwise is there."""
    known = stated.read()
    rows = {row.name: row for row in registry.find_all()}
    assert known.keys() == {name for name, row in rows.items() if row.distributions}
    for name, told in known.items():
        placed = stated.placed(rows[name], [OWN, OTHER], known)
        assert [row.release for row in placed] == [*told.releases] * 2
        assert len({row.environment.name for row in placed}) == len(told.releases)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[a]", "library"),
        ('[a]\nlibrary = "x"\nback = 0', "a whole number from 1"),
        ('[a]\nlibrary = "x"\nreleases = ["new"]', "expected a version"),
        ('[a]\nlibrary = "x"\nreleases = ["2", "1"]', "expected the oldest first"),
        ('[a]\nlibrary = "x"\nreleases = ["2", "2.0"]', "expected the oldest first"),
        ('[a]\nlibrary = "x"\nolder = [{ before = "2" }]', "older"),
        ('[a]\nlibrary = "x"\nnewer = [{ since = "2" }]', "newer"),
    ],
)
def test_what_is_stated_wrongly_is_told(
    text: str, sentence: str, tmp_path: Path
) -> None:
    """With file and place."""
    file = tmp_path / "matrix.toml"
    file.write_text(text, "utf-8")
    with pytest.raises((UserError, RowError), match=sentence) as caught:
        stated.read(file)
    assert str(file) in str(caught.value)


def test_a_release_is_an_environment_of_its_own() -> None:
    """The library is pinned, all else stays as the row has it."""
    row = registry.find("hydra_zen").at("Hydra-Zen", "0.16.0")
    assert row.environment.name == "hydra-zen_pydantic-eq0.16.0"
    assert "--release=0.16.0" in row.reproduce("overrides/hydra_zen/tuple")
    with pytest.raises(UserError, match="does not require 'tyro'"):
        row.at("tyro", "1.0")


def test_what_a_release_has_as_an_extra_only_is_installed_with_it() -> None:
    """From that release on, its pre-releases too; before it, as the row has it."""
    row = registry.find("jsonargparse")
    parts = {"since": "5.0.0rc1", "reason": "apart", "extras": ["yaml"]}
    known = {
        "jsonargparse": Stated("jsonargparse", ("4.53.0", "5.0.0rc2"), newer=(parts,))
    }
    before, after = stated.placed(row, [OWN], known)
    assert before.environment.name == "jsonargparse_shtab_signatures-eq4.53.0"
    assert after.environment.name == "jsonargparse_shtab_signatures_yaml-eq5.0.0rc2"


# -- what is stored -------------------------------------------------------------------------------

CELL = st.fixed_dictionaries(
    {"outcome": st.sampled_from(["right", "wrong_value"]), "detail": st.just("x")},
    optional={"arrived": st.integers(0, 2)},
)
CELLS = st.dictionaries(st.sampled_from("abc"), CELL, max_size=3)
COLUMNS = st.lists(
    st.tuples(
        st.sampled_from(["1.0", "2.0", "3.0"]),
        st.sampled_from(["3.11.7", "3.13.5"]),
        st.dictionaries(st.sampled_from(["overrides", "safety"]), CELLS, max_size=2),
    ),
    unique_by=lambda each: each[:2],
    max_size=6,
).map(
    lambda found: [
        Column(release, python, units={name: {} for name in cells}, cells=cells)
        for release, python, cells in sorted(found, key=lambda each: each[1::-1])
    ]
)


@given(COLUMNS)
def test_only_changes_are_stored_and_all_comes_back(every: list[Column]) -> None:
    """Cells that come and go among them; what is the same as before is not stored."""
    told = columns.stored(every)
    assert columns.loaded(json.loads(json.dumps(told))) == every
    for column in told.values():
        for category, of_it in column["cells"].items():
            base = next(
                (each for each in every if each.name == of_it["before"]), Column("", "")
            ).cells.get(category, {})
            for case, cell in of_it["changed"].items():
                assert cell != base.get(case)


def test_a_release_stands_beside_the_one_before_it() -> None:
    """The oldest of another interpreter beside the same release."""
    every = [
        Column(release, python, units={"safety": {}}, cells={"safety": {}})
        for python in ("3.11.7", "3.13.5")
        for release in ("1", "2")
    ]
    told = columns.stored(every)
    assert {name: each["cells"]["safety"]["before"] for name, each in told.items()} == {
        "1 on 3.11": "",
        "2 on 3.11": "1 on 3.11",
        "1 on 3.13": "1 on 3.11",
        "2 on 3.13": "1 on 3.13",
    }


# -- what is measured -----------------------------------------------------------------------------


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Adapter:
    """Return a row whose releases need no environment; 1.0 cannot be installed."""
    monkeypatch.setattr(
        units, "build", lambda row, _: "no such release" if row.release == "1.0" else ""
    )
    monkeypatch.setattr(units, "refusal", lambda _: "")
    monkeypatch.setattr(Adapter, "versions", lambda row: {"toy": row.release})
    return replace(registry.find("fire"), requirements=("fire",))


KNOWN = {"fire": Stated("fire", ("1.0", "2.0", "3.0"))}


def opened(row: Adapter, folder: Path, known: Any = KNOWN) -> Matrix:
    """Return a matrix of one row, on two interpreters, in two categories."""
    chosen = [find("overrides"), find("change")]
    return Matrix.opened([row], [OWN, OTHER], folder, known, chosen, lambda _: None)


def answered(some: Sequence[Unit], most: int = 99) -> Iterator[tuple[Unit, Answer]]:
    """Answer units as if they had been measured; be killed behind so many."""
    for number, unit in enumerate(some):
        if number == most:
            raise KeyboardInterrupt
        outcome = "right" if unit.row.release == "3.0" else "accepted"
        cell = {"outcome": outcome, "detail": "", "reproduce": "…", "calls": []}
        account = {"created": "2026-11-27T00:00:00+00:00", "seconds": 1.0}
        yield unit, Answer({"one": cell}, account | book.of(unit.row, unit.category))


def test_what_was_measured_is_not_measured_again(toy: Adapter, tmp_path: Path) -> None:
    """Killed, it goes on; what cannot be installed is a fact; another release alone is new."""
    first = opened(toy, tmp_path)
    with pytest.raises(KeyboardInterrupt):
        first.measure(lambda some: answered(some, 2))
    # Two releases in two categories, and on the other interpreter in the one that needs no torch.
    assert opened(toy, tmp_path).measure(answered) == 4
    again = opened(toy, tmp_path)
    assert (again.size, again.measure(answered)) == (6, 0)
    (own,) = again.books
    assert [own.refused(row) for row in own.rows] == [True, False, False] * 2
    more = {"fire": Stated("fire", ("2.0", "3.0", "4.0"))}
    assert opened(toy, tmp_path, more).measure(answered) == 3
    stored = json.loads((tmp_path / "matrix/fire.json").read_text("utf-8"))
    assert [*stored["columns"]] == [
        f"{release} on {python}"
        for python in (OWN.version, "3.99")
        for release in ("2.0", "3.0", "4.0")
    ]
    changed = stored["columns"]["3.0 on 3.99"]["cells"]["overrides"]
    assert changed == {
        "before": "2.0 on 3.99",
        "changed": {"one": {"outcome": "right", "detail": ""}},
    }


def test_what_another_interpreter_has_stays(toy: Adapter, tmp_path: Path) -> None:
    """A run on a machine without it neither drops nor confirms it."""
    opened(toy, tmp_path).measure(answered)
    before = book.file("fire", tmp_path).read_text("utf-8")
    more = {"fire": Stated("fire", ("1.0", "2.0", "2.5", "3.0"))}
    alone = Matrix.opened(
        [toy],
        [OWN],
        tmp_path,
        more,
        [find("overrides"), find("change")],
        lambda _: None,
    )
    assert alone.measure(answered) == 2
    stored = json.loads(book.file("fire", tmp_path).read_text("utf-8"))["columns"]
    assert [name for name in stored if name.endswith("3.99")] == [
        "1.0 on 3.99",
        "2.0 on 3.99",
        "3.0 on 3.99",
    ]
    again = Matrix.opened(
        [toy],
        [OWN],
        tmp_path,
        KNOWN,
        [find("overrides"), find("change")],
        lambda _: None,
    )
    assert again.measure(answered) == 0
    again.books[0].save()
    assert (
        json.loads(before)["columns"]["3.0 on 3.99"]
        == json.loads(book.file("fire", tmp_path).read_text("utf-8"))["columns"][
            "3.0 on 3.99"
        ]
    )


def test_a_changed_row_is_measured_again(
    toy: Adapter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As is one with another lock, in another suite, on another interpreter."""
    opened(toy, tmp_path).measure(answered)
    newer = replace(OTHER, release="3.99.2")
    moved = Matrix.opened(
        [toy], [OWN, newer], tmp_path, KNOWN, [find("overrides")], lambda _: None
    )
    assert moved.measure(answered) == 2
    monkeypatch.setattr(Adapter, "sha256", lambda *_: "0" * 64)
    assert opened(toy, tmp_path).measure(answered) == 6


def test_a_fault_of_ours_is_no_cell(toy: Adapter, tmp_path: Path) -> None:
    """It is told, and measured again."""

    def faulty(some: Sequence[Unit]) -> Iterator[tuple[Unit, Answer]]:
        yield from ((unit, Answer(fault="IndexError()")) for unit in some)

    matrix = opened(toy, tmp_path)
    assert matrix.measure(faulty) == 0
    assert len(matrix.faults) == 6
    assert opened(toy, tmp_path).measure(answered) == 6


def test_what_changes_is_measured_once_more(toy: Adapter, tmp_path: Path) -> None:
    """On both sides; what differs from itself is nobody's finding, and all else is confirmed."""
    asked: list[str] = []

    def unsteady(some: Sequence[Unit]) -> Iterator[tuple[Unit, Answer]]:
        for unit, answer in answered(some):
            asked.append(str(unit))
            again = unit.cases and unit.category.name == "change"
            cells = (
                {"one": {"outcome": "late", "detail": ""}} if again else answer.cells
            )
            yield unit, replace(answer, cells=cells)

    opened(toy, tmp_path).measure(unsteady)
    here = f"on {OWN.version}"
    assert sorted(asked[6:]) == sorted(
        f"fire {release} {where}: {category}, 1 again"
        for release in ("2.0", "3.0")
        for where, category in (
            (here, "change"), (here, "overrides"), ("on 3.99", "overrides"),
        )
    )  # fmt: skip
    (own,) = opened(toy, tmp_path).books
    assert confirming.unconfirmed(own) == []
    cells = {column.name: column.cells for column in own.columns}
    assert cells[f"3.0 {here}"]["change"]["one"]["outcome"] == "unmeasured"
    assert cells[f"3.0 {here}"]["overrides"]["one"]["outcome"] == "right"
    assert opened(toy, tmp_path).measure(unsteady) == 0
    assert len(asked) == 12


def test_what_could_not_be_measured_again_is_not_confirmed(
    toy: Adapter, tmp_path: Path
) -> None:
    """Until it is."""

    def faulty(some: Sequence[Unit]) -> Iterator[tuple[Unit, Answer]]:
        for unit, answer in answered(some):
            yield unit, Answer(fault="lost") if unit.cases else answer

    opened(toy, tmp_path).measure(faulty)
    (own,) = opened(toy, tmp_path).books
    told = {pair.category for pair in confirming.unconfirmed(own)}
    assert told == {"change", "overrides"}
    opened(toy, tmp_path).measure(answered)
    (own,) = opened(toy, tmp_path).books
    assert confirming.unconfirmed(own) == []


def test_a_cluster_gets_orders_and_sends_cells(
    toy: Adapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of other files than where it was ordered nothing is measured; a lost task is a fault."""
    monkeypatch.setattr(Adapter, "require", lambda _: None)
    monkeypatch.setattr(
        units, "measured", lambda unit: Answer({"a": {}}, {"n": str(unit)})
    )
    some = [Unit(toy.at("fire", "0.6.0"), find(name)) for name in ("safety", "change")]
    lines = [*map(worker.line, some)]
    other = lines[0].replace(b'"suite": "', b'"suite": "0')
    answers = [worker._followed(each) for each in (*lines, other)]
    assert [each.account.get("n", "") for each in answers] == [*map(str, some), ""]
    assert "other than where it was ordered" in answers[2].fault
    back = [
        (1, rayed.Told(json.dumps(asdict(answers[1])).encode())),
        (0, rayed.Told(b"Traceback", "far", "no module")),
        (0, rayed.Told(trouble="lost")),
    ]
    monkeypatch.setattr(rayed, "answered", lambda *_: iter(back))
    first, second, third = [answer for _, answer in worker.followed(some, "auto")]
    assert first == answers[1]
    assert second.fault.startswith("far could not look at it (no module)")
    assert third.fault == "lost"


@pytest.mark.parametrize(("load", "believed"), [(1.0, True), (99.0, False)])
def test_a_machine_at_work_is_no_librarys_fault(
    load: float, *, believed: bool, toy: Adapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What took too long there is measured later; a program that hangs is a finding elsewhere."""
    cell = {"outcome": "broken", "detail": "over the time limit"}
    found = {"fire": {"alias_bomb": cell}}
    monkeypatch.setattr(units, "guarded", lambda *_: (found, None))
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0, 0))
    answer = units.measured(Unit(toy.at("fire", "3.0"), find("safety")))
    assert bool(answer.fault) is not believed
    assert (answer.cells == found["fire"]) is believed


def test_what_is_stored_is_reproduced_beside(toy: Adapter, tmp_path: Path) -> None:
    """A cell of a release is compared with that, and with no other."""
    opened(toy, tmp_path).measure(answered)
    found = reproducing.published(toy.at("fire", "3.0"), tmp_path)
    assert found["cells"]["overrides"]["fire"]["one"]["outcome"] == "right"
    assert reproducing.published(toy.at("fire", "9.0"), tmp_path) == {"cells": {}}


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    """In one sentence that names it, before anything is measured."""
    path = book.file("fire", tmp_path)
    path.parent.mkdir()
    for text in (
        "{",
        "{}",
        '{"row": "fire", "library": "", "older": [], "newer": [], "columns": {"a": 3}}',
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(UserError, match=r"fire\.json"):
            book.known("fire", tmp_path)


def test_a_release_is_installed_and_locked_once(
    builder: Builder, tmp_path: Path
) -> None:
    """One that there is not is told by uv's own words."""
    for version in ("1.0", "2.0"):
        wheel(tmp_path / "wheels", "upper", version)
    folder = tmp_path / "environments"
    units.install(Environment(("upper==1.0",), OWN, folder), builder)
    assert (builder.locks / "upper-eq1.0.txt").read_text() == "upper==1.0\n"
    with pytest.raises(BuildError, match=r"upper==3\.0"):
        units.install(Environment(("upper==3.0",), OWN, folder), builder)
    assert not (builder.locks / "upper-eq3.0.txt").exists()


# -- older programs -------------------------------------------------------------------------------


def test_a_program_of_before_is_a_copy(tmp_path: Path) -> None:
    """Of the whole row, made once; a piece that is gone is told."""
    row = registry.find("fire").at("fire", "0.6.0")
    (piece, *_) = [
        line for line in row.program.read_text().splitlines() if "def main" in line
    ]
    made = older.as_of(row, {piece: "def main(*_):  # of before"}, tmp_path)
    assert "# of before" in made.program.read_text()
    assert made.sha256() != row.sha256()
    before = made.program.stat().st_mtime_ns
    older.as_of(row, {piece: "def main(*_):  # of before"}, tmp_path)
    assert made.program.stat().st_mtime_ns == before
    with pytest.raises(RowError, match=r"matrix\.toml: fire\.older: .*stands 0 times"):
        older.as_of(row, {"no such piece": ""}, tmp_path)
    with pytest.raises(RowError, match=r"stands \d+ times in .*; expected once"):
        older.as_of(row, {"import": ""}, tmp_path)


def test_a_piece_may_be_of_another_program_of_the_row(tmp_path: Path) -> None:
    """Such as the one that saves and loads values."""
    row = registry.find("draccus").at("draccus", "0.10.0")
    piece = "draccus.load(schema(keys), path)"
    made = older.as_of(
        row, {piece: "draccus.load(schema(keys), path.open())"}, tmp_path
    )
    assert "path.open()))" in (made.folder / "values.py").read_text("utf-8")
    assert made.program.read_bytes() == row.program.read_bytes()


def test_a_copy_is_called_as_the_program_is() -> None:
    """In every text that is stored; where there is no copy nothing is replaced."""
    row = registry.find("omegaconf")
    (placed, *_) = stated.placed(row, [OWN], stated.read())
    said = f"python {placed.started[1]} a=1"
    assert older.told(said, placed) == "python adapters/omegaconf/train.py a=1"
    assert older.told(said, row) == said
    assert (
        older.told(f"{ROOT}/adapters/fire/train.py:4", row)
        == "adapters/fire/train.py:4"
    )


# -- changelogs -----------------------------------------------------------------------------------

QUOTED = """[toy."2.0"]
read = "CHANGES"

[[toy."2.0".lines]]
quoted = "Refuse what is unknown"
source = "a/toy@1/CHANGES"
cells = ["overrides/misspelt*"]
"""


def test_what_is_quoted_is_looked_up(tmp_path: Path) -> None:
    """Word for word, wherever lines are broken; a source that is not there is a fault."""
    file, source = tmp_path / "changelogs.toml", tmp_path / "a/toy@1/CHANGES"
    file.write_text(QUOTED, "utf-8")
    assert "a/toy@1/CHANGES" in next(changelogs.faults(tmp_path, file))
    source.parent.mkdir(parents=True)
    source.write_text("* Refuse what\n  is unknown (#3)\n", "utf-8")
    assert [*changelogs.faults(tmp_path, file)] == []
    source.write_text("* Refuse what is known\n", "utf-8")
    (fault,) = changelogs.faults(tmp_path, file)
    assert fault.startswith("toy 2.0: a/toy@1/CHANGES does not say")


@pytest.mark.parametrize(
    "text", ["toy = 3", "[toy]\n2 = 3", '[toy."2"]', "[toy.2]\nread=3"]
)
def test_a_wrong_quotation_is_told(text: str, tmp_path: Path) -> None:
    """With its place."""
    file = tmp_path / "changelogs.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(RowError, match=r"changelogs\.toml"):
        changelogs.read(file)


def test_what_is_quoted_is_of_releases_that_are_stated() -> None:
    """And the report has it."""
    known = {each.library: each.releases for each in stated.read().values()}
    quoted = changelogs.read()
    assert {*quoted} <= {*known}
    for library, releases in quoted.items():
        assert {*releases} <= {*known[library]}, library


# -- what is typed --------------------------------------------------------------------------------


def test_only_discrete_categories_are_asked() -> None:
    """No times, no trackers, no ranks."""
    assert [each.name for each in units.discrete()] == [
        "change",
        "overrides",
        "roundtrip",
        "safety",
        "features",
    ]
    with pytest.raises(UserError, match=r"'startup' is not asked of releases"):
        commanded._categories("startup")


def test_a_release_of_the_standard_library_is_pythons() -> None:
    """And what is no version is told."""
    with pytest.raises(UserError, match="its releases are Python's"):
        reproducing.parse("overrides/argparse/tuple", release="3.12")
    with pytest.raises(UserError, match=r"--release: .*expected a version"):
        reproducing.parse("overrides/fire/tuple", release="new")
    wanted = reproducing.parse("overrides/fire/tuple", release="0.6.0")
    assert wanted.row.environment.name == "fire-eq0.6.0"
