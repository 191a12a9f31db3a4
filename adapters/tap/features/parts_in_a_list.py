"""A list of parts from a file.

python parts_in_a_list.py --config_files parts_in_a_list/good.txt
python parts_in_a_list.py --config_files parts_in_a_list/bad.txt
"""

import shlex
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tap import Positional, Tap, tapify


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@dataclass
class Layer:
    """A layer of the network."""

    width: Positional[int]
    dropout: float = 0.0


def layer(text: str) -> Layer:
    """Return a layer, whose settings are arguments of its own."""
    return tapify(Layer, command_line_args=shlex.split(text))


class Files(Tap):
    """Where settings come from."""

    config_files: list[Path] = []  # noqa: RUF012


class Config(Files):
    """Train a network of several layers."""

    layers: list[Layer]

    def configure(self) -> None:
        """Say what reads a layer."""
        self.add_argument("--layers", type=layer, nargs="*")


def main() -> None:
    """Read the files, then the command line, train."""
    files = Files(add_help=False, allow_abbrev=False).parse_args(known_only=True)
    args = Config(config_files=files.config_files).parse_args()
    train([asdict(each) for each in args.layers])


if __name__ == "__main__":
    main()
