"""Bindings of the command line come after the files.

python file_behind_words.py --gin_param='run.lr = 0.2' --gin_file=file_behind_words/run.gin
"""

from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_FILE = flags.DEFINE_multi_string("gin_file", None, "Paths to the config files.")
_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(lr: float) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(lr: float = 0.001) -> None:
    """Train with what Gin supplies."""
    train(lr)


def main(_: Sequence[str]) -> None:
    """Bind what the files have and what is given, run."""
    gin.parse_config_files_and_bindings(_GIN_FILE.value, _GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
