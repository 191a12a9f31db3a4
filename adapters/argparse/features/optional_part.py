"""A schedule is a subcommand, with options of its own; there may be none.

python optional_part.py
python optional_part.py cosine
python optional_part.py cosine --t-max 7
python optional_part.py cosine --t-max soon
"""

import argparse
from typing import Any


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    schedules = parser.add_subparsers(dest="schedule")
    cosine = schedules.add_parser("cosine")
    cosine.add_argument("--t-max", type=int, default=10)
    cosine.add_argument("--eta-min", type=float, default=0.0)
    args = parser.parse_args()
    if args.schedule is None:
        train(None)
    else:
        train({"t_max": args.t_max, "eta_min": args.eta_min})


if __name__ == "__main__":
    main()
