"""A file includes another.

python file_extends.py --gin_file=file_extends/run.gin
python file_extends.py --gin_file=file_extends/run.gin --gin_param='run.width = 16'
"""

from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_FILE = flags.DEFINE_multi_string("gin_file", None, "Paths to the config files.")
_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(width: int = 64, layers: int = 2, lr: float = 0.001) -> None:
    """Train with what Gin supplies."""
    train(width, layers, lr)


def main(_: Sequence[str]) -> None:
    """Bind what the files have and what is given, run."""
    gin.parse_config_files_and_bindings(_GIN_FILE.value, _GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
