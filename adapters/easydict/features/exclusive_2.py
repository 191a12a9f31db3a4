"""One section for the length, which is replaced as a whole.

python exclusive_2.py '{"length": {"steps": 5}}'
python exclusive_2.py '{"length": {"epochs": 2}}'
python exclusive_2.py '{"length": {"steps": 5, "epochs": 2}}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(length={})
    cfg.update(parser.parse_args().settings)
    train(cfg.length.get("steps"), cfg.length.get("epochs"))


if __name__ == "__main__":
    main()
