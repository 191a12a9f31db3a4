"""Let an integer be a product, as in t_max = 2 * ${train:n_epochs}."""

from math import prod

from train import load, wire

from shared_model import train

config = load()
config.converters["int"] = lambda text: prod(map(int, text.split("*")))
train(**wire(config))
