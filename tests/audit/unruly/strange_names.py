"""Has settings with spaces, other letters and signs in their names."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--größe", type=bool, default=True)
parser.add_argument("--use gpu", type=bool, default=True)
parser.add_argument("--学習率", type=float, default=0.1)
parser.add_argument("--a.b", type=bool, default=True)
parser.add_argument("--", dest="nothing", nargs="?")
parser.add_argument("---x", type=bool, default=True)
args = parser.parse_args()
print(args)
