"""A file has a source in each line; a parser of its own reads the words of a source.

python parts_by_name.py @parts_by_name/good.args
python parts_by_name.py @parts_by_name/bad.args
"""

import shlex
from dataclasses import dataclass, field
from typing import Any

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Source:
    """A file with answers."""

    name: str = field(metadata={"args": ["name"]})
    path: str
    weight: float = 1.0


def source(words: str) -> Any:
    """Return the source that some words tell."""
    return ArgumentParser(Source, "--sources").parse_args(shlex.split(words))


@dataclass
class Options:
    """What a run is told."""

    sources: list[Source] = field(
        default_factory=list, metadata={"type": source, "nargs": "+"}
    )


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options, fromfile_prefix_chars="@").parse_args()
    train(
        {
            each.name: {"path": each.path, "weight": each.weight}
            for each in options.sources
        }
    )


if __name__ == "__main__":
    main()
