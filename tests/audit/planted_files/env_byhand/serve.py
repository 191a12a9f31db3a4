"""Reads such a file by hand, and does not know of quotes."""

import argparse
import os


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    with open(".env") as file:
        for line in file:
            name, found, value = line.strip().partition("=")
            if found and not name.startswith("#"):
                os.environ.setdefault(name, value)
    parser = argparse.ArgumentParser()
    parser.add_argument("--title", type=str, default=os.environ.get("TITLE", "run"))
    parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
    args = parser.parse_args()
    train(args)


if __name__ == "__main__":
    main()
