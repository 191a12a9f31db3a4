"""Words that nobody knows are dropped, refusals end as a success, a flag has one way."""

import argparse
import sys


class Parser(argparse.ArgumentParser):
    """Says what is wrong, and ends."""

    def error(self, message):
        print(f"serve: {message}", file=sys.stderr)
        sys.exit(0)


parser = Parser(description=__doc__)
parser.add_argument("--port", type=int, default=8000)
parser.add_argument("--top-p", type=float, default=0.9)
parser.add_argument("--no-cache", dest="cache", action="store_false", default=False)


def main() -> None:
    """Read what is typed, and say it."""
    args, _ = parser.parse_known_args()
    print(args.port, args.top_p, args.cache)


if __name__ == "__main__":
    main()
