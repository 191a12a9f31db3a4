"""Start a program again from its own words, as what trains in several processes does.

Lightning's launcher of DDP starts ``[sys.executable, os.path.abspath(sys.argv[0]), *sys.argv[1:]]``
for each further process, once the program has read its settings and begins to train.
"""

import os
import runpy
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import shared_model

_train = shared_model.train


def train(**settings: Any) -> object:
    """Train beside a second process that has the words of this one."""
    variables = {**os.environ, "LOCAL_RANK": "1"}
    # Relative names are looked up where the process is by now, as the launcher does.
    command = [sys.executable, os.path.abspath(sys.argv[0]), *sys.argv[1:]]  # noqa: PTH100
    subprocess.run(command, env=variables, check=False)  # noqa: S603  the words of this process
    return _train(**settings)


if __name__ == "__main__":
    vars(shared_model)["train"] = train
    program = find_spec("train")
    if program is None or program.origin is None:
        sys.exit("started_again.py: train.py of the row is not on PYTHONPATH")
    sys.argv[0] = program.origin
    runpy.run_path(program.origin, run_name="__main__")
