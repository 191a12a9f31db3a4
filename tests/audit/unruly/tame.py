"""Does nothing but read what is typed;  is its one fault."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
