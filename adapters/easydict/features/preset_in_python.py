"""A preset is a dictionary that updates the config, and JSON updates it again.

python preset_in_python.py
python preset_in_python.py small '{"lr": 0.1}'
python preset_in_python.py smal
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]

PRESETS = EasyDict(default={}, small={"width": 16, "layers": 1})


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("preset", nargs="?", default="default")
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    args = parser.parse_args()
    cfg = EasyDict(width=64, layers=2, lr=0.001)
    cfg.update(PRESETS[args.preset])
    cfg.update(args.settings)
    train(cfg.width, cfg.layers, cfg.lr)


if __name__ == "__main__":
    main()
