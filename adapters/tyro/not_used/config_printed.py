"""Show the settings: a dataclass prints its fields."""

from train import load

print(load())
