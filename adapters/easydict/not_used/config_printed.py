"""Show all settings, as in ``config_printed.py n_epochs 7``."""

from train import load

print(load())
