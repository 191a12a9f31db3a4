"""An optimizer is configured now, and made when the parameters of the network are there.

python factory.py
python factory.py SGD
python factory.py SGD --lr 0.5
python factory.py SGD --lrr 0.5
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import typer


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


class SGD:
    """Stochastic gradient descent."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters = parameters
        self.lr = lr


class Adam:
    """Adaptive moments."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters = parameters
        self.lr = lr


def start(factory: Callable[[list[float]], SGD | Adam]) -> None:
    """Make an optimizer, train."""
    optimizer = factory([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


def command(kind: type[SGD | Adam]) -> Callable[..., None]:
    """Return a command whose options are all arguments of a class but the first."""

    @wraps(partial(kind, []))
    def run(**settings: Any) -> None:
        start(partial(kind, **settings))

    return run


app = typer.Typer()
app.command("SGD")(command(SGD))
app.command("Adam")(command(Adam))


@app.callback(invoke_without_command=True)
def main(ctx: typer.Context) -> None:
    """Train with Adam, or with the optimizer that is named."""
    if ctx.invoked_subcommand is None:
        start(Adam)


if __name__ == "__main__":
    app()
