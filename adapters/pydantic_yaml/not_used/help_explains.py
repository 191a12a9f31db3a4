"""Show all settings with their defaults and texts: the JSON schema of the model."""

import sys

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from train import Config

if "--help" in sys.argv:
    print(yaml.safe_dump(Config.model_json_schema(), sort_keys=False))
