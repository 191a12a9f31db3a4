"""Never comes back from one value."""

import argparse
import time


def rate(text):
    """Wait for what is no number."""
    while not text.replace(".", "").isdigit():
        time.sleep(0.1)
    return float(text)


parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=rate, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
