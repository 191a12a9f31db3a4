"""Let ${env:SEED} in a file be the variable SEED of the environment."""

import os

from train import load, wire

from shared_model import train

config = load()
config.read_dict({"env": {"SEED": os.environ["SEED"]}})
train(**wire(config))
