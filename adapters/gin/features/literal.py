"""A parameter has a type, which Gin does not look at.

python literal.py --gin_param="run.mode = 'slow'" --gin_param='run.level = 2'
python literal.py --gin_param="run.mode = 'medium'"
python literal.py --gin_param='run.level = 3'
"""

from collections.abc import Sequence
from typing import Literal

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(mode: str, level: int) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1) -> None:
    """Train with what Gin supplies."""
    train(mode, level)


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.parse_config(_GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
