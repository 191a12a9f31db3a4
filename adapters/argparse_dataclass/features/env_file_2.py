"""A file of words, each line of which is made an option.

python env_file_2.py @env_file/.env
LR=0.2 python env_file_2.py @env_file/.env
"""

from dataclasses import dataclass, field

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    lr: float = field(default=0.001, metadata={"args": ["--LR"]})


class Parser(ArgumentParser[Options]):  # type: ignore[misc]  # its types are unknown
    """A parser whose files have options without dashes."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the option of a line."""
        return [f"--{arg_line}"]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = Parser(Options, fromfile_prefix_chars="@").parse_args()
    train(options.lr)


if __name__ == "__main__":
    main()
