"""One writer at a time, of a file and of a report; what was there stays until it is replaced."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import held, results
from benchmarks.categories import CATEGORIES, find
from benchmarks.measuring import Choice, Run, choose
from benchmarks.paths import FAST, ROOT
from benchmarks.plugin import report_dir
from configbench import interruption, locked, whole_files
from configbench.errors import UserError
from report import writing
from report.load import ReportError

#: Holds a file of results until its standard input ends.
HOLDER = """
import sys
from pathlib import Path
from benchmarks.held import held
with held(Path(sys.argv[1]), "pytest --benchmark --category lines", print):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where results are."""
    return tmp_path / "results.json"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, that holds them."""
    started = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with started:
        assert started.stdout
        assert started.stdout.readline() == "held\n"
        yield started
        started.kill()


def test_a_second_run_is_told_who_is_at_work_and_waits(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    """It goes on when the first has ended, and nothing is left."""
    told: list[str] = []

    def tell(line: str) -> None:
        told.append(line)
        assert holder.stdin
        holder.stdin.close()

    with held.held(path, "second", tell):
        assert holder.wait() == 0
    (line,) = told
    assert (
        f"{path}: `pytest --benchmark --category lines` (process {holder.pid}" in line
    )
    assert line.endswith("; waiting for its end")
    assert list(path.parent.iterdir()) == []


@pytest.mark.usefixtures("holder")
def test_a_second_run_need_not_wait(path: Path) -> None:
    """It ends in a sentence then."""
    with (
        pytest.raises(UserError, match="is at work on it; without --no-wait"),
        held.held(path, "second", print, wait=False),
    ):
        pass


def test_a_run_that_was_killed_holds_nothing(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    """Its lock is the system's: what it has left is nobody's."""
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert path.with_name(held.NAME).is_file()
    with held.held(path, "next", pytest.fail, wait=False):
        pass
    assert list(path.parent.iterdir()) == []


@pytest.mark.usefixtures("holder")
def test_who_waits_can_be_told_to_end(path: Path) -> None:
    """Ctrl-C is heard while another run is waited for."""
    with (
        interruption.heeded(),
        pytest.raises(interruption.Interrupted),
        held.held(path, "second", lambda _: interruption.request()),
    ):
        pass


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "another run"),
        (b"\xff", "another run"),
        (b"[" * 9_000, "another run"),
        (b"[" * 200_000, "another run"),
        (b'{"command": 1}', "another run"),
        (
            b'{"command": "\\u001b[31m", "process": 7, "since": "x"}',
            r"`\x1b[31m` (process 7, since x)",
        ),
    ],
)
def test_what_lies_in_a_lock_is_not_believed(
    path: Path, content: bytes, told: str
) -> None:
    """Nothing of it acts, and whoever holds it holds it."""
    lock = path.with_name(held.NAME)
    descriptor = locked.opened(lock)
    assert descriptor is not None
    lock.write_bytes(content)
    with (
        pytest.raises(UserError, match=re.escape(f"{told} is at work on it")),
        held.held(path, "second", print, wait=False),
    ):
        pass
    os.close(descriptor)


def test_a_folder_that_is_not_there_is_told(path: Path) -> None:
    """As one that cannot be written."""
    with (
        pytest.raises(UserError, match=r"no/results\.json' cannot be written: No such"),
        held.held(path.parent / "no" / path.name, "second", print),
    ):
        pass


def test_writers_of_one_file_do_not_meet(path: Path) -> None:
    """Whoever comes last has the file, whole; what a killed one has left is used again."""
    path.with_name(".results.json.new").write_text("half of somebody's", "utf-8")
    texts = [f"{number}" * 200_000 for number in range(6)]
    threads = [
        threading.Thread(target=whole_files.write, args=(path, text)) for text in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text("utf-8") in texts
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_nothing_is_written_through_a_link_that_lies_aside(path: Path) -> None:
    """Whoever laid it there chooses no file that is overwritten."""
    other = path.with_name("other")
    other.write_text("kept", "utf-8")
    path.with_name(".results.json.new").symlink_to(other)
    with pytest.raises(UserError, match="cannot be written"):
        whole_files.write(path, "new")
    assert other.read_text("utf-8") == "kept"


def test_where_there_are_no_locks_all_the_same_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems of clusters know none; any other trouble with a lock is told."""

    def refused(number: int) -> Callable[..., None]:
        def flock(*_: object) -> None:
            raise OSError(number, os.strerror(number))

        return flock

    monkeypatch.setattr("fcntl.flock", refused(errno.ENOSYS))
    whole_files.write(path, "new")
    assert path.read_text("utf-8") == "new"
    monkeypatch.setattr("fcntl.flock", refused(errno.EIO))
    with pytest.raises(UserError, match="cannot be written"):
        whole_files.write(path, "newer")
    assert path.read_text("utf-8") == "new"


# -- what stays -----------------------------------------------------------------------------------


def stored(path: Path, rows: tuple[str, ...], **account: Any) -> dict[str, Any]:
    """Store one cell of each category for some rows, and return the results."""
    content = results.new(1)
    content["categories"] = results.describe_categories([])
    for category in CATEGORIES:
        for row in rows:
            address = f"{category.name}/{row}"
            cell = {"outcome": "right", "by": "library", "detail": "", "reproduce": "x"}
            content["cells"][category.name][row] = {"all": cell}
            content["units"][address] = {
                "created": "2020-01-01T00:00:00",
                "seconds": 0.0,
                "sha256": "",
                "versions": {},
                **account,
            }
    for adapter in choose(None, None).adapters:
        if adapter.name in rows:
            content["adapters"][adapter.name] = results.describe(adapter)
    if "gone" in rows:
        content["adapters"]["gone"] = {**content["adapters"]["argparse"], "title": "?"}
    results.save(content, path)
    return content


def small(choice: Choice) -> Choice:
    """Return a choice that is whole, of two rows: all rows take seconds to be described."""
    return Choice(choice.categories, choice.claims, choice.adapters[:2], choice.fast)


def test_an_earlier_cell_stays_until_its_successor_is_measured(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole comparison begins with all that is there; rows that are gone are gone."""
    chosen = small(choose(None, None))
    names = tuple(row.name for row in chosen.adapters)
    monkeypatch.setattr("benchmarks.registry.names", lambda: [*names])
    assert chosen.whole
    before = stored(path, (*reversed(names), "gone", "control"))
    run = Run.start(chosen, path=path)
    run._save()
    after = results.load(path)
    assert list(after["adapters"]) == [*names]
    for category, rows in before["cells"].items():
        assert after["cells"][category] == {
            name: rows[name] for name in rows if name != "gone"
        }
    kept = {unit for unit in before["units"] if not unit.endswith("/gone")}
    assert after["units"].keys() == kept
    lines = find("lines")
    run.unit(lines, [run.choice.row(lines, names[0])])
    after = results.load(path)
    assert after["units"][f"lines/{names[0]}"]["created"] != "2020-01-01T00:00:00"
    assert after["units"][f"lines/{names[1]}"]["created"] == "2020-01-01T00:00:00"


def test_what_an_earlier_run_timed_beside_the_rows_goes_with_its_successor(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the whole comparison, and only when there is one."""
    chosen = small(choose(None, None))
    names = [row.name for row in chosen.adapters]
    monkeypatch.setattr("benchmarks.registry.names", lambda: names)
    stored(path, (*names, "twin+before"))
    run = Run.start(chosen, path=path)
    timed = find("startup")
    assert "twin+before" in run.content["cells"]["startup"]
    cells = run.content["cells"]["startup"]
    monkeypatch.setattr(
        "benchmarks.measuring.guarded",
        lambda *_: ({name: cells[name] for name in names}, None),
    )
    run.unit(timed, chosen.adapters)
    assert [*run.content["cells"]["startup"]] == names
    assert "startup/twin+before" not in run.content["units"]


def test_results_that_cannot_be_read_are_not_written_over(path: Path) -> None:
    """Neither by the whole comparison nor by a part: they may be somebody's, of a newer suite."""
    path.write_text(json.dumps({"schema": 99, "cells": {}}), "utf-8")
    for chosen in (choose("lines", "argparse"), choose(None, None)):
        with pytest.raises(UserError, match="schema is 99"):
            Run.start(chosen, path=path)
    assert json.loads(path.read_text("utf-8"))["schema"] == 99


def test_coarse_figures_take_the_place_of_no_others(path: Path) -> None:
    """They have a folder of their own; elsewhere they replace only their like, and say so."""
    fast = choose("startup,lines", "argparse", fast=True)
    assert report_dir(fast) == FAST
    assert report_dir(choose("startup", "argparse")) == results.FILE.parent
    stored(path, ("argparse",))
    with pytest.raises(
        UserError, match=r"holds startup/argparse without --fast.*--report-dir="
    ):
        Run.start(fast, path=path)
    # Of lines nothing is left out.
    Run.start(choose("lines", "argparse", fast=True), path=path)
    stored(path, ("argparse",), fast=True)
    Run.start(fast, path=path)


@pytest.mark.parametrize(
    ("categories", "coarse"), [("startup", True), ("lines", False)]
)
def test_coarse_units_say_so(
    path: Path, monkeypatch: pytest.MonkeyPatch, categories: str, *, coarse: bool
) -> None:
    """In their account."""
    run = Run.start(choose(categories, "argparse", fast=True), path=path)
    cell = {"outcome": "right", "by": "library", "detail": "", "reproduce": "x"}
    monkeypatch.setattr(
        "benchmarks.measuring.guarded", lambda *_: ({"argparse": {"all": cell}}, None)
    )
    run.unit(run.choice.categories[0], run.choice.adapters)
    account = results.load(path)["units"][f"{categories}/argparse"]
    assert account.get("fast", False) is coarse


# -- pages ----------------------------------------------------------------------------------------


def test_pages_are_replaced_all_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full at the third page leaves all as they were, and is named."""
    (tmp_path / "b.md").write_text("old b", "utf-8")
    (tmp_path / "gone.md").write_text("old", "utf-8")
    (tmp_path / writing.ASIDE).mkdir()
    (tmp_path / writing.ASIDE / "left.md").write_text("of a killed one", "utf-8")
    wanted = {"a.md": "new a", "b.md": "new b", "below/c.md": "new c"}
    write = Path.write_text

    def full(self: Path, text: str, encoding: str) -> int:
        if text == "new c":
            raise OSError(28, "No space left on device")
        return write(self, text, encoding)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(
            ReportError, match=r"below/c\.md: cannot be written: No space"
        ):
            writing.replace(tmp_path, wanted, [tmp_path / "gone.md"])
    names = {each.name: each.read_text("utf-8") for each in tmp_path.iterdir()}
    assert names == {"b.md": "old b", "gone.md": "old"}
    writing.replace(tmp_path, wanted, [tmp_path / "gone.md"])
    assert {name: (tmp_path / name).read_text("utf-8") for name in wanted} == wanted
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.md", "b.md", "below"]
