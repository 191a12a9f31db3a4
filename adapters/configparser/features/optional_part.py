"""A schedule is a section, which is there or not; the words are lines of an INI file.

python optional_part.py
python optional_part.py '[schedule]'
python optional_part.py '[schedule]' t_max=7
python optional_part.py '[schedule]' t_max=soon
"""

import configparser
import sys
from typing import Any


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser()
    # https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.read_file
    config.read_file(sys.argv[1:])
    if not config.has_section("schedule"):
        train(None)
        return
    schedule = config["schedule"]
    train(
        {
            "t_max": schedule.getint("t_max", fallback=10),
            "eta_min": schedule.getfloat("eta_min", fallback=0.0),
        }
    )


if __name__ == "__main__":
    main()
