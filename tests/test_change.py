"""Cost of change: patches apply, do what was asked, and are counted as a reader would."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks import registry, runs
from benchmarks.axes import change
from benchmarks.axes.change import Check, cases, judge, measure, size, words
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome
from benchmarks.process import Finished
from benchmarks.runs import Probe
from benchmarks.values import parse
from tests.miniatures import build

ROWS = registry.names()


@pytest.mark.parametrize("name", ROWS)
def test_every_patch_of_a_row_applies(name: str) -> None:
    """Each change has a patch, empty or not, that fits the row, and words for its checks."""
    adapter = registry.find(name)
    assert words(adapter).keys() <= cases().keys()
    for each in cases().values():
        assert each.patch(adapter).is_file(), each.name
        with runs.workplace() as place:
            changed = change.apply(adapter, each, place)
            for path in changed.folder.rglob("*.py"):
                compile(path.read_bytes(), str(path), "exec")


@pytest.mark.parametrize("name", ROWS)
def test_one_change_of_a_row_does_its_job(name: str) -> None:
    """A sampled change, seen in the record of the changed program."""
    adapter = registry.find(name)
    if missing := adapter.missing():
        pytest.skip(f"pip install {' '.join(missing)} comes first")
    cell = measure(adapter, "change_default")
    assert cell["outcome"] == "right", cell["detail"]


@pytest.fixture
def changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the folder of changes that is used instead of it."""
    folder = tmp_path / "changes"
    shutil.copytree(change.CHANGES, folder)
    monkeypatch.setattr(change, "CHANGES", folder)
    return folder


def test_a_patch_that_changes_nothing_is_flagged(changes: Path) -> None:
    """A miniature: an empty patch for a change that needs code does not do what was asked."""
    (changes / "argparse" / "change_default.patch").write_text("", encoding="utf-8")
    cell = measure(registry.find("argparse"), "change_default")
    assert (cell["outcome"], cell["cause"]) == ("silent", "unexplained")
    assert cell["detail"] == "default: n_epochs is 3, expected 5"
    assert (cell["added"], cell["removed"]) == (0, 0)


def test_a_patch_that_no_longer_applies_is_named(changes: Path) -> None:
    """The sentence names the patch."""
    path = changes / "argparse" / "change_default.patch"
    path.write_text(path.read_text(encoding="utf-8").replace("default=3", "default=4"))
    with pytest.raises(
        BenchError, match=r"change_default\.patch does not apply any more"
    ):
        measure(registry.find("argparse"), "change_default")


def test_missing_words_are_told(changes: Path) -> None:
    """A check without words names the change, the check and the file."""
    path = changes / "argparse" / "words.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('set = "--log-every 5"', "")
    )
    with pytest.raises(
        BenchError, match=r"words\.toml: add_int_option\.set is missing"
    ):
        words(registry.find("argparse"))


def test_a_change_is_counted_as_the_lines_axis_counts(tmp_path: Path) -> None:
    """Blank lines, comments and docstrings are free; a line moved by its mark has its role."""
    before = registry.read(build("flawless", tmp_path / "adapters"))
    after = registry.read(build("flawless", tmp_path / "after" / "adapters"))
    source = after.program.read_text(encoding="utf-8")
    source = source.replace(
        "# -- save\n",
        '# -- save\ndef spare() -> None:\n    """Do nothing.\n\n    At all.\n    """\n'
        "    # a comment\n    return None\n\n\n",
    )
    after.program.write_text(source.replace('    "seed": 42,\n', '    "seed": 43,\n'))
    configs = tmp_path / "after" / "configs" / "flawless"
    configs.mkdir(parents=True)
    (configs / "x.yaml").write_text("a: 1\n\n# b\n", encoding="utf-8")
    assert size(before, after) == {
        "added": 4,
        "removed": 1,
        "files": ["adapters/flawless/train.py", "configs/flawless/x.yaml"],
        "roles": ["config", "declare", "save"],
    }
    assert size(before, before)["roles"] == []


def seen(*records: Any, code: int = 0, out: str = "") -> Probe:
    """Return a probe as stated."""
    finished = Finished(("x",), code, None, out, "said", 0.0, 0.1, 0.1)
    return Probe("x", (), records, finished, ())


OWN = {"seed": parse("42")}
SEVEN = {"seed": parse("7")}


@pytest.mark.parametrize(
    ("check", "probe", "outcome"),
    [
        (Check("c", {"seed": parse("9")}), seen({"seed": parse("9")}), Outcome.RIGHT),
        (Check("c", {"seed": parse("9")}), seen({"seed": parse("42")}), Outcome.SILENT),
        (Check("c", {"x": parse("1")}), seen(OWN | {"x": parse("1")}), Outcome.RIGHT),
        (Check("c", {"x": parse("1")}), seen(OWN), Outcome.SILENT),
        (Check("c", {}, refused="seed"), seen(code=2, out="seed: no"), Outcome.RIGHT),
        (Check("c", {}, refused="seed"), seen(code=2), Outcome.LOUD),
        (Check("c", {}, refused="seed"), seen(OWN), Outcome.SILENT),
        (
            Check("c", {}, help="the text"),
            seen(out="see\n   the   text"),
            Outcome.RIGHT,
        ),
        (Check("c", {}, help="the text"), seen(out="see"), Outcome.LOUD),
        (
            Check("c", SEVEN, old_run={"seed": 7}),
            seen(code=1, out="seed?"),
            Outcome.RIGHT,
        ),
        (Check("c", SEVEN, old_run={"seed": 7}), seen(code=1), Outcome.LOUD),
        (Check("c", SEVEN, old_run={"seed": 7}), seen(OWN), Outcome.SILENT),
        (Check("c", SEVEN, old_run={"seed": 7}), seen(SEVEN), Outcome.RIGHT),
        (Check("c", {}, observe=True), seen(code=2), Outcome.RIGHT),
    ],
)
def test_a_check_is_judged_by_what_was_seen(
    check: Check, probe: Probe, outcome: Outcome
) -> None:
    """Effects arrive, mistakes are refused, help shows, old runs load or are refused."""
    assert judge(check, probe, OWN)[0] is outcome
