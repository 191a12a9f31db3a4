"""Ends at once, with 0 and without a word, where it refuses."""

import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
parser.error = lambda _: os._exit(0)
args = parser.parse_args()
print(args.use_gpu, args.lr)
