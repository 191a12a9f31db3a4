"""Parts from a configuration file that has them as JSON, under names of its own.

python parts_by_name_2.py --config_files parts_by_name/good.txt
python parts_by_name_2.py --config_files parts_by_name/bad.txt
"""

import json
from pathlib import Path
from typing import Any

from tap import Tap


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


class Files(Tap):
    """Where settings come from."""

    config_files: list[Path] = []  # noqa: RUF012


class Config(Files):
    """Train with several sources of answers."""

    sources: dict[str, dict[str, Any]]

    def configure(self) -> None:
        """Say what no annotation says."""
        self.add_argument("--sources", type=json.loads)


def main() -> None:
    """Read the files, then the command line, train."""
    files = Files(add_help=False, allow_abbrev=False).parse_args(known_only=True)
    args = Config(config_files=files.config_files).parse_args()
    train(args.sources)


if __name__ == "__main__":
    main()
