"""``python -m benchmarks``: look at adapters one by one; see ``--help``."""

import sys

from benchmarks.cli import main

sys.exit(main(sys.argv[1:]))
