"""Have the report made from stored results, in a process of its own."""

import subprocess
import sys
from pathlib import Path

from benchmarks.paths import ROOT


def render(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Write the report of the results in a folder; return what it printed, and how it ended.

    It reads the file as anybody would, and imports nothing of us.
    """
    return subprocess.run(  # noqa: S603  our own fixed command
        [sys.executable, "-m", "report", "--dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
