"""Starts twenty processes that sleep on, and leaves them behind."""

import argparse
import os
import time

for _ in range(20):
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)
        os._exit(0)
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
