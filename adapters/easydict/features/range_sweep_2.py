"""A list of seeds, of which the ends are given; the program trains with each.

python range_sweep_2.py '{"seeds": [1, 3]}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(seeds=[0])
    cfg.update(parser.parse_args().settings)
    for seed in cfg.seeds:
        train(seed)


if __name__ == "__main__":
    main()
