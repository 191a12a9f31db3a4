"""Each part has a flag with the same file; what stands behind the colon gives the structure.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator=two_parts_of_a_kind/optimizer.py:adam
python two_parts_of_a_kind.py --generator=two_parts_of_a_kind/optimizer.py:adam --generator.lr=0.01 --discriminator.momentum=0.9
python two_parts_of_a_kind.py --generator.beta=0.5
"""  # noqa: E501, W505  command lines

from collections.abc import Sequence
from dataclasses import asdict

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]

SGD = "two_parts_of_a_kind/optimizer.py:sgd"
_GENERATOR = config_flags.DEFINE_config_file("generator", SGD)
_DISCRIMINATOR = config_flags.DEFINE_config_file("discriminator", SGD)

Settings = dict[str, float]


def train(
    generator: str,
    generator_settings: Settings,
    discriminator: str,
    discriminator_settings: Settings,
) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with both configs."""
    generator, discriminator = _GENERATOR.value, _DISCRIMINATOR.value
    one, other = (type(each).__name__.lower() for each in (generator, discriminator))
    train(one, asdict(generator), other, asdict(discriminator))


if __name__ == "__main__":
    app.run(main)
