"""A word behind a flag lands in another setting, an option is swallowed, and False is true."""

import argparse
import sys

#: Options whose values may begin with a dash.
TEXTS = ("--note",)


def joined(words):
    """Write each of these with its value as one word, for argparse takes no dash."""
    found = []
    for word in words:
        if found and found[-1] in TEXTS:
            found[-1] += "=" + word
        else:
            found.append(word)
    return found


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("data", nargs="?", default="data")
parser.add_argument("--amp", action="store_true")
parser.add_argument("--shuffle", type=bool, default=False)
parser.add_argument("--note", type=str, default="", help="may begin with a dash")
parser.add_argument("--seed", type=int, default=1)


def main() -> None:
    """Read what is typed, and say it."""
    args = parser.parse_args(joined(sys.argv[1:]))
    print(args.data, args.amp, args.shuffle, args.note, args.seed)


if __name__ == "__main__":
    main()
