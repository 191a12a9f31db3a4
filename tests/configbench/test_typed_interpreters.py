"""``typed`` has one form for a value on every Python that a looked-at program may run on."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from configbench import inside

ENTRY = Path(inside.__file__).parent / "entry"
PROGRAM = Path(__file__).with_name("typed_table.py")
FOUND = Path("/root/.pyenv/versions")
INTERPRETERS = [
    *(
        FOUND / version / "bin/python"
        for version in ("3.8.18", "3.9.18", "3.10.13", "3.11.7", "3.12.1", "3.13.0")
    ),
    Path("/usr/bin/python3"),
]


@cache
def table(interpreter: Path) -> Any:
    """Return what an interpreter prints, that has nothing of ours but what enters."""
    argv = [str(interpreter), "-I", str(PROGRAM), str(ENTRY)]
    done = subprocess.run(
        argv, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize("interpreter", INTERPRETERS, ids=str)
def test_every_python_gives_the_same_form(interpreter: Path) -> None:
    """Entered there, it describes each value of the table as it does here."""
    if not interpreter.exists():
        pytest.skip(f"there is no {interpreter} on this machine")
    ours = table(Path(sys.executable))
    theirs = table(interpreter)
    assert theirs.keys() == ours.keys()
    for name, form in ours.items():
        assert theirs[name] == form, name


def test_nothing_more_is_imported() -> None:
    """An ordinary record costs no import but of what every Python has loaded, and few of ours."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import configbench_entry as entry; "
        "entry.enter(); before = set(sys.modules); "
        "from configbench_inside.typed import described; "
        "described({'a': [1, 0.5, None], 'b': {'c': 'd'}, 'e': (entry,), 'f': entry.enter}); "
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(ENTRY)],
        capture_output=True,
        text=True,
        check=True,
    )
    names = [each.partition("configbench_inside.")[2] for each in done.stdout.split()]
    ours = "kinds names readings standard typed"
    assert names == ours.split()


def test_the_table_is_described() -> None:
    """Long and deep values are cut with length and hash; nothing is unreadable but the cycle."""
    forms = table(Path(sys.executable))
    assert forms["none"] == {"t": "NoneType", "v": None}
    assert forms["int"] == {"t": "int", "v": 10**200}
    assert forms["huge int"]["cut"]["length"] == 16610
    assert forms["huge int"]["v"].startswith("-0x")
    assert [each["v"] for each in forms["float"]["v"]] == ["0.1", "nan", "-inf", "-0.0"]
    assert forms["long str"]["cut"]["length"] == 3_000_000
    assert forms["own str"] == {"t": "__main__.Text", "v": "x"}
    assert forms["range"] == {"t": "range", "v": "range(0, 1000000000000)"}
    assert [key["v"] for key, _ in forms["ordered"]["v"]] == ["b", "a"]
    assert [each["v"] for each in forms["enums"]["v"]] == ["RED", "ONE", "READ"]
    assert forms["slots"]["args"] == {"full": {"t": "int", "v": 1}}
    assert list(forms["slots and more"]["args"]) == ["full", "more"]
    assert forms["namespace"]["args"]["lr"] == {"t": "float", "v": "0.1"}
    assert forms["object"] == {"t": "object", "v": "<object object>"}
    assert [each["v"] for each in forms["function"]["v"]] == [
        "__main__.deep",
        "builtins.len",
        "str.join",
        "dict.fromkeys",
        "str.upper",
        "__main__.More.fill",
    ]
    assert [each["v"] for each in forms["paths"]["v"]] == ["a/b", "a\\b", "x"]
    assert forms["loop"]["v"][0][1] == {"t": "dict", "unreadable": "contains itself"}
    assert json.dumps(forms).count("unreadable") == 1
    assert forms["million"]["cut"]["length"] == 20_000
    assert forms["set of many"]["v"] == []
