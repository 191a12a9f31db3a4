"""``python -m configbench``: the same as the command ``configbench``."""

import sys

from configbench.cli import main

sys.exit(main())
