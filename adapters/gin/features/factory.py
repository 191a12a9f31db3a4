"""A reference without parentheses is the class itself: it is called later, with what is bound.

python factory.py
python factory.py --gin_param='run.optimizer = @SGD'
python factory.py --gin_param='run.optimizer = @SGD' --gin_param='SGD.lr = 0.5'
python factory.py --gin_param='run.optimizer = @SGD' --gin_param='SGD.lrr = 0.5'
"""

from collections.abc import Callable, Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


gin.external_configurable(SGD, denylist=["parameters"])
gin.external_configurable(Adam, denylist=["parameters"])


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(optimizer: Callable[..., SGD | Adam] = gin.REQUIRED) -> None:
    """Make the optimizer, train."""
    made = optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.parse_config("run.optimizer = @Adam")
    gin.parse_config(_GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
