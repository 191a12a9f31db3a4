"""A dictionary whose default is empty takes pairs of any keys."""

import tyro
from train import Bce, Config, wire

from shared_model import train

train(**wire(tyro.cli(Config, default=Config(loss=Bce(weights={})))))
