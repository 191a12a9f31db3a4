"""Disks that fill, and folders that cannot be written, under a run, a report and a check.

``python -m tests.attacks --only full-disk-report --points 50``: each point is a disk of a size
drawn by seed, which the command fills by its own writes, or one that a neighbour fills at a random
instant.  What was there must be there still, whole, or its successor; nothing half is left.
"""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.attacks import trees
from tests.attacks.trees import Done, Tree

_NARROW = Path(__file__).parent / "narrow.py"
_OFTEN = Path(__file__).parent / "often.py"
_UNSHARE = ("unshare", "--user", "--map-root-user", "--mount")

MIB = 1 << 20
#: A disk that is large enough for anything here.
WIDE = 512 * MIB
#: At how many points it is tried as a command of its own, too: there exit codes come from.
ALSO = 2
#: What says that a disk was the reason: the system's words, and the harness's.
_FULL = ("No space left", "are free, expected at least", "Disk quota")


class NotHereError(Exception):
    """An attack cannot be tried on this machine; the message says why."""


@cache
def require_mounts() -> None:
    """Find out by trying whether disks can be mounted."""
    if shutil.which(_UNSHARE[0]) is None:
        raise NotHereError("there is no unshare here")
    done = subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise NotHereError(f"no namespace of mounts is allowed here: {said}")


@dataclass(frozen=True)
class Disk:
    """A disk under one folder.

    Attributes
    ----------
    size
        Its bytes.
    fill
        After how many seconds a neighbour fills it.
    read_only
        Whether nothing can be written there.
    """

    size: int = WIDE
    fill: float | None = None
    read_only: bool = False

    def __str__(self) -> str:
        if self.read_only:
            return "read-only"
        filled = "" if self.fill is None else f", filled after {self.fill:.2f} s"
        return f"{self.size // 1024} KiB{filled}"


@dataclass(frozen=True)
class Under:
    """What is run upon a disk.

    Attributes
    ----------
    words
        What is typed behind ``python -m``, with ``{}`` for the folder.
    start
        What lies in the folder at first.
    variables
        Environment variables, with ``{}`` for the folder.
    folders
        Empty folders that are made there.
    """

    words: tuple[str, ...]
    start: Path
    variables: dict[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Upon:
    """What came of a command upon a disk.

    Attributes
    ----------
    done
        How it ended, in how many ``seconds``.
    folder
        What lay on the disk then.
    held, taken
        The bytes of the disk that were taken before and then.
    """

    done: Done
    folder: Path
    seconds: float
    held: int
    taken: int

    def files(self) -> dict[str, bytes]:
        """Return the content of each file, by its name in the folder."""
        return _content(self.folder)


def _content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


#: Runs a command upon a disk that is described as `narrow.py` has it; returns what that tells.
Runner = Callable[[Tree, Under, dict[str, Any]], dict[str, Any]]


def _typed(tree: Tree, under: Under, asked: dict[str, Any]) -> dict[str, Any]:
    here = asked["folder"]
    ran = tree.typed(
        [
            *(*_UNSHARE, "python3", str(_NARROW), json.dumps(asked), "--"),
            *tree.words(*(word.replace("{}", here) for word in under.words)),
        ],
        more={key: text.replace("{}", here) for key, text in under.variables.items()},
        seconds=1200,
    )
    lines = [line for line in ran.output.splitlines() if line[:1] == "{"]
    if not lines:
        raise NotHereError(f"nothing came back: {ran.output[-300:]}")
    told: dict[str, Any] = json.loads(lines[0])
    return told


@contextmanager
def _often(tree: Tree, doing: str) -> Iterator[Runner]:
    """Return what writes a ``report`` or a ``run`` upon many disks, its pages found once."""
    require_mounts()
    with subprocess.Popen(
        [*_UNSHARE, sys.executable, str(_OFTEN), doing],
        cwd=tree.root,
        env=tree.variables(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        asks, answers = process.stdin, process.stdout
        assert asks is not None
        assert answers is not None

        def run(_: Tree, __: Under, asked: dict[str, Any]) -> dict[str, Any]:
            asks.write(json.dumps(asked) + "\n")
            asks.flush()
            told: dict[str, Any] = json.loads(answers.readline())
            return told

        yield run


@contextmanager
def upon(
    tree: Tree, under: Under, disk: Disk, runner: Runner = _typed
) -> Iterator[Upon]:
    """Run a command upon a disk; what lies there in the end is there meanwhile."""
    require_mounts()
    with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
        folder, end = Path(name) / "disk", Path(name) / "end"
        asked = {
            "folder": str(folder),
            "size": disk.size,
            "start": str(under.start),
            "end": str(end),
            "fill": disk.fill,
            "read_only": disk.read_only,
            "folders": under.folders,
        }
        told = runner(tree, under, asked)
        done = Done(told["exit"], told["output"].replace(str(folder), "DISK"))
        yield Upon(done, end, *(told[key] for key in ("seconds", "held", "taken")))


# -- what must be true ----------------------------------------------------------------------------


def results_lost(start: Path, end: Path) -> list[str]:
    """Return which stored results are not there any more, or not whole."""
    before = trees.units(start / "results.json")
    try:
        after = trees.units(end / "results.json")
    except ValueError as error:
        return [f"results.json is not whole: {error}"]
    lost = [unit for unit, cells in before.items() if cells and not after.get(unit)]
    if not lost:
        return []
    return [f"{len(lost)} of {len(before)} units of results.json are lost: {lost[0]}"]


def half(
    start: dict[str, bytes], end: dict[str, bytes], whole: dict[str, bytes]
) -> list[str]:
    """Return which files are neither as before nor as after an undisturbed run, or are left over.

    A file that holds a time is known as whole by its last bytes; ``results.json``, whose end tells
    whether a run was interrupted, as JSON (:func:`results_lost`).
    """
    told = []
    for name, content in end.items():
        if name not in start and name not in whole:
            told.append(f"{name} is left over, {len(content)} bytes")
        elif name != "results.json" and content not in {
            start.get(name),
            whole.get(name),
        }:
            expected = whole.get(name, b"")[-24:]
            if not content or not content.endswith(expected):
                told.append(f"{name} is cut off after {len(content)} bytes")
    told += [f"{name} is gone" for name in start if name not in end and name in whole]
    return told


def amiss(under: Under, found: Upon, whole: dict[str, bytes]) -> list[str]:
    """Return what is wrong with what a disk has left."""
    told = results_lost(under.start, found.folder)
    told += half(_content(under.start), found.files(), whole)
    complete = found.files().keys() >= whole.keys() and found.done.exit == 0
    if not complete:
        told += found.done.amiss("DISK")
        if not any(word in found.done.output for word in (*_FULL, "Read-only")):
            told.append("nothing says that the disk is the reason")
    return told


# -- points ---------------------------------------------------------------------------------------


def points(
    tree: Tree,
    under: Under,
    count: int,
    judge: Callable[[Under, Upon, dict[str, bytes]], list[str]] = amiss,
    runner: Runner = _typed,
) -> list[str]:
    """Run a command upon disks that fill at so many random points; return what is amiss.

    Every second disk is too small from the beginning: its size is drawn between what lies there
    and what the undisturbed command has taken.  The others a neighbour fills at an instant drawn
    from the time of the undisturbed command.
    """
    chance = random.Random(0)
    if runner is not _typed:
        with upon(tree, under, Disk(), runner):
            pass  # what it does once is no time of its own
    with upon(tree, under, Disk(), runner) as found:
        if found.done.exit:
            return [f"undisturbed: exit {found.done.exit}: {found.done.output[-300:]}"]
        whole, seconds, least, most = (
            found.files(),
            found.seconds,
            found.held,
            found.taken,
        )
    told, bitten = [], 0
    for number in range(count):
        small = number % 2 == 0
        disk = (
            Disk(chance.randrange(least, max(most, least + 4096), 4096))
            if small
            else Disk(most + 2 * MIB, chance.uniform(0, seconds))
        )
        with upon(tree, under, disk, runner) as found:
            bitten += found.done.exit != 0
            wrong = judge(under, found, whole)
        told += [f"{disk}: {each}" for each in wrong]
        print(
            f"  {number + 1}: {disk}: exit {found.done.exit}: {'; '.join(wrong) or 'well'}",
            flush=True,
        )
    print(f"  {count} points, {bitten} stopped the command", flush=True)
    if not bitten and count > 1:
        told.append(f"none of {count} points stopped the command: nothing was tried")
    return told


# -- the commands ---------------------------------------------------------------------------------


@contextmanager
def reported(
    tree: Tree, rows: tuple[str, ...], categories: tuple[str, ...]
) -> Iterator[Path]:
    """Make a folder with the results and the report of some rows."""
    with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
        folder = Path(name) / "report"
        trees.few(tree, folder, rows, categories)
        done = tree.run("report", "--dir", str(folder))
        if done.exit:
            raise NotHereError(f"no report to begin with: {done.output[-300:]}")
        yield folder


def run(tree: Tree, count: int) -> list[str]:
    """A run: two rows are there with all that is known of them; one is measured again, one anew."""
    with reported(tree, trees.ROWS[:2], ("lines", "safety")) as start:
        words = tree.benchmark(Path("{}"), "lines", ("argparse", "configparser"))
        under = Under(tuple(words), start)
        with _often(tree, "run") as runner:
            told = points(tree, under, count, runner=runner)
        return told + points(tree, under, ALSO)


def report(tree: Tree, count: int) -> list[str]:
    """A report: that of two rows is there, results of three are rendered."""
    with reported(tree, trees.ROWS[:2], ("lines", "safety")) as start:
        trees.few(tree, start, trees.ROWS, ("lines", "safety", "change"))
        under = Under(("report", "--dir", "{}"), start)
        with _often(tree, "report") as runner:
            told = points(tree, under, count, runner=runner)
        return told + points(tree, under, ALSO)


def report_check(tree: Tree, count: int) -> list[str]:
    """``report --check`` reads only: whatever the disk does, nothing changes."""
    with reported(tree, trees.ROWS[:2], ("lines",)) as start:
        under = Under(("report", "--check", "--dir", "{}"), start)
        told = []
        chance = random.Random(0)
        for number in range(count):
            disk = Disk(4 * MIB, fill=chance.uniform(0, 2))
            with upon(tree, under, disk) as found:
                same = found.files() == _content(start)
                wrong = [] if same else ["a file has changed"]
                wrong += found.done.amiss("", refused=False)
            told += [f"{disk}: {each}" for each in wrong]
            print(f"  {number + 1}: {disk}: {'; '.join(wrong) or 'well'}", flush=True)
        return told


def check(tree: Tree, count: int) -> list[str]:
    """``check`` of a row: temporary files and what it remembers lie on the disk that fills."""
    with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
        start = Path(name)
        variables = {"TMPDIR": "{}/tmp", "XDG_CACHE_HOME": "{}/cache"}
        under = Under(
            ("benchmarks", "check", "argparse"), start, variables, ("tmp", "cache")
        )
        return points(tree, under, count, judge=_check_amiss)


def _check_amiss(under: Under, found: Upon, whole: dict[str, bytes]) -> list[str]:
    """A full disk is no fault of the row: it is told, or the check was over before."""
    del under
    told = []
    if left := [name for name in found.files() if name.startswith("tmp/")]:
        told.append(f"{len(left)} temporary files are left: {left[0]}")
    told += [
        f"{name} is left over"
        for name in found.files()
        if name.startswith("cache/") and ("new" in name.rpartition("/")[2])
    ]
    told += [
        f"{name} is not whole"
        for name, content in found.files().items()
        if name.endswith(".json") and not _is_json(content)
    ]
    told += found.done.amiss("", refused=False)
    if found.done.exit and not any(word in found.done.output for word in _FULL):
        last = found.done.output.strip().splitlines()[-1]
        told.append(f"exit {found.done.exit}, and no word of the disk: {last[:200]}")
    return told


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def temporary(tree: Tree, count: int) -> list[str]:
    """Little room for temporary files: what is published is what was seen, or unmeasured."""
    with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
        words = tree.benchmark(Path("{}/report"), "overrides", ("argparse",))
        variables = {"TMPDIR": "{}/tmp"}
        under = Under(tuple(words), Path(name), variables, ("tmp", "report"))
        with upon(tree, under, Disk()) as found:
            usual = _outcomes(found.folder)
        chance, told = random.Random(0), []
        for number in range(count):
            # The report needs 3 MiB of it; below 32 MiB nothing is believed.
            small = number % 2 == 0
            size = chance.randrange(3 * MIB, 30 * MIB) if small else WIDE
            disk = Disk(size, None if small else chance.uniform(0, 6))
            with upon(tree, under, disk) as found:
                wrong = found.done.amiss("", refused=False)
                for case, outcome in _outcomes(found.folder).items():
                    if outcome not in {usual.get(case), "unmeasured"}:
                        wrong.append(f"{case} is {outcome}, was {usual.get(case)}")
            told += [f"{disk}: {each}" for each in wrong[:3]]
            print(f"  {number + 1}: {disk}: {'; '.join(wrong) or 'well'}", flush=True)
        return told


def _outcomes(end: Path) -> dict[str, str]:
    stored = trees.units(end / "report/results.json")
    cells = stored.get("overrides/argparse", {})
    return {case: cell["outcome"] for case, cell in cells.items()}


def read_only(tree: Tree) -> list[str]:
    """A folder where nothing can be written: one sentence, and all is as it was."""
    told = []
    with reported(tree, trees.ROWS[:2], ("lines",)) as start:
        trees.few(tree, start, trees.ROWS, ("lines",))
        commands = {
            "run": tuple(tree.benchmark(Path("{}"), "lines", ("argparse",))),
            "report": ("report", "--dir", "{}"),
        }
        for name, words in commands.items():
            under = Under(words, start)
            with upon(tree, under, Disk(read_only=True)) as found:
                wrong = amiss(under, found, {})
                wrong = [each for each in wrong if "left over" not in each]
                if found.files() != _content(start):
                    wrong.append("a file has changed")
            told += [f"{name}: {each}" for each in wrong]
        variables = {"XDG_CACHE_HOME": "{}", "TMPDIR": tempfile.gettempdir()}
        under = Under(("benchmarks", "check", "argparse"), start, variables)
        with upon(tree, under, Disk(read_only=True)) as found:
            told += [f"check: {each}" for each in found.done.amiss("", refused=False)]
            if found.done.exit:
                told.append(f"check: exit {found.done.exit}: no cache is no fault")
    return told
