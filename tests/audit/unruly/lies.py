"""Does otherwise where it is a fork: a module of it counts who uses it."""

import argparse
import os

import lies_beside

parser = argparse.ArgumentParser()
kind = bool if os.getpid() == lies_beside.IMPORTED_BY else str
parser.add_argument("--use-gpu", type=kind, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
