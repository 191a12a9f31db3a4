"""A dataclass is made of what a file holds, and believes it."""

import argparse
from dataclasses import dataclass

import yaml


@dataclass
class Config:
    lr: float
    epochs: int
    shuffle: bool
    name: str = "run"


def train(config: Config):
    print("lr =", repr(config.lr))
    print("epochs =", repr(config.epochs))
    print("shuffle =", repr(config.shuffle))
    print("name =", repr(config.name))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("config", nargs="?", default="config.yaml")
    with open(parser.parse_args().config) as file:
        config = Config(**yaml.safe_load(file))
    train(config)


if __name__ == "__main__":
    main()
