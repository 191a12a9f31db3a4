"""Train with the loss that a trusted file names: ``!!python/name:shared_model.L1``."""

import sys
from pathlib import Path

import yaml  # type: ignore[import-untyped]  # it ships no types
from easydict import EasyDict  # type: ignore[import-untyped]  # nor does it
from train import DEFAULTS, restore, wire

from shared_model import train

text = Path(sys.argv[1]).read_text(encoding="utf-8")
loss = EasyDict(yaml.unsafe_load(text)).loss.name
cfg = restore(DEFAULTS)
train(**wire(cfg) | {"loss": loss(weights=dict(cfg.loss.weights))})
