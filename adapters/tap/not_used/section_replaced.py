"""A section of a file is one argument, read by its type; from_dict sets what it holds."""

import json
from typing import Any

from tap import Tap
from train import Args, Files, wire

from shared_model import train


class Section(Tap):
    """Train with the settings of a section."""

    data: dict[str, Any] = {}  # noqa: RUF012

    def configure(self) -> None:
        """Read a dictionary."""
        self.add_argument("--data", type=json.loads)


files = Files(add_help=False).parse_args(known_only=True)
section = Section(config_files=files.config_files).parse_args([])
train(**wire(Args().from_dict(section.data)))
