"""A schedule with settings of its own, or none.

python optional_part.py
python optional_part.py cosine
python optional_part.py cosine --t_max 7
python optional_part.py cosine --t_max soon
"""

from typing import Any

from tap import Tap, TapIgnore


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


class Cosine(Tap):
    """Let the rate follow a cosine."""

    t_max: int = 10
    eta_min: float = 0.0


class Config(Tap):
    """Train a network."""

    schedule: TapIgnore[str | None]
    t_max: TapIgnore[int]
    eta_min: TapIgnore[float]

    def configure(self) -> None:
        """Add the schedules."""
        self.add_subparsers(dest="schedule")
        self.add_subparser("cosine", Cosine)


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    if args.schedule is None:
        train(None)
    else:
        train({"t_max": args.t_max, "eta_min": args.eta_min})


if __name__ == "__main__":
    main()
