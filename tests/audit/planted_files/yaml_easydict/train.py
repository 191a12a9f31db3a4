"""A file becomes a tree with attributes, and that is the configuration."""

import sys

import yaml
from easydict import EasyDict


def train(cfg):
    print("data.name =", repr(cfg.data.name))
    print("data.workers =", repr(cfg.data.workers))
    print("optimizer =", repr(cfg.optimizer))
    print("optimizer.lr =", repr(cfg.optimizer.lr))
    print("optimizer.nesterov =", repr(cfg.optimizer.nesterov))


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else "configs/cifar.yml"
    with open(path) as file:
        cfg = EasyDict(yaml.load(file, Loader=yaml.FullLoader))
    train(cfg)


if __name__ == "__main__":
    main()
