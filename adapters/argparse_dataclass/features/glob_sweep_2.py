"""Several models, for which a pattern is typed.

python glob_sweep_2.py --model 'lstm*'
"""

from dataclasses import dataclass, field

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What the runs are told."""

    model: list[str] = field(
        metadata={"nargs": "+", "choices": ["bert", "lstm", "lstmattn"]}
    )


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train each model."""
    options = ArgumentParser(Options).parse_args()
    for model in options.model:
        train(model)


if __name__ == "__main__":
    main()
