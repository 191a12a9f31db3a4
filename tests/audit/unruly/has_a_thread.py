"""Has a thread that never ends, started by what it imports."""

import argparse

import has_a_thread_beside

parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr, has_a_thread_beside.THREAD.name)
