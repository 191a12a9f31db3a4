"""Wants a word that nobody has given."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--use-gpu", type=bool, default=True)
args = parser.parse_args()
print(args)
