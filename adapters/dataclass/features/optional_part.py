"""A schedule is a subcommand, with a flag for each field of its dataclass.

python optional_part.py
python optional_part.py cosine
python optional_part.py cosine --t_max 7
python optional_part.py cosine --t_max soon
"""

import argparse
from dataclasses import asdict, dataclass, fields


@dataclass
class Cosine:
    """The part that may be there."""

    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class Settings:
    """The settings."""

    schedule: Cosine | None = None


def train(schedule: dict[str, float] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    cosine = parser.add_subparsers(title="schedules").add_parser("cosine")
    for each in fields(Cosine):
        kind = type(each.default)
        cosine.add_argument(f"--{each.name}", type=kind, default=each.default)
    args = vars(parser.parse_args())
    settings = Settings(Cosine(**args)) if args else Settings()
    train(asdict(settings)["schedule"])


if __name__ == "__main__":
    main()
