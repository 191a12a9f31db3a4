"""Defaults are updated by a file, and by what was typed."""

import argparse
import json

DEFAULTS = {"lr": 0.1, "epochs": 3, "amp": True, "name": "run"}


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.json")
    parser.add_argument("--lr", type=float)
    parser.add_argument("--epochs", type=int)
    args = parser.parse_args()
    config = dict(DEFAULTS)
    with open(args.config) as file:
        config.update(json.load(file))
    if args.lr is not None:
        config["lr"] = args.lr
    if args.epochs is not None:
        config["epochs"] = args.epochs
    config["amp"] = bool(config["amp"])
    train(argparse.Namespace(**config))


if __name__ == "__main__":
    main()
