"""A schema stands below what the file holds."""

import argparse
from dataclasses import dataclass, field

from omegaconf import OmegaConf


@dataclass
class Optimizer:
    lr: float = 0.1
    momentum: float = 0.9


@dataclass
class Config:
    epochs: int = 3
    amp: bool = False
    optimizer: Optimizer = field(default_factory=Optimizer)


def train(cfg):
    print("amp =", repr(cfg.amp))
    print("epochs =", repr(cfg.epochs))
    print("optimizer.lr =", repr(cfg.optimizer.lr))
    print("optimizer.momentum =", repr(cfg.optimizer.momentum))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.yaml")
    path = parser.parse_args().config
    train(OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.load(path)))


if __name__ == "__main__":
    main()
