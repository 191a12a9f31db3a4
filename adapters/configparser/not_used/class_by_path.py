"""Train with a loss by its import path, as in ``class_by_path.py shared_model.L1``."""

import sys
from pkgutil import resolve_name

from train import build_config, wire

from shared_model import train

config = build_config()
config.converters["object"] = resolve_name
settings = wire(config)
config["loss"]["name"] = sys.argv[1]
loss = config["loss"].getobject("name")
train(**settings | {"loss": loss(weights=settings["loss"].weights)})
