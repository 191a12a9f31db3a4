"""pydantic validates the arguments of a class by its signature, before it is called.

python factory.py
python factory.py --kind __main__.SGD
python factory.py --kind __main__.SGD --arguments lr=0.5
python factory.py --kind __main__.SGD --arguments lrr=0.5
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from pydantic import Field, ImportString, ValidationInfo, field_validator
from pydantic.experimental.arguments_schema import generate_arguments_schema
from pydantic_core import SchemaValidator
from pydantic_settings import BaseSettings, CliApp


class SGD:
    """Stand for the optimizer of torch."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        """Keep what is given."""
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for the optimizer of torch."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        """Keep what is given."""
        self.parameters, self.lr = parameters, lr


def later(index: int, name: str, annotation: object) -> Literal["skip"] | None:
    """Skip what no config gives."""
    return "skip" if name in {"self", "parameters"} else None


class Settings(BaseSettings):
    """All settings of a run."""

    kind: ImportString[Callable[..., SGD | Adam]] = Adam
    arguments: dict[str, Any] = Field(default={}, validate_default=True)

    @field_validator("arguments")
    @classmethod
    def fit(cls, value: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        """Validate by the signature."""
        schema = generate_arguments_schema(
            info.data["kind"].__init__,
            schema_type="arguments",
            parameters_callback=later,
        )
        _, arguments = SchemaValidator(schema).validate_python(value)
        return dict(arguments)


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    factory = partial(settings.kind, **settings.arguments)
    made = factory([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)
