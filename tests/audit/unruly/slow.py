"""Takes 20 seconds to be imported."""

import argparse
import time

time.sleep(20)
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
