"""Presets that are defined in Python; an interpolation selects the one that a word names.

python preset_in_python.py
python preset_in_python.py preset=small lr=0.1
python preset_in_python.py preset=smal
"""

from omegaconf import OmegaConf

CONFIG = {
    "presets": {
        "base": {"width": 64, "layers": 2},
        "small": {"width": 16, "layers": 1},
    },
    "preset": "base",
    "width": "${presets[${preset}].width}",
    "layers": "${presets[${preset}].layers}",
    "lr": 0.001,
}


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the config, train."""
    cfg = OmegaConf.merge(CONFIG, OmegaConf.from_cli())
    train(cfg.width, cfg.layers, cfg.lr)


if __name__ == "__main__":
    main()
