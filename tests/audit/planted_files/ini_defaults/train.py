"""A section brings the defaults of a parser; a flag has no type that would read its text."""

import argparse
import configparser


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument("-c", "--config", default="train.cfg")
    known, rest = first.parse_known_args()
    config = configparser.ConfigParser()
    config.read(known.config)
    parser = argparse.ArgumentParser(parents=[first])
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--amp", action=argparse.BooleanOptionalAction, default=False)
    parser.set_defaults(**dict(config["train"]))
    args = parser.parse_args(rest)
    train(args)


if __name__ == "__main__":
    main()
