"""The cheapest of the hostile programs; ``python -m tests.audit.hostile`` tries all."""

from pathlib import Path

import pytest

from tests.audit import hostile

QUICK = {each.name: each for each in hostile.TABLE if each.quick}


@pytest.mark.parametrize("name", QUICK)
def test_what_must_come_of_it(name: str) -> None:
    """It ends as the table says, and has left nothing."""
    became = hostile.tried(QUICK[name])
    assert became.amiss == [], became.printed


def test_a_changed_folder_is_seen(tmp_path: Path) -> None:
    """Content, mode and name count."""
    file = tmp_path / "a"
    file.write_text("1", encoding="utf-8")
    found = {hostile.digest(tmp_path)}
    file.write_text("2", encoding="utf-8")
    found.add(hostile.digest(tmp_path))
    file.chmod(0o600)
    found.add(hostile.digest(tmp_path))
    file.rename(tmp_path / "b")
    found.add(hostile.digest(tmp_path))
    assert len(found) == 4


def test_each_program_is_in_the_table() -> None:
    """None is forgotten, and none is called that is not there."""
    named = {each.name for each in hostile.TABLE if each.command is None}
    files = {
        path.stem
        for path in hostile.UNRULY.glob("*.py")
        if not path.stem.endswith("_beside")
    }
    assert files <= named
    assert named - files == {"no_syntax"}
