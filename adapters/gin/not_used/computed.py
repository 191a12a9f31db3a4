"""Let @product() in a file be the product of its ``factors``."""

from collections.abc import Sequence
from math import prod

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app
from train import load, wire

from shared_model import train


@gin.register  # type: ignore[untyped-decorator]
def product(factors: Sequence[int]) -> int:
    """Multiply the factors."""
    return prod(factors)


def main(_: Sequence[str]) -> None:
    """Train with what is bound."""
    load()
    train(**wire())


app.run(main)
