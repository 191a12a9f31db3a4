"""Choices are functions that Gin knows, each by its own name.

python glob_sweep_2.py --gin_param='run.model = @lstm*()'
"""

from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(model: str) -> None:
    """Stand for the training."""


@gin.register  # type: ignore[untyped-decorator]
def bert() -> str:
    """Build BERT."""
    return "bert"


@gin.register  # type: ignore[untyped-decorator]
def lstm() -> str:
    """Build an LSTM."""
    return "lstm"


@gin.register  # type: ignore[untyped-decorator]
def lstmattn() -> str:
    """Build an LSTM with attention."""
    return "lstmattn"


@gin.configurable  # type: ignore[untyped-decorator]
def run(model: str = gin.REQUIRED) -> None:
    """Train the model that Gin supplies."""
    train(model)


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.parse_config(_GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
