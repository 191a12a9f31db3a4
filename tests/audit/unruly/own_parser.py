"""Changes argparse itself before it is used."""

import argparse

true = argparse.ArgumentParser.parse_args


def parse_args(self, args=None, namespace=None):
    """Read what is typed twice."""
    true(self, args, namespace)
    return true(self, args, namespace)


argparse.ArgumentParser.parse_args = parse_args
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
