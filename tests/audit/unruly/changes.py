"""Has other values each time."""

import argparse
import os
import random
import time

parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
parser.add_argument("--name", default=f"run-{time.time()}")
parser.add_argument("--port", type=int, default=os.getpid())
args = parser.parse_args()
print(args)
