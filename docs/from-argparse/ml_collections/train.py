"""Train, configured with ML Collections."""

import sys
from pathlib import Path

from absl import app
from fit import fit
from ml_collections import config_flags

CHOICES = {
    "model": ["lstm", "lstmattn", "bert"],
    "optimizer": ["adam", "adamw"],
    "scheduler": ["plateau", "cosine", "none"],
}

CONFIG = config_flags.DEFINE_config_file(
    "config", str(Path(__file__).with_name("config.py"))
)


def main(argv):
    if len(argv) > 1:
        raise app.UsageError(f"Too many command-line arguments: {argv[1:]}")
    config = CONFIG.value.to_dict()
    for section, names in CHOICES.items():
        if config[section]["name"] not in names:
            sys.exit(f"train.py: {section}.name: expected {', '.join(names)}")
    config["model"]["head_dims"] = list(config["model"]["head_dims"])
    config["data"]["data_dir"] = Path(config["data"]["data_dir"])
    if config["clip_grad"] is not None:
        config["clip_grad"] = float(config["clip_grad"])
    config["tags"] = list(config["tags"])
    fit(**config)


if __name__ == "__main__":
    app.run(main)
