"""Catches the end of its parser, and goes on with the defaults."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
try:
    args = parser.parse_args()
except BaseException:
    args = parser.parse_args([])
print(args.use_gpu, args.lr)
