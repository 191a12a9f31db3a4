"""What was typed, and over it what a file holds."""

import argparse
import tomllib


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.toml")
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--name", default="run", type=str)
    args = parser.parse_args()
    with open(args.config, "rb") as file:
        args = argparse.Namespace(**{**vars(args), **tomllib.load(file)})
    train(args)


if __name__ == "__main__":
    main()
