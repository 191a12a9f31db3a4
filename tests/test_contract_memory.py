"""What was found kept is remembered as long as nothing changes that it depends on."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import contract, registry
from benchmarks.contract import memory
from benchmarks.contract.memory import Memory, cache_folder, keys
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.environments import READY, Environment
from benchmarks.environments.interpreters import OWN
from benchmarks.outcomes import Outcome
from tests.miniatures import build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a flawless row with config files and a patch."""
    configs = tmp_path / "configs" / "flawless"
    configs.mkdir(parents=True)
    (configs / "default.yaml").write_text("a: 1\n", encoding="utf-8")
    row = build("flawless", tmp_path / "adapters")
    (row / "changes").mkdir()
    (row / "changes" / "add_model.patch").write_text("+a\n", encoding="utf-8")
    return row


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what replaces a text in a file of a row."""

    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def unlinked(folder: Path) -> None:
    """Take the config files away."""
    shutil.rmtree(folder.parent.parent / "configs")


RUNS = {"defaults", "help", "overrides", "together", "saves", "trains", "reruns"}
LISTS = {"mistakes", "pieces", "values", "gaps", "outlook"}

#: What is changed, and which findings are not remembered then.
CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "nothing": (lambda _: None, set()),
    "a comment": (replaced("train.py", "import ast\n", "import ast  # x\n"), {"types"}),
    "a value": (replaced("train.py", '"n_epochs": 3', '"n_epochs": 4'), {"types"} | RUNS | LISTS),
    "a title": (replaced("adapter.toml", '"Miniature"', '"Mini"'), set()),
    "a conversion": (replaced("adapter.toml", "JSON has no path.", "It has none."), RUNS | LISTS),
    "a library": (replaced("adapter.toml", '["ast"]', '["x"]'), {"pieces"}),
    "words": (replaced("overrides.toml", "model.n_layers=3", "model.n_layers=4"), LISTS),
    "the spelling": (replaced("dialect.py", "no literal", "nothing"), {"types"} | RUNS | LISTS),
    "values": (replaced("values.py", '"\\n"', '"\\t"'), {"types"} | LISTS),
    "a patch": (replaced("changes/add_model.patch", "+a", "+b"), LISTS),
    "a config file": (replaced("../../configs/flawless/default.yaml", "1", "2"), RUNS | LISTS),
    "a file less": (unlinked, RUNS | LISTS),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_changed_is_examined_again(change: str, folder: Path) -> None:
    """A key changes with what the check reads, and with nothing else."""
    before = keys(registry.read(folder))
    alter, expected = CHANGES[change]
    alter(folder)
    after = keys(registry.read(folder))
    assert {name for name in before if before[name] != after[name]} == expected


def test_what_a_text_shows_is_never_remembered(folder: Path) -> None:
    """It is at hand at once; and a check that nobody has declared is made each time."""
    named = {*keys(registry.read(folder))}
    assert named == {"types"} | RUNS | LISTS
    # What a run will publish is foretold, and no part of the contract.
    assert named - {"outlook"} < contract.CHECKS.keys()


@pytest.mark.parametrize("what", ["installed", "_harness"])
def test_another_environment_is_another_key(
    what: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release of a library, and a source of ours."""
    row = registry.read(folder)
    before = keys(row)["trains"]
    assert before == keys(row)["trains"]
    other: object = {"x": "9"} if what == "installed" else "another"
    monkeypatch.setattr(memory, what, lambda *_: other)
    assert keys(row)["trains"] != before


def test_another_release_or_lock_is_another_key(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is installed where the row runs, and what that was built from."""
    own = Environment((), OWN, tmp_path / "environments")
    row = registry.read(folder)
    monkeypatch.setattr(type(row), "environment", own)
    keys_ = [keys(row)["trains"]]
    for place, name, text in (
        (own.site / "some-1.0.dist-info", "METADATA", "Name: some\nVersion: 1.0\n"),
        (own.site / "some-1.0.dist-info", "METADATA", "Name: some\nVersion: 1.1\n"),
        (own.root, READY, "a lock"),
        (own.root, READY, "another lock"),
        (own.core.root, READY, "a lock"),
    ):
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
        keys_.append(keys(row)["trains"])
    assert len({*keys_}) == len(keys_)


def test_rows_and_checks_do_not_share_findings(folder: Path) -> None:
    """Neither those of two checks of a row, nor those of a copy under another name."""
    row = registry.read(folder)
    other = registry.read(Path(shutil.copytree(folder, folder.parent / "other")))
    assert len({keys(row)["trains"], keys(row)["reruns"], keys(other)["trains"]}) == 3


# -- the file -------------------------------------------------------------------------------------


def test_a_finding_comes_back(tmp_path: Path) -> None:
    """In another session, too, and beside what another has found meanwhile."""
    file = tmp_path / "new" / "checks.json"
    first, second = Memory(file), Memory(file)
    first.keep("a", "one")
    second.keep("b", "two")
    later = Memory(file)
    assert [later.recall(name) for name in "abc"] == ["one", "two", None]
    assert [*file.parent.iterdir()] == [file]


def test_the_oldest_findings_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file does not grow for ever."""
    monkeypatch.setattr(memory, "_KEPT", 3)
    known = Memory(tmp_path / "checks.json")
    for name in "abcd":
        known.keep(name, name)
    assert [*json.loads((tmp_path / "checks.json").read_text())] == [*"bcd"]


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"a": 3}', "[" * 100_000, "\x00"])
def test_a_broken_file_is_none(content: str, tmp_path: Path) -> None:
    """Everything is examined anew, and remembered from then on."""
    file = tmp_path / "checks.json"
    file.write_text(content, encoding="utf-8")
    known = Memory(file)
    assert known.recall("a") is None
    known.keep("a", "one")
    assert Memory(file).recall("a") == "one"


def test_a_place_that_cannot_be_written_costs_nothing() -> None:
    """What was found is known as long as the command runs."""
    known = Memory(Path("/proc/nowhere/checks.json"))
    known.keep("a", "one")
    assert known.recall("a") == "one"


@pytest.mark.parametrize("given", [None, "", "not/absolute"])
def test_the_cache_is_the_user_s(
    given: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the XDG rules say: an absolute XDG_CACHE_HOME, else ~/.cache."""
    monkeypatch.setenv("HOME", str(tmp_path))
    if given is None:
        monkeypatch.delenv("XDG_CACHE_HOME")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", given)
    assert cache_folder() == tmp_path / ".cache" / "configbench"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert cache_folder() == tmp_path / "x" / "configbench"


# -- through an examination -----------------------------------------------------------------------


def test_a_fault_is_looked_at_each_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept is not run again, and says that it is remembered."""
    ran: list[str] = []

    def trains(_: Subject) -> Verdict:
        ran.append("trains")
        return Verdict(Outcome.RIGHT, "weights")

    def saves(_: Subject) -> Verdict:
        ran.append("saves")
        return Verdict(Outcome.WRONG_VALUE, "nothing")

    monkeypatch.setattr(contract, "CHECKS", {"trains": trains, "saves": saves})
    shown = []
    for _ in range(2):
        subject, known = Subject(registry.read(folder)), Memory(tmp_path / "c.json")
        shown.append([str(each) for each in contract.examine(subject, known)])
    assert ran == ["trains", "saves", "saves"]
    first, second = shown
    assert first[0] == "ok  trains      weights"
    assert second == [f"{first[0]} (remembered)", first[1]]
