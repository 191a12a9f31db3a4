"""Starts itself once more, with another environment."""

import argparse
import os
import sys

if "PYTHONHASHSEED" not in os.environ or "AGAIN" not in os.environ:
    os.environ.update(AGAIN="1", PYTHONHASHSEED="0")
    os.execv(sys.executable, [sys.executable, *sys.argv])
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
