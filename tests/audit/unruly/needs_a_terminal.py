"""Measures its terminal, and opens it."""

import argparse
import os

width = os.get_terminal_size().columns
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr, width)
