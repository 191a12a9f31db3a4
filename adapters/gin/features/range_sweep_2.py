"""A parameter is bound more than once.

python range_sweep_2.py --gin_param='run.seed = 1' --gin_param='run.seed = 3'
"""

from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(seed: int) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(seed: int = 0) -> None:
    """Train with what Gin supplies."""
    train(seed)


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.parse_config(_GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
