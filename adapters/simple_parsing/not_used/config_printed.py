"""Show the settings: a dataclass prints its fields, as the examples of the library do."""

from train import load

print(load().config)
