"""A class with defaults, as the README's Flower, of what JSON has for the part.

python optional_part_2.py
python optional_part_2.py '{"schedule": {}}'
python optional_part_2.py '{"schedule": {"t_max": 7}}'
python optional_part_2.py '{"schedule": {"t_max": "soon"}}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


class Cosine(EasyDict):  # type: ignore[misc]
    """The part that may be there."""

    t_max: int = 10
    eta_min: float = 0.0


def train(schedule: dict[str, float] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(schedule=None)
    cfg.update(parser.parse_args().settings)
    train(None if cfg.schedule is None else dict(Cosine(cfg.schedule)))


if __name__ == "__main__":
    main()
