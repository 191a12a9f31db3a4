"""Copies of rows under other names are rows: found, whole, and running as their originals do."""

import re
from pathlib import Path

import pytest

from benchmarks import registry, running
from benchmarks.judging import compare
from benchmarks.outcomes import Outcome
from tests import synthetic_rows


def test_so_many_rows_are_laid_out(tmp_path: Path) -> None:
    """Ours first, then copies: each has a name of its own and names no other's files."""
    ours = registry.names()
    addresses = list(synthetic_rows.lay_out(2 * len(ours) + 1, tmp_path))
    assert addresses[: len(ours)] == ours
    rows = registry.find_all(addresses)
    assert [row.name for row in rows[len(ours) :]] == [
        *(f"{name}_2" for name in ours),
        f"{ours[0]}_3",
    ]
    for row in rows[len(ours) :]:
        original = registry.find(row.name.rpartition("_")[0])
        assert len(list(row.files())) == len(list(original.files()))
        for path in row.files():
            text = path.read_text(encoding="utf-8")
            assert not re.search(rf"(adapters|configs)/{original.name}\b(?!_)", text)
        assert row.title == original.title
    assert {each.name for each in tmp_path.iterdir()} == {"adapters", "configs"}


@pytest.mark.parametrize("name", ["argparse_strict", "configparser", "hydra"])
def test_a_copy_runs_as_its_original_does(name: str, tmp_path: Path) -> None:
    """The same settings arrive: config files are found where the copy has them."""
    original = registry.find(name)
    folder = synthetic_rows.copied(original, f"{name}_2", tmp_path)
    one, other = (
        running.probe(row, ()).once(row.name)
        for row in (original, registry.find(f"{folder}/"))
    )
    assert compare(other, one, set()).outcome is Outcome.RIGHT


def test_the_run_is_told_which_rows_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command is pytest's, with all addresses; what pytest returns is returned."""
    commands: list[list[str]] = []

    class Done:
        returncode = 3

    def run(command: list[str], **_: object) -> Done:
        commands.append(command)
        return Done()

    monkeypatch.setattr("subprocess.run", run)
    count, folder = len(registry.names()) + 1, tmp_path / "rows"
    assert synthetic_rows.main([str(count), f"--dir={folder}", "--fast"]) == 3
    (command,) = commands
    assert command[2:4] == ["pytest", "--benchmark"]
    assert command[-1] == "--fast"
    assert command[4].count(",") == count - 1
    assert command[5] == f"--report-dir={folder / 'report'}"
