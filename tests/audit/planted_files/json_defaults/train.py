"""A file brings the defaults of a parser, which converts of them what is text."""

import argparse
import json


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument("--config", default="config.json")
    known, rest = first.parse_known_args()
    parser = argparse.ArgumentParser(parents=[first])
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--amp", action=argparse.BooleanOptionalAction, default=False)
    with open(known.config) as file:
        parser.set_defaults(**json.load(file))
    args = parser.parse_args(rest)
    train(args)


if __name__ == "__main__":
    main()
