"""A file of words, each line of which is made an option.

python env_file_2.py @env_file/.env
LR=0.2 python env_file_2.py @env_file/.env
"""

import argparse


class Parser(argparse.ArgumentParser):
    """A parser whose files have options without dashes."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the option of a line."""
        return [f"--{arg_line}"]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = Parser(fromfile_prefix_chars="@")
    parser.add_argument("--LR", type=float, default=0.001)
    args = parser.parse_args()
    train(args.LR)


if __name__ == "__main__":
    main()
