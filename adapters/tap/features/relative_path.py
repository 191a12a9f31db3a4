"""A path in a configuration file.

python relative_path.py --config_files relative_path/run.txt
"""

from pathlib import Path

from tap import Tap


def train(answers: str) -> None:
    """Stand for the training."""


class Files(Tap):
    """Where settings come from."""

    config_files: list[Path] = []  # noqa: RUF012


class Config(Files):
    """Train with recorded answers."""

    answers: Path


def main() -> None:
    """Read the files, then the command line, train."""
    files = Files(add_help=False, allow_abbrev=False).parse_args(known_only=True)
    args = Config(config_files=files.config_files).parse_args()
    train(args.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
