"""A dictionary, with argparse-dataclasses.

python dict.py --table a=1 b=2
"""

from dataclasses import dataclass, field

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    table: dict[str, int] = field(default_factory=dict)


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options.table)
