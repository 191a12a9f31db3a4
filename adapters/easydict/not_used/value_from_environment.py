"""Let !env SEED in a file be the variable SEED of the environment."""

import os

import yaml  # type: ignore[import-untyped]  # it ships no types
from train import load, wire

from shared_model import train


def env(_: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    """Read a variable as YAML would read its text."""
    return yaml.safe_load(os.environ[node.value])


yaml.add_constructor("!env", env, yaml.SafeLoader)
train(**wire(load()))
