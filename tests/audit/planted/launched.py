"""Nothing is wrong with it, but that torchrun knows names that begin with its own."""

import argparse

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--r", type=int, default=8, help="rank")
parser.add_argument("--alpha", type=float, default=16.0)


def main() -> None:
    """Read what is typed, and say it."""
    args = parser.parse_args()
    print(args.r, args.alpha)


if __name__ == "__main__":
    main()
