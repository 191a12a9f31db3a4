"""A list of choices, one of them a pattern; the program trains with each.

python glob_sweep_2.py --models 'lstm*'
"""

from dataclasses import dataclass, field

from transformers import HfArgumentParser

MODELS = ["bert", "lstm", "lstmattn"]


@dataclass
class Settings:
    """The settings."""

    models: list[str] = field(
        default_factory=lambda: ["lstm"], metadata={"choices": MODELS}
    )


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    for model in settings.models:
        train(model)


if __name__ == "__main__":
    main()
