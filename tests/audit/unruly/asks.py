"""Asks whether to go on."""

import argparse

if input("go on? ") != "y":
    raise SystemExit(1)
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
