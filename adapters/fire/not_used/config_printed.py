"""Show all settings, as in ``config_printed.py --n_epochs=7``."""

import fire  # type: ignore[import-untyped]  # it ships no types
from train import load

fire.Fire(load, serialize=str)
