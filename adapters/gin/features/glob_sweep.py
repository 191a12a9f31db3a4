"""A pattern is text, as any other.

python glob_sweep.py --gin_param="run.model = 'lstm*'"
"""

from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(model: str) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(model: str = "bert") -> None:
    """Train with what Gin supplies."""
    train(model)


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.parse_config(_GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
