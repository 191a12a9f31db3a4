"""A .env file as a file that argparse reads, of which each line becomes a flag.

python env_file_2.py @env_file/.env
LR=0.2 python env_file_2.py @env_file/.env
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    lr: float = 0.001


class Parser(HfArgumentParser):
    """A parser with argparse's hook for the lines of files."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Make a flag of a line."""
        return [f"--{arg_line.lower()}"]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line and the file, train."""
    parser = Parser(Settings, fromfile_prefix_chars="@")  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    train(settings.lr)


if __name__ == "__main__":
    main()
