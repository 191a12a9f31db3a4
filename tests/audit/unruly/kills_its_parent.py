"""Kills whoever started it, and goes on."""

import argparse
import os
import signal

os.kill(os.getppid(), signal.SIGKILL)
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
