"""A file that names its base as OpenPCDet's files do.

python file_extends_2.py file_extends/named.yaml
python file_extends_2.py file_extends/named.yaml '{"width": 16}'
"""

import argparse
import json
from pathlib import Path

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file and the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    args = parser.parse_args()
    cfg = EasyDict(width=64, layers=2, lr=0.001)
    cfg.update(yaml.safe_load(args.config.read_text(encoding="utf-8")))
    cfg.update(args.settings)
    train(cfg.width, cfg.layers, cfg.lr)


if __name__ == "__main__":
    main()
