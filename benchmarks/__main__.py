"""``python -m benchmarks``: look at adapters one by one; see ``--help``."""

import os
import sys

from benchmarks.cli import main

try:
    code = main(sys.argv[1:])
    sys.stdout.flush()
except BrokenPipeError:
    # The reader of our output has seen enough (`… | head`); there is nobody to tell.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    code = 0
sys.exit(code)
