"""Show the settings: a model gives itself as JSON."""

from train import load

print(load().model_dump_json(indent=2))
