"""Show the settings: a model gives itself as data that YAML can print."""

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from train import load

print(yaml.safe_dump(load().model_dump(mode="json"), sort_keys=False))
