"""A flag for each tag, which adds it to those of a file."""

import sys
from dataclasses import dataclass

import tyro
from train import Config, restore, wire

from shared_model import train


@dataclass(kw_only=True)
class Tagged(Config):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, whose tags are added one by one."""

    tags: tyro.conf.UseAppendAction[list[str]]


file, *words = sys.argv[1:]
default = Tagged(**vars(restore({}, file)))
train(**wire(tyro.cli(Tagged, default=default, args=words)))
