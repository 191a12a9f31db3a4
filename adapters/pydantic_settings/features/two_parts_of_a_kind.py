"""One union of optimizers is the type of two parts; each is chosen by its tag.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator.kind adam
python two_parts_of_a_kind.py --generator.kind adam --generator.lr 0.01 --discriminator.momentum 0.9
python two_parts_of_a_kind.py --generator.beta 0.5
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, CliApp, SettingsConfigDict


class SGD(BaseModel, extra="forbid"):
    """Stochastic gradient descent."""

    kind: Literal["sgd"] = "sgd"
    lr: float = 0.1
    momentum: float = 0.0


class Adam(BaseModel, extra="forbid"):
    """Adam."""

    kind: Literal["adam"] = "adam"
    lr: float = 0.001
    beta: float = 0.9


Optimizer = Annotated[Adam | SGD, Field(discriminator="kind")]


class Settings(BaseSettings):
    """All settings of a run."""

    model_config = SettingsConfigDict(nested_model_default_partial_update=True)

    generator: Optimizer = SGD()
    discriminator: Optimizer = SGD()


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    train(
        settings.generator.kind,
        settings.generator.model_dump(exclude={"kind"}),
        settings.discriminator.kind,
        settings.discriminator.model_dump(exclude={"kind"}),
    )
