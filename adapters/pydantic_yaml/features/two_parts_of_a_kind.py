"""One union of optimizers is the type of two parts; a word of each chooses.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py generator.kind=adam
python two_parts_of_a_kind.py generator.kind=adam generator.lr=0.01 discriminator.momentum=0.9
python two_parts_of_a_kind.py generator.beta=0.5
"""

import sys
from typing import Annotated, Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel, Discriminator, Tag


class SGD(BaseModel, extra="forbid"):
    """Stochastic gradient descent."""

    kind: str = "sgd"
    lr: float = 0.1
    momentum: float = 0.0


class Adam(BaseModel, extra="forbid"):
    """Adam."""

    kind: str = "adam"
    lr: float = 0.001
    beta: float = 0.9


def kind(value: Any) -> str:
    """Tell the kind of an optimizer: SGD as long as nobody chooses."""
    return str(value.get("kind", "sgd") if isinstance(value, dict) else value.kind)


Optimizer = Annotated[
    Annotated[SGD, Tag("sgd")] | Annotated[Adam, Tag("adam")], Discriminator(kind)
]


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    generator: Optimizer = SGD()
    discriminator: Optimizer = SGD()


def read(words: list[str]) -> dict[str, Any]:
    """Read SECTION.KEY=VALUE, the values in YAML."""
    settings: dict[str, Any] = {}
    for word in words:
        path, _, text = word.partition("=")
        *sections, key = path.split(".")
        target = settings
        for section in sections:
            target = target.setdefault(section, {})
        target[key] = yaml.safe_load(text)
    return settings


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = Config.model_validate(read(sys.argv[1:]))
    train(
        config.generator.kind,
        config.generator.model_dump(exclude={"kind"}),
        config.discriminator.kind,
        config.discriminator.model_dump(exclude={"kind"}),
    )
