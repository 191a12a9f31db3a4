"""``configbench startup``: beside the empty interpreter, and where it goes by import."""

import re
import stat
from pathlib import Path

import pytest

from configbench import cli
from configbench.errors import UserError
from configbench.timing import imports
from configbench.timing.interpreters import begun
from tests.timing.stated import TIMES, commands

#: Two packages that import each other, and what the look brings: as an interpreter prints it.
PRINTED = """\
import time: self [us] | cumulative | imported package
import time:       100 |        100 |     configbench_entry
import time:       900 |       1000 |   sitecustomize
import time:      2000 |       3000 | site
hello from the program
import time:      1000 |       1000 |     ba.low
import time:      4000 |       4000 |       ab.inner
import time:      3000 |       7000 |     ba
import time:      2000 |      10000 |   ab.sub
import time:       500 |      10500 | ab
"""


def tree(text: str) -> list[tuple[int, str, int, int]]:
    """Return depth, name, and microseconds in all and of its own."""
    whole = imports.packages(imports.read(text))
    return [
        (
            each.depth,
            each.package.name,
            round(each.total * 1e6),
            round(each.package.own * 1e6),
        )
        for each in imports.dearest(whole, 9, 0.01)
    ]


def test_imports_are_a_tree_of_packages() -> None:
    """Each with what it brought; what the look brought is left out, with all below it."""
    assert tree(PRINTED) == [
        (0, "ab", 10500, 2500),
        (1, "ba", 8000, 4000),
        (2, "ab", 4000, 4000),
        (0, "site", 2000, 2000),
    ]
    own = imports.left_over(PRINTED)
    assert own == "hello from the program\n"
    assert tree("") == tree("import time: nonsense\n") == []


def test_what_is_printed_may_be_anything() -> None:
    """Thousands of imports in each other, and beside each other, are read in no time."""
    deep = "".join(
        f"import time: 1 | 1 | {'  ' * depth}{'ab'[depth % 2]}\n"
        for depth in range(3000, 0, -1)
    )
    assert len(tree(deep)) == 9
    wide = "".join(f"import time: 1 | 1 | p{number}\n" for number in range(3000))
    assert tree(wide) == []  # none is a hundredth of all


@pytest.mark.parametrize(
    ("words", "empty"),
    [
        ("python train.py --help", "python -c pass"),
        (
            "/v/bin/python3.12 -I -X dev -W error t.py",
            "/v/bin/python3.12 -I -X dev -W error -c pass",
        ),
        ("uv run python -m pkg --help", "uv run python -c pass"),
        ("env A=1 python -c 1", "env A=1 python -c pass"),
        ("python -um pkg", "python -c pass"),
        ("python", "python -c pass"),
    ],
)
def test_the_interpreter_of_a_command(words: str, empty: str) -> None:
    """Its words up to the program stay: launcher, variables, options."""
    found = begun(tuple(words.split()))
    assert " ".join(found.empty) == empty
    told = " ".join(found.told(imports.OPTION))
    assert told.replace(" -X importtime", "") == words


@pytest.mark.parametrize(
    ("first", "empty"),
    [
        ("#!/v/bin/python -sE\n", ["/v/bin/python", "-sE", "-c", "pass"]),
        ("#!/usr/bin/env python3\n", ["/usr/bin/env", "python3", "-c", "pass"]),
        (
            "#!/bin/sh\n'''exec' \"/a b/python\" \"$0\"\n' '''\n",
            ["/a b/python", "-c", "pass"],
        ),
    ],
)
def test_a_script_names_its_interpreter(
    first: str, empty: list[str], tmp_path: Path
) -> None:
    """In its first line, or where that is too long for the system in its second."""
    script = tmp_path / "train ü"
    script.write_text(f"{first}print()\n", "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    found = begun((str(script), "--help"))
    assert [*found.empty] == empty
    assert found.program == (str(script), "--help")


@pytest.mark.parametrize("first", ["#!/bin/sh\n", "#!/bin/sh\n'''exec' \"\n", "", "#!"])
def test_without_a_python_it_is_a_sentence(first: str, tmp_path: Path) -> None:
    """There is no empty interpreter to be beside."""
    script = tmp_path / "other"
    script.write_text(first, "utf-8")
    script.chmod(0o700)
    for words in ((str(script),), ("no such program", "x"), ("bash", "-c", "python x")):
        with pytest.raises(UserError, match="no Python is seen in the command"):
            begun(words)


def test_a_start_is_told_beside_the_empty_interpreter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ratio and difference with intervals, then the tree of the one run that is not timed."""
    times = {"train.py": 0.5, "pass": 0.02}
    started = commands(monkeypatch, times, stderr=PRINTED)
    assert cli.main(["startup", "--", "python", "train.py"]) == 0
    text = capsys.readouterr().out
    assert re.search(
        rf"^2[45]\.\d{TIMES} the empty interpreter \[2\d\.\d, 2\d\.\d\], \+4\d\d ms \[\+",
        text,
        re.MULTILINE,
    )
    assert re.search(
        r"^ +10\.5 ms +2\.50 ms  ab\n +8\.00 ms +4\.00 ms    ba$", text, re.MULTILINE
    )
    # One run more than of the other: that whose imports are told.
    assert started.count("train.py") == started.count("pass") + 1
    commands(monkeypatch, times)
    assert cli.main(["startup", "--fail-above", "20", "--", "python", "train.py"]) == 1
    text = capsys.readouterr().out
    assert "Above 20: 2" in text
    assert "nothing was told" in text


def test_a_start_that_fails_is_told_without_its_imports(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the program itself printed is what its user can read."""
    commands(monkeypatch, {})
    assert cli.main(["startup", "python", "train.py"]) == 2
    assert capsys.readouterr().err.endswith("the command: exit 3\n  it broke\n")
