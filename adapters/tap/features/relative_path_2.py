"""A path in a file that stands for the words in it.

python relative_path_2.py @relative_path/lines.txt
"""

from argparse import FileType
from typing import TextIO

from tap import Tap


def train(answers: str) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train with recorded answers."""

    answers: TextIO

    def configure(self) -> None:
        """Let the argument be opened."""
        self.add_argument("--answers", type=FileType(encoding="utf-8"))


def main() -> None:
    """Read the command line and the files in it, train."""
    args = Config(fromfile_prefix_chars="@").parse_args()
    train(args.answers.read().strip())


if __name__ == "__main__":
    main()
