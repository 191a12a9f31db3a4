"""What ``docs/compare.md`` shows is what is printed, where times are as stated there."""

import re
import shlex

import pytest

from benchmarks.paths import ROOT
from configbench import cli
from tests.timing.stated import commands

TEXT = (ROOT / "docs" / "compare.md").read_text("utf-8")

#: What an interpreter tells of its imports, in the first example.
IMPORTS = """\
import time:     18500 |      31100 |     antlr4.Lexer
import time:     61000 |      92100 |   omegaconf
import time:     40200 |     132300 | hydra
import time:      8100 |       8100 | argparse
"""

#: Seconds by command.
STATED = {
    "python train.py --help": 0.160,
    "python -X importtime train.py --help": 0.187,
    "python old/train.py --help": 0.122,
    "python -c pass": 0.0141,
}


@pytest.mark.parametrize("name", ["startup", "compare"])
def test_what_is_shown_is_what_is_printed(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """To the letter."""
    shown = re.search(
        rf"^    configbench ({name} .*)\n\n((?:    .*\n|\n)+)", TEXT, re.MULTILINE
    )
    assert shown
    monkeypatch.setattr("os.cpu_count", lambda: 9999)  # no note of a busy machine
    commands(monkeypatch, STATED, stderr=IMPORTS)
    assert cli.main(shlex.split(shown[1])) == 0
    printed = capsys.readouterr().out.rstrip()
    assert (
        "\n".join(line.removeprefix("    ") for line in shown[2].rstrip().split("\n"))
        == printed
    )
