"""Its parser, its values and its namespace raise where they are read."""

import argparse


class Raises:
    """Cannot be read."""

    def __repr__(self):
        raise RuntimeError("not to be read")

    __str__ = __eq__ = __hash__ = __len__ = __iter__ = __repr__

    def __getattr__(self, name):
        raise RuntimeError(name)


class Parser(argparse.ArgumentParser):
    """Cannot be read."""

    def __repr__(self):
        raise RuntimeError("not to be read")

    __str__ = __repr__


parser = Parser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--thing", default=Raises(), help=argparse.SUPPRESS)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
