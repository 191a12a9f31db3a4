"""A file of data: its names are words of the data, and any will do."""

import argparse
import json


def train(args, labels):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")
    print(f"labels = {labels!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--labels", default="labels.json")
    args = parser.parse_args()
    with open(args.labels) as file:
        labels = json.load(file)
    train(args, labels)


if __name__ == "__main__":
    main()
