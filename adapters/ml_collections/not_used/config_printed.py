"""Show all settings, as in ``config_printed.py --config.n_epochs=7``."""

from collections.abc import Sequence

from absl import app
from train import load


def main(_: Sequence[str]) -> None:
    """Print the config, which is YAML then."""
    print(load())


app.run(main)
