"""What is text at the place is a number where it is used; what was typed stays."""

import argparse
import sys

import yaml


def train(args):
    print("lr =", float(args.lr))
    print("gamma =", float(args.gamma))
    print("epochs =", int(args.epochs))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.yaml")
    parser.add_argument("--lr", default=0.1)
    parser.add_argument("--gamma", default=0.5)
    parser.add_argument("--epochs", default=3)
    args = parser.parse_args()
    with open(args.config) as file:
        config = yaml.safe_load(file)
    unknown = set(config) - set(vars(args))
    if unknown:
        sys.exit(f"{args.config}: nobody knows {', '.join(sorted(unknown))}")
    parser.set_defaults(**config)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
