"""Each part has a scope, in which a class has bindings of its own.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --gin_param='run.generator = @generator/Adam()'
python two_parts_of_a_kind.py --gin_param='run.generator = @generator/Adam()' --gin_param='generator/Adam.lr = 0.01' --gin_param='discriminator/SGD.momentum = 0.9'
python two_parts_of_a_kind.py --gin_param='generator/SGD.beta = 0.5'
"""  # noqa: E501, W505  command lines

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")

Settings = dict[str, float]


def train(
    generator: str,
    generator_settings: Settings,
    discriminator: str,
    discriminator_settings: Settings,
) -> None:
    """Stand for the training."""


@gin.register
@dataclass
class SGD:
    """Stochastic gradient descent."""

    lr: float = 0.1
    momentum: float = 0.0


@gin.register
@dataclass
class Adam:
    """Adam."""

    lr: float = 0.001
    beta: float = 0.9


@gin.configurable  # type: ignore[untyped-decorator]
def run(
    generator: SGD | Adam = gin.REQUIRED, discriminator: SGD | Adam = gin.REQUIRED
) -> None:
    """Train with the optimizers that Gin supplies."""
    one, other = (type(each).__name__.lower() for each in (generator, discriminator))
    train(one, asdict(generator), other, asdict(discriminator))


def main(_: Sequence[str]) -> None:
    """Bind what the file has and what is given, run."""
    files = ["two_parts_of_a_kind/default.gin"]
    gin.parse_config_files_and_bindings(files, _GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
