"""A file has a layer in each line; a parser of its own reads the words of a layer.

python parts_in_a_list.py @parts_in_a_list/good.args
python parts_in_a_list.py @parts_in_a_list/bad.args
"""

import shlex
from dataclasses import asdict, dataclass, field
from typing import Any

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Layer:
    """A layer of the network."""

    width: int
    dropout: float = 0.0


def layer(words: str) -> Any:
    """Return the layer that some words tell."""
    return ArgumentParser(Layer, "--layers").parse_args(shlex.split(words))


@dataclass
class Options:
    """What a run is told."""

    layers: list[Layer] = field(
        default_factory=list, metadata={"type": layer, "nargs": "+"}
    )


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options, fromfile_prefix_chars="@").parse_args()
    train([asdict(each) for each in options.layers])


if __name__ == "__main__":
    main()
