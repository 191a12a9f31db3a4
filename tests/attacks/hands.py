"""Many hands on one file of results, and runs that are killed: what was measured stays."""

import fcntl
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.attacks import disks, trees
from tests.attacks.trees import Done, Tree

#: Rows that need nothing but Python.
_PLAIN = ("argparse", "argparse_strict", "configparser", "dataclass", "easydict")

#: How long a run may wait for those before it, and how often files are looked at, in seconds.
_PATIENCE, _LOOK = 400.0, 0.02


def together(tree: Tree, count: int) -> list[str]:
    """Start so many runs at once, each of another row, into one file; return what is amiss."""
    rows = _PLAIN[:count]
    with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
        folder = Path(name)
        trees.few(tree, folder, rows, ("change",))
        before = trees.units(folder / "results.json")
        started = [
            _start(tree, tree.benchmark(folder, "lines,safety", (row,))) for row in rows
        ]
        ended = [_end(each) for each in started]
        after = trees.units(folder / "results.json")
        told = [f"{unit} is lost" for unit in before if before[unit] != after.get(unit)]
        for row, done in zip(rows, ended, strict=True):
            if done.exit == 0:
                measured = (f"lines/{row}", f"safety/{row}")
                lost = [unit for unit in measured if not after.get(unit)]
                told += [f"{unit} was measured, exit 0, and is lost" for unit in lost]
            told += [f"{row}: {each}" for each in done.amiss("", refused=False)]
        told += _unannounced(ended, [each.pid for each in started])
        told += [f"{path} is left over" for path in _leftovers(folder)]
    return told


def _unannounced(ended: Sequence[Done], numbers: Sequence[int]) -> list[str]:
    """Return a sentence unless a run says of another, by its number, that it holds the file."""
    for done, own in zip(ended, numbers, strict=True):
        others = [str(number) for number in numbers if number != own]
        for line in done.output.splitlines():
            if "results.json" in line and set(others) & set(re.findall(r"\d+", line)):
                return []
    return ["no run says who holds results.json"]


def _start(tree: Tree, words: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        tree.words(*words),
        cwd=tree.root,
        env=tree.variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _end(started: subprocess.Popen[bytes]) -> Done:
    try:
        output, _ = started.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        started.kill()
        output, _ = started.communicate()
    return Done(started.returncode, output.decode("utf-8", "replace"))


def _leftovers(folder: Path) -> list[str]:
    """Return the names of files that look as if somebody had written them aside."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if re.search(r"\.(new|tmp|part)\b|~$", path.name)
    )


#: What somebody may have written where the holder of a file of results tells who it is.
_LIES = (
    b"",
    b"\xff",
    b"[1]",
    b"[" * 200_000,
    b'{"process": 1, "command": "\\u001b[31m\\u0000", "since": "\\u202e"}',
)


def lies_in_a_lock(tree: Tree) -> list[str]:
    """Hold a file of results, and say nonsense of who does: it is refused in a sentence."""
    told = []
    for lie in _LIES:
        with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
            lock = Path(name) / "results.lock"
            lock.write_bytes(lie)
            words = tree.benchmark(Path(name), "lines", trees.ROWS[:1])
            with lock.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                done = tree.run(*words, "--no-wait")
        wrong = done.amiss("results.json", "at work on it")
        if any(character in done.output for character in "\x1b\x00\u202e"):
            wrong.append("a character that acts is printed")
        told += [f"{lie[:40]!r}: {each}" for each in wrong]
    return told


def killed(tree: Tree) -> list[str]:
    """Kill a run of everything when its first unit is stored; go on with a small one."""
    with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
        folder = Path(name)
        results = folder / "results.json"
        shutil.copy(tree.root / "report/results.json", results)
        before = trees.units(results)
        stored = results.stat().st_mtime_ns
        options = ("-q", "-p", "no:cacheprovider", "--benchmark")
        run = _start(tree, ("pytest", *options, f"--report-dir={folder}"))
        while results.stat().st_mtime_ns == stored and run.poll() is None:
            time.sleep(_LOOK)
        if run.poll() is not None:
            return [f"it ended before it was killed: {_end(run).output[-200:]}"]
        run.send_signal(signal.SIGKILL)
        _end(run)
        told = _lost(before, results)
        (folder / "results.json.new").write_text("{", "utf-8")  # of an older version
        done = tree.run(*tree.benchmark(folder, "lines", trees.ROWS[:1]))
        if done.exit:
            told.append(f"the next run: exit {done.exit}: {done.output[-200:]}")
        told += _lost(before, results)
        told += [f"{each} is left over" for each in _leftovers(folder)]
    return told


def _lost(before: dict[str, object], results: Path) -> list[str]:
    try:
        after = trees.units(results)
    except ValueError as error:
        return [f"results.json is not whole: {error}"]
    lost = [unit for unit, cells in before.items() if cells and not after.get(unit)]
    return [f"{len(lost)} of {len(before)} stored units are lost"] if lost else []


def report_meanwhile(tree: Tree) -> list[str]:
    """Write the report again and again while a run stores its units: no page is ever half."""
    with disks.reported(tree, trees.ROWS, ("lines",)) as folder:
        run = _start(tree, tree.benchmark(folder, "lines,safety", trees.ROWS[:2]))
        writing = _start(tree, ("report", "--dir", str(folder)))
        half = 0
        while run.poll() is None or writing.poll() is None:
            text = (folder / "REPORT.md").read_bytes()
            half += not text.endswith(b"\n")
            trees.units(folder / "results.json")
            time.sleep(_LOOK)
        ended = [_end(run), _end(writing)]
    told = [f"REPORT.md was seen half {half} times"] if half else []
    for done in ended:
        if done.exit:
            told += [f"exit {done.exit}: {done.output[-200:]}"]
    return told
