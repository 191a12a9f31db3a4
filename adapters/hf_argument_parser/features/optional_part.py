"""A schedule is a subcommand, whose parser has the fields of its dataclass.

python optional_part.py
python optional_part.py cosine
python optional_part.py cosine --t_max 7
python optional_part.py cosine --t_max soon
"""

from dataclasses import asdict, dataclass

from transformers import HfArgumentParser


@dataclass
class Cosine:
    """The part that may be there."""

    t_max: int = 10
    eta_min: float = 0.0


def train(schedule: dict[str, float] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser()
    schedules = parser.add_subparsers(dest="schedule")
    schedules.add_parser("cosine", dataclass_types=Cosine)
    (args,) = parser.parse_args_into_dataclasses()
    settings = dict(vars(args))
    chosen = settings.pop("schedule")
    train(asdict(Cosine(**settings)) if chosen else None)


if __name__ == "__main__":
    main()
