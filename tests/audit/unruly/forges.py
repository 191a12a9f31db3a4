"""Writes what it likes into every file that its environment names."""

import argparse
import os

for name, value in [*os.environ.items()]:
    file = value.rpartition(":")[2]
    if "CONFIGBENCH" in name and file.startswith("/"):
        with open(file, "ab") as found:
            found.write(b'{"values": {"t": 7}}\n[]\nnot json\n' + b"\xff" * 100 + b"\n")
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
