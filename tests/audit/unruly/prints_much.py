"""Prints two megabytes, and then reads what is typed."""

import argparse
import sys

for _ in range(32):
    sys.stdout.write("x" * 65536)
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
