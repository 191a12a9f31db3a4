"""Let @environment() in a file be a variable of the environment, by its ``name``."""

import os
from ast import literal_eval
from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app
from train import load, wire

from shared_model import train


@gin.register  # type: ignore[untyped-decorator]
def environment(name: str) -> object:
    """Read a variable as Gin would read its text."""
    return literal_eval(os.environ[name])


def main(_: Sequence[str]) -> None:
    """Train with what is bound."""
    load()
    train(**wire())


app.run(main)
