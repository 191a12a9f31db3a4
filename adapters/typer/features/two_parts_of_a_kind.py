"""Two parts of the same kinds, of which each is chosen for itself.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --gen '{"kind": "adam"}'
python two_parts_of_a_kind.py --gen '{"kind": "adam", "lr": 0.01}' --disc '{"momentum": 0.9}'
python two_parts_of_a_kind.py --gen '{"beta": 0.5}'
"""

from typing import Annotated, Any, Literal

import typer
from pydantic import BaseModel, TypeAdapter


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


class Optimizer(BaseModel, extra="forbid"):
    """What all optimizers have."""

    kind: str


class SGD(Optimizer):
    """Stochastic gradient descent."""

    kind: Literal["sgd"] = "sgd"
    lr: float = 0.1
    momentum: float = 0.0


class Adam(Optimizer):
    """Adaptive moments."""

    kind: Literal["adam"]
    lr: float = 0.001
    beta: float = 0.9


def part(name: str) -> Any:
    """Return an option that reads an optimizer from JSON."""
    parser = TypeAdapter[SGD | Adam](SGD | Adam).validate_json
    return typer.Option(
        name, parser=parser, default_factory=lambda: "{}", metavar="JSON"
    )


app = typer.Typer()


@app.command()
def main(
    generator: Annotated[Optimizer, part("--gen")],
    discriminator: Annotated[Optimizer, part("--disc")],
) -> None:
    """Train a pair of networks."""
    train(
        generator.kind,
        generator.model_dump(exclude={"kind"}),
        discriminator.kind,
        discriminator.model_dump(exclude={"kind"}),
    )


if __name__ == "__main__":
    app()
