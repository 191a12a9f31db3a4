"""None, or what JSON has for the part.

python optional_part.py
python optional_part.py '{"schedule": {}}'
python optional_part.py '{"schedule": {"t_max": 7}}'
python optional_part.py '{"schedule": {"t_max": "soon"}}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


def train(schedule: dict[str, float] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(schedule=None)
    cfg.update(parser.parse_args().settings)
    train(None if cfg.schedule is None else dict(cfg.schedule))


if __name__ == "__main__":
    main()
