"""Saved runs where something has changed since: a setting on top, a default, the file itself."""

from pathlib import Path

import pytest

from benchmarks import registry
from benchmarks.categories import change
from benchmarks.categories.roundtrip import CATEGORY
from benchmarks.categories.roundtrip.changed_since import edit, is_text
from tests.cells import measured
from tests.miniatures import build


def test_a_text_is_edited_wherever_it_stands(tmp_path: Path) -> None:
    """All files of a saved folder; the lines of the first that holds it are told."""
    (tmp_path / "a.yaml").write_text("seed: 1234\nother: 1\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("- seed=1234\n", encoding="utf-8")
    assert edit(tmp_path, "1234", "1235") == ["seed: 1235"]
    assert "1235" in (tmp_path / "b.yaml").read_text(encoding="utf-8")
    assert edit(tmp_path, "1234", "1235") == []
    assert is_text(tmp_path)
    (tmp_path / "c").write_bytes(b"\x80\x04\x95")
    assert not is_text(tmp_path)


def test_what_is_changed_on_top_is_what_differs() -> None:
    """For argparse, the saved run with another learning rate trains as those settings do."""
    cells = measured(CATEGORY, registry.find("argparse"), "run/with_change")
    cell = cells["run/with_change"]
    assert cell["outcome"] == "right"
    assert cell["weights"][0] == cell["weights"][1]


def test_a_row_without_a_patch_has_no_default_that_moves(tmp_path: Path) -> None:
    """No patch: the case does not apply.  One that moves nothing is a fault of the row's files."""
    row = registry.read(build("flawless", tmp_path))
    cell = measured(CATEGORY, row, "run/new_default")["run/new_default"]
    assert cell["outcome"] == "not_applicable"
    empty = tmp_path / "empty.patch"
    empty.touch()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(change.Change, "patch", lambda *_: empty)
        cell = measured(CATEGORY, row, "run/new_default")["run/new_default"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert str(empty) in cell["detail"]


def test_a_first_run_that_is_refused_is_told(tmp_path: Path) -> None:
    """Without a first run there is nothing to restore: a refusal."""
    folder = build("flawless", tmp_path)
    program = folder / "train.py"
    text = program.read_text(encoding="utf-8")
    program.write_text(f"raise SystemExit('not today')\n{text}", encoding="utf-8")
    cases = ("run", "run/edited", "first/seed", "fault/target_exists")
    for cell in measured(CATEGORY, registry.read(folder), *cases).values():
        assert (cell["outcome"], cell["by"]) == ("rejected", "unmeasured")
        assert "not today" in cell["detail"]
