"""pydantic validates the arguments of a class by its signature, before it is called.

python factory.py
python factory.py kind=__main__.SGD
python factory.py kind=__main__.SGD arguments.lr=0.5
python factory.py kind=__main__.SGD arguments.lrr=0.5
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel, Field, ImportString, ValidationInfo, field_validator
from pydantic.experimental.arguments_schema import generate_arguments_schema
from pydantic_core import SchemaValidator


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


class Config(BaseModel, extra="forbid"):
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


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = Config.model_validate(read(sys.argv[1:]))
    factory = partial(config.kind, **config.arguments)
    made = factory([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)
