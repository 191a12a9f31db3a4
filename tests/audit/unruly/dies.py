"""Is killed while it reads what is typed."""

import argparse
import os
import signal

parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument(
    "--seed", type=lambda _: os.kill(os.getpid(), signal.SIGKILL), default="1"
)
args = parser.parse_args()
print(args.use_gpu, args.lr)
