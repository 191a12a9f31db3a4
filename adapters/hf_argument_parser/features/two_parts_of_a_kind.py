"""Two optimizers are two fields of JSON, of which __post_init__ makes dataclasses.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator '{"kind": "adam"}'
python two_parts_of_a_kind.py -g '{"kind": "adam", "lr": 0.01}' -d '{"momentum": 0.9}'
python two_parts_of_a_kind.py --generator '{"beta": 0.5}'
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from transformers import HfArgumentParser


@dataclass
class SGD:
    """The one kind."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam:
    """The other kind."""

    lr: float = 0.001
    beta: float = 0.9


def optimizer(kind: str = "sgd", **settings: Any) -> SGD | Adam:
    """Make an optimizer of the kind."""
    kinds: dict[str, type[SGD | Adam]] = {"sgd": SGD, "adam": Adam}
    return kinds[kind](**settings)


@dataclass
class Settings:
    """The settings; JSON becomes dataclasses, as accelerator_config of TrainingArguments does."""

    generator: str = field(
        default="{}", metadata={"aliases": "-g", "help": "its optimizer, as JSON"}
    )
    discriminator: str = field(
        default="{}", metadata={"aliases": "-d", "help": "its optimizer, as JSON"}
    )
    optimizers: list[SGD | Adam] = field(init=False)

    def __post_init__(self) -> None:
        """Make both optimizers."""
        texts = self.generator, self.discriminator
        self.optimizers = [optimizer(**json.loads(text)) for text in texts]


def train(
    generator: str,
    generator_settings: dict[str, float],
    discriminator: str,
    discriminator_settings: dict[str, float],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    first, second = settings.optimizers
    kinds = [type(each).__name__.lower() for each in (first, second)]
    train(kinds[0], asdict(first), kinds[1], asdict(second))


if __name__ == "__main__":
    main()
