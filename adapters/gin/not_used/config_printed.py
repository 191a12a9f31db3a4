"""Show all settings, as in ``config_printed.py --gin_param 'train.n_epochs = 7'``."""

from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app
from train import load


def main(_: Sequence[str]) -> None:
    """Print what is bound."""
    load()
    print(gin.config_str())


app.run(main)
