"""The flags of absl come from a file, too.

python env_file_2.py --flagfile=env_file/.env
LR=0.2 python env_file_2.py --flagfile=env_file/.env
"""

from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(lr: float) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(lr: float = 0.001) -> None:
    """Train with what Gin supplies."""
    train(lr)


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.parse_config(_GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
