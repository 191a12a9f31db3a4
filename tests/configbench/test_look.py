"""The look enters a program that does not know of it, and leaves everything else as it is."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configbench.looking import ENTRY
from tests.configbench import interpreters

PROGRAM = '''"""What it does."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

from pkg.core import fit
from pkg.front import fit as again


def traced(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


@traced
def step(lr: float, n=3, *rest, flag=False, **more):
    """One step."""
    return lr * n


class Trainer:
    def run(self, epochs):
        def inner(deep):
            return deep + 1

        return inner(epochs)

    @staticmethod
    def still(value):
        return value


def numbers(count):
    yield from range(count)


if __name__ == "__main__":
    total = 2**3
    for index in range(2):
        total += index
    print(sys.argv[1:], __doc__, Path(__file__).name, __name__, step.__doc__)
    print(step(0.5, 3, 5, flag="x", k=2), fit(a=1), again(2), Trainer().run(7))
    print(Trainer.still(4), list(numbers(2)))
    Path("went-on").touch()
'''
LINES = PROGRAM.splitlines()


def line_of(text: str) -> int:
    """Return the number of the first line that begins so."""
    return next(
        number for number, line in enumerate(LINES, 1) if line.strip().startswith(text)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a program in two files and a package."""
    (tmp_path / "train.py").write_text(PROGRAM, encoding="utf-8")
    package = tmp_path / "pkg"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "core.py").write_text(
        "def fit(a):\n    return a + 1\n", encoding="utf-8"
    )
    (package / "front.py").write_text("from pkg.core import fit\n", encoding="utf-8")
    return tmp_path


def looked(
    folder: Path, argv: list[str], at: str, action: str = "end", **environ: str
) -> tuple[subprocess.CompletedProcess[str], list[dict[str, Any]]]:
    """Run a command with a look; return how it ended and the lines that the look left."""
    file = folder / "look.jsonl"
    file.unlink(missing_ok=True)
    variables = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ENTRY),
        "CONFIGBENCH_AT": at,
        "CONFIGBENCH_LOOK": f"{action}:{file}",
    }
    done = subprocess.run(
        argv,
        cwd=folder,
        env=variables | environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    lines = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    return done, [json.loads(line) for line in lines]


def plain(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the bodies of the values of each hit."""
    return [
        {name: value.get("v") for name, value in line["values"].items()}
        for line in lines
    ]


STEP = {"lr": "0.5", "n": 3, "rest": [{"t": "int", "v": 5}], "flag": "x"}


@interpreters.each()
@pytest.mark.parametrize(
    ("place", "words", "seen"),
    [
        ("{folder}/train.py:step", ["train.py", "--a b", "ü"], STEP),
        ("{folder}/train.py:step", ["-m", "train"], STEP),
        ("{folder}/pkg/core.py:fit", ["train.py"], {"a": 1}),
        ("pkg.core:fit", ["train.py"], {"a": 1}),
        ("pkg.front:fit", ["train.py"], {"a": 1}),
        ("__main__:step", ["train.py"], STEP),
        ("{folder}/train.py:Trainer.run.inner", ["train.py"], {"deep": 7}),
        ("{folder}/train.py:Trainer.still", ["train.py"], {"value": 4}),
        ("{folder}/train.py:numbers", ["train.py"], {"count": 2}),
    ],
)
def test_a_place_is_reached_and_the_program_ends_there(
    folder: Path, python: str, place: str, words: list[str], seen: dict[str, Any]
) -> None:
    """Whatever the form of the place: what is there is recorded once, and nothing runs after."""
    at = place.format(folder=folder)
    done, lines = looked(folder, [python, *words], at)
    assert (done.returncode, done.stderr) == (0, "")
    (there,) = plain(lines)
    assert {name: there[name] for name in seen} == seen
    assert [*there][: len(seen)] == [*seen]
    assert not (folder / "went-on").exists()


@interpreters.each()
def test_a_line_is_looked_at_before_it_runs(folder: Path, python: str) -> None:
    """The variables are those before the line; with each hit recorded, a loop has two."""
    at = f"{folder}/train.py:{line_of('total += index')}"
    done, lines = looked(folder, [python, "train.py"], at, "record-every")
    assert done.returncode == 0, done.stderr
    there = [(one["index"], one["total"]) for one in plain(lines)]
    assert there == [(0, 8), (1, 8)]
    assert (folder / "went-on").exists()
    done, lines = looked(folder, [python, "train.py"], at, "record")
    assert len(lines) == 1


@interpreters.each()
def test_a_value_is_returned_and_the_program_goes_on(folder: Path, python: str) -> None:
    """The function returns at once, each time, what the expression gives in the file's words."""
    place = f"{folder}/train.py:step"
    done, lines = looked(
        folder, [python, "train.py"], place, "return", CONFIGBENCH_RETURN="Path('x')"
    )
    assert "x 2 3 8" in done.stdout
    assert len(lines) == 1


#: Programs whose output, exit and traceback must be theirs.
ENDS = {
    "error": "def f():\n    raise ValueError('no')\n\nf()\n",
    "chained": "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise KeyError(1) from e\n",
    "exit 3": "import sys\nsys.exit(3)\n",
    "exit text": "raise SystemExit('says so')\n",
    "exit none": "raise SystemExit\n",
    "atexit": "import atexit\natexit.register(print, 'later')\nprint('now')\n",
    "thread": (
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.1), print('late'))).start()\n"
    ),
    "syntax": "def f(:\n    pass\n",
    "import of what cannot be compiled": "import bad\n",
    "names": "print(sorted(set(globals()) - {'__annotations__', '__annotate__'}), __name__)\n",
    "source": "import inspect\n\ndef f():\n    return 1\n\nprint(inspect.getsource(f))\n",
    "interrupted": "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nprint(1)\n",
}


@interpreters.each()
@pytest.mark.parametrize("name", ENDS)
def test_a_program_ends_as_ever(tmp_path: Path, python: str, name: str) -> None:
    """Output, exit and traceback are the same with a look that is never reached.

    It is planted in the file, where nothing comes to it, or in another one.
    """
    (tmp_path / "bad.py").write_text("x = = 1\n", encoding="utf-8")
    source = ENDS[name] + "\nif False:\n    never = 1\n"
    program = tmp_path / "prog.py"
    program.write_text(source, encoding="utf-8")
    without = subprocess.run(
        [python, "prog.py"], cwd=tmp_path, env={}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    for end in (f"{program}:{len(source.splitlines())}", f"{tmp_path}/bad.py:9"):
        done, lines = looked(tmp_path, [python, "prog.py"], end)
        assert (done.returncode, done.stdout, done.stderr) == (
            without.returncode,
            without.stdout,
            without.stderr,
        ), end
        assert lines == []


CHILDREN = """
import multiprocessing, os, sys

def work(number):
    return number

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    children = [context.Process(target=work, args=(each,)) for each in (1, 2)]
    for each in children:
        each.start()
    for each in children:
        each.join()
    work(3)
"""


@interpreters.each()
@pytest.mark.parametrize("way", ["fork", "spawn", "forkserver"])
def test_each_process_has_its_own_first_hit(
    tmp_path: Path, python: str, way: str
) -> None:
    """Children that are forked or spawned are looked at, too."""
    (tmp_path / "work.py").write_text(CHILDREN, encoding="utf-8")
    _, lines = looked(
        tmp_path, [python, "work.py", way], f"{tmp_path}/work.py:work", "record"
    )
    assert sorted(one["number"] for one in plain(lines)) == [1, 2, 3]
    assert len({line["pid"] for line in lines}) == 3


@interpreters.each()
def test_an_environment_keeps_its_own_sitecustomize(folder: Path, python: str) -> None:
    """The one that ours stands before runs, and is what the name means afterwards."""
    own = folder / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import os\nMARK = 1\nprint('own')\n")
    (folder / "show.py").write_text(
        "import sitecustomize, sys\n"
        "print(sitecustomize.MARK, [p for p in sys.path if 'inside' in p])\n"
    )
    done, _ = looked(
        folder,
        [python, "show.py"],
        f"{folder}/show.py:step",
        PYTHONPATH=f"{ENTRY}{os.pathsep}{own}",
    )
    assert (done.stdout, done.stderr) == ("own\n1 []\n", "")


def test_a_clock_stamps_before_anything_else(folder: Path) -> None:
    """A program that puts the clocks back moves no stamp; the modules so far are told."""
    (folder / "late.py").write_text(
        "import time\nbefore = time.monotonic()\n"
        "time.monotonic = lambda: -1.0\ntime.process_time = lambda: -1.0\n"
        "from pkg.core import fit\nimport sys\nprint(before, flush=True)\nfit(1)\nprint('on')\n",
        encoding="utf-8",
    )
    done, (stamp,) = looked(
        folder, [sys.executable, "late.py"], "pkg.core:fit", "clock"
    )
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert [*stamp] == ["monotonic", "cpu", "modules"]
    assert 0 < stamp["monotonic"] - float(done.stdout) < 60
    assert stamp["cpu"] > 0
    assert {"pkg", "sys", "time"} <= {*stamp["modules"]}
    assert "json" not in stamp["modules"]


def test_a_program_may_end_with_its_stamp(folder: Path) -> None:
    """At once: nothing of its own runs behind it, but what it printed is there."""
    (folder / "late.py").write_text(
        "import atexit\natexit.register(print, 'at exit')\n"
        "from pkg.core import fit\nprint('before')\n"
        "try:\n    fit(1)\nfinally:\n    print('behind')\n",
        encoding="utf-8",
    )
    argv = [sys.executable, "late.py"]
    done, (stamp,) = looked(folder, argv, "pkg.core:fit", "clock-end")
    assert (done.returncode, done.stdout) == (0, "before\n")
    assert [*stamp] == ["monotonic", "cpu", "modules"]
    done, _ = looked(folder, argv, "pkg.core:fit", "clock")
    assert done.stdout == "before\nbehind\nat exit\n"


THREADS = """
from concurrent.futures import ThreadPoolExecutor

def work(number, filling):
    return number

with ThreadPoolExecutor(8) as pool:
    list(pool.map(lambda each: work(each, list(range(2000))), range(60)))
"""


@interpreters.each()
def test_threads_lose_no_hit(tmp_path: Path, python: str) -> None:
    """While one is looked at, the others come to the place, too."""
    (tmp_path / "prog.py").write_text(THREADS, encoding="utf-8")
    _, lines = looked(
        tmp_path, [python, "prog.py"], f"{tmp_path}/prog.py:work", "record-every"
    )
    assert sorted(one["number"] for one in plain(lines)) == [*range(60)]


@interpreters.each()
@pytest.mark.parametrize("way", ["module", "file"])
@pytest.mark.parametrize(
    ("module", "function", "call", "first"),
    [
        # Loaded by the look itself; loaded by every interpreter, and frozen from 3.11 on.
        ("json", "dumps", "dumps(['here'])", [{"t": "str", "v": "here"}]),
        ("posixpath", "join", "join('here', 'x')", "here"),
    ],
)
def test_what_was_loaded_before_is_looked_into(
    tmp_path: Path,
    python: str,
    way: str,
    module: str,
    function: str,
    call: str,
    first: object,
) -> None:
    """A function of a module that is there before the look; the look's own calls do not count."""
    (tmp_path / "prog.py").write_text(
        f"import {module}\nprint({module}.{call})\n", encoding="utf-8"
    )
    asked = f"import {module}; print({module}.__file__)"
    home = subprocess.check_output([python, "-c", asked], text=True).strip()
    at = f"{module if way == 'module' else os.path.realpath(home)}:{function}"
    done, lines = looked(tmp_path, [python, "prog.py"], at, "told-record-every")
    hits = [line for line in lines if "values" in line]
    assert next(iter(hits[-1]["values"].values()))["v"] == first
    assert done.returncode == 0
    assert not any("note" in str(one) for one in hits)


@interpreters.each()
def test_a_prompt_after_the_program_is_the_interpreters_own(
    folder: Path, python: str
) -> None:
    """``python -i`` goes on in what the program left: it is not looked into, and that is told."""
    (folder / "prog.py").write_text("def f(x):\n    return x\n\nf(1)\n", "utf-8")
    argv = ["bash", "-c", f"echo 'print(f(7))' | {shlex.quote(python)} -i prog.py"]
    done, lines = looked(folder, argv, f"{folder}/prog.py:f", "told-record")
    assert (done.stdout, "Traceback" in done.stderr) == ("7\n", False)
    assert [line["note"] for line in lines] == [
        "looking",
        "a file that python -i runs is not looked into",
    ]


@pytest.mark.parametrize("action", ["edn", "end:", ":x", "told-record-each"])
def test_a_wrong_instruction_is_refused(folder: Path, action: str) -> None:
    """A misspelt look must not start a training in the middle of a measurement."""
    done, _ = looked(
        folder, [sys.executable, "train.py"], "pkg.core:fit", CONFIGBENCH_LOOK=action
    )
    assert "LookError" in done.stderr
    assert f"CONFIGBENCH_LOOK={action!r}: expected one of end, record" in done.stderr


KINDS = """
from dataclasses import dataclass

short = lambda x: x

@dataclass
class Data:
    x: int
"""
#: A module that every interpreter has loaded before anything of ours runs.
OS = os.path.realpath(os.__file__)


@pytest.mark.parametrize(
    ("at", "note"),
    [
        (
            "{folder}/train.py:missing",
            "{folder}/train.py: no function is called missing",
        ),
        ("{folder}/train.py:2", "{folder}/train.py: line 2 holds no statement"),
        ("pkg.core:missing", "pkg.core: no function of its own is called missing"),
        ("pkg.core:fit", "loaded"),
        ("pkg.kinds:short", "pkg.kinds: short is a lambda; name its line"),
        ("pkg.kinds:Data.__init__", "pkg.kinds: Data.__init__ is made while the pro"),
        (f"{OS}:100", f"{OS} is loaded before a look gets in: name a function"),
    ],
)
def test_notes_tell_how_the_look_came_along(folder: Path, at: str, note: str) -> None:
    """A place that is not there is told, and the program runs as it is."""
    (folder / "pkg" / "kinds.py").write_text(KINDS, encoding="utf-8")
    with (folder / "train.py").open("a", encoding="utf-8") as program:
        program.write("import pkg.kinds\n")
    done, lines = looked(
        folder, [sys.executable, "train.py"], at.format(folder=folder), "told-record"
    )
    assert done.returncode == 0
    notes = [line["note"] for line in lines if "note" in line]
    assert notes[0] == "looking"
    assert any(each.startswith(note.format(folder=folder)) for each in notes), notes


HOSTILE: dict[str, Callable[[Path], str]] = {
    "raises as it is looked at": lambda _: (
        "class V:\n    __class__ = property(lambda s: 1 / 0)\n"
        "    def __getattr__(self, name):\n        raise RuntimeError(name)\n"
    ),
    "writes as it is shown": lambda f: (
        "class V:\n    def __repr__(self):\n"
        f"        open({str(f / 'went-on')!r}, 'w').close()\n        return 'V'\n"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_value_can_neither_stop_the_look_nor_tell_of_it(
    tmp_path: Path, name: str
) -> None:
    """No code of the value runs, and the record is there."""
    source = HOSTILE[name](tmp_path) + "def f(v):\n    pass\n\nf(V())\n"
    (tmp_path / "prog.py").write_text(source, encoding="utf-8")
    done, lines = looked(tmp_path, [sys.executable, "prog.py"], f"{tmp_path}/prog.py:f")
    assert (done.returncode, done.stderr) == (0, "")
    assert [*lines[0]["values"]] == ["v"]
    assert not (tmp_path / "went-on").exists()


def test_a_full_disk_is_no_fault_of_the_program(tmp_path: Path) -> None:
    """Where the record cannot be written, the process ends with a sentence of ours."""
    (tmp_path / "prog.py").write_text("def f(v):\n    pass\n\nf(1)\n", encoding="utf-8")
    done, _ = looked(
        tmp_path, [sys.executable, "prog.py"], f"{tmp_path}/prog.py:f",
        CONFIGBENCH_LOOK="end:/dev/full",
    )  # fmt: skip
    assert done.returncode == 70
    assert "configbench: the look failed: OSError" in done.stderr


def test_the_look_does_not_look_at_itself(tmp_path: Path) -> None:
    """A place in what the look writes with is reached by the program's calls alone."""
    (tmp_path / "prog.py").write_text(
        "import json\n\nprint(json.dumps([1.5]), json.dumps({'a': 1}))\n",
        encoding="utf-8",
    )
    done, lines = looked(
        tmp_path,
        [sys.executable, "prog.py"],
        "json.encoder:JSONEncoder.encode",
        "told-record-every",
    )
    assert done.stdout == '[1.5] {"a": 1}\n'
    assert len([line for line in lines if "values" in line]) == 2


def test_threads_are_looked_at_each_on_its_own(tmp_path: Path) -> None:
    """A hit in one thread hides none in another."""
    (tmp_path / "prog.py").write_text(
        "import threading\n\ndef work(number):\n    return number\n\n"
        "threads = [threading.Thread(target=work, args=(n,)) for n in range(20)]\n"
        "for each in threads:\n    each.start()\n"
        "for each in threads:\n    each.join()\n",
        encoding="utf-8",
    )
    _, lines = looked(
        tmp_path,
        [sys.executable, "prog.py"],
        f"{tmp_path}/prog.py:work",
        "record-every",
    )
    assert sorted(one["number"] for one in plain(lines)) == [*range(20)]
