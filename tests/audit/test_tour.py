"""``docs/tour.md``: what a reader does there is done, and what is printed is as shown."""

import importlib.util
import re
from pathlib import Path

import pytest

from tests.audit import touring
from tests.audit.pages import Command, File, Patch, steps, walked

PAGE = touring.PAGE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_tour_is_as_printed(tmp_path: Path) -> None:
    """From an environment into which the wheel was installed, to the last command."""
    for each in ("hatchling", "pip"):
        if importlib.util.find_spec(each) is None:
            pytest.skip(f"{each} is not installed: the extra dev brings it")
    assert touring.other(PAGE, tmp_path) == []


def test_the_tour_is_walked_from_one_end_to_the_other() -> None:
    """Nothing that is shown is passed by, but for the installation, which needs an index."""
    fences = re.findall(r"^```(\w+)$", PAGE, re.MULTILINE)
    assert fences.count("sh") == 1
    done = [*steps(PAGE)]
    blocks = fences.count("console")
    assert len(fences) == 1 + blocks + sum(
        isinstance(each, File | Patch) for each in done
    )
    assert sum(isinstance(each, Command) for each in done) >= blocks


def test_a_tour_that_is_not_as_printed_is_told(tmp_path: Path) -> None:
    """What is printed, the exit code of the command before, a patch that does not fit."""
    page = (
        "```text\n# not.py\nno = 1\n```\n"
        "```python\n# a.py\nprint(1)\n```\n"
        "```diff\n--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n # a.py\n-print(1)\n+print(2)\n```\n"
        "```console\n$ cat a.py\n# a.py\nprint(2)\n"
        "$ (exit 3)\n$ echo $? in 0.2 s\n3 in 7.31 s\n"
        "$ echo 2 passed in 70.10s '(0:01:10)'\n2 passed in 7.10s\n```\n"
    )
    variables = {"PATH": "/usr/bin:/bin"}
    assert [*walked(page, tmp_path, variables)] == []
    wrong = page.replace("3 in", "4 in").replace("+print(2)", "+print(3)")
    assert [got for _, got in walked(wrong, tmp_path, variables)] == [
        "$ cat a.py\n# a.py\nprint(3)\n",
        "$ echo $? in 0.2 s\n3 in 0.2 s\n",
    ]
    wrong = page.replace("-print(1)", "-print(7)")
    shown, why = next(walked(wrong, tmp_path, variables))
    assert shown.startswith("--- a.py\n")
    assert "patch does not apply" in why
