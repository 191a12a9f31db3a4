"""One width, with an anchor of YAML; JSON updates both sections.

python linked.py
python linked.py '{"encoder": {"width": 32}, "decoder": {"depth": 3}}'
python linked.py '{"decoder": {"width": 16}}'
"""

import argparse
import json
from pathlib import Path

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]

DEFAULTS = Path("linked/default.yaml")


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    settings = EasyDict(parser.parse_args().settings)
    cfg = EasyDict(yaml.safe_load(DEFAULTS.read_text(encoding="utf-8")))
    for section, values in settings.items():
        cfg[section].update(values)
    train(cfg.encoder.width, cfg.decoder.width, cfg.decoder.depth)


if __name__ == "__main__":
    main()
