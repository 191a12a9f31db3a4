"""A file and a variable of the environment win over what is typed."""

import argparse
import os
from pathlib import Path


class FromEnvironment(argparse.Action):
    """Takes PLANTED_NAME of the environment, whatever is typed."""

    def __call__(self, parser, namespace, values, option_string=None):
        found = os.environ.get(f"PLANTED_{self.dest.upper()}")
        setattr(namespace, self.dest, values if found is None else int(found))


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--config", type=Path, help="a file with more words")
parser.add_argument("--lr", type=float, default=1e-3)
parser.add_argument("--width", type=int, default=64)
parser.add_argument("--threads", type=int, default=2, action=FromEnvironment)
parser.add_argument("--seed", type=int, default=1)


def main() -> None:
    """Read what is typed, then the file, and say it."""
    args = parser.parse_args()
    if args.config:
        args = parser.parse_args(args.config.read_text().split(), args)
    print(args.lr, args.width, args.threads, args.seed)


if __name__ == "__main__":
    main()
