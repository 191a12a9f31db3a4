"""Show all settings, as in ``config_printed.py train.n_epochs=7``."""

import sys

from train import load

load().write(sys.stdout)
