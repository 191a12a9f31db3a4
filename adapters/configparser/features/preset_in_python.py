"""A preset is a section, over the defaults of all sections; options count more.

python preset_in_python.py
python preset_in_python.py small --lr 0.1
python preset_in_python.py smal
"""

import argparse
import configparser

PRESETS: dict[str, dict[str, float]] = {
    "DEFAULT": {"width": 64, "layers": 2, "lr": 0.001},
    "small": {"width": 16, "layers": 1},
}


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    config = configparser.ConfigParser()
    config.read_dict(PRESETS)
    parser = argparse.ArgumentParser(argument_default=argparse.SUPPRESS)
    parser.add_argument("preset", nargs="?", default="DEFAULT")
    for name in config.defaults():
        parser.add_argument(f"--{name}")
    words = vars(parser.parse_args())
    preset = words["preset"]
    train(
        config.getint(preset, "width", vars=words),
        config.getint(preset, "layers", vars=words),
        config.getfloat(preset, "lr", vars=words),
    )


if __name__ == "__main__":
    main()
