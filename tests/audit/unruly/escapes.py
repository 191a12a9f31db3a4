"""Has escape sequences in names, help, defaults and messages."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--\x1b[31mred", dest="red\x1b[2J", default="\x1b]0;owned\x07")
parser.add_argument("--lr", type=float, default=0.1, help="\x1b[8mhidden\x1b[2J")
parser.error = lambda message: parser.exit(2, f"\x1b[2J\x1b[31m{message}\x07\r\n")
args = parser.parse_args()
print(args.use_gpu, args.lr)
