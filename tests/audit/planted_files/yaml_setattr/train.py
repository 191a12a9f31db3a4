"""What the file holds is put over what was typed, as it is."""

import argparse

import yaml


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.yaml")
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--run-name", type=str, default="run")
    parser.add_argument("--start", type=str, default="00:00")
    parser.add_argument("--amp", action="store_true")
    args = parser.parse_args()
    with open(args.config) as file:
        for name, value in yaml.safe_load(file).items():
            setattr(args, name, value)
    train(args)


if __name__ == "__main__":
    main()
