"""What was typed is there first, and is then overruled by a file."""

import argparse
import os

from dotenv import load_dotenv


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    load_dotenv(".env")
    for name in ("port", "workers"):
        if name.upper() in os.environ:
            setattr(args, name, int(os.environ[name.upper()]))
    train(args)


if __name__ == "__main__":
    main()
