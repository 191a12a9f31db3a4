"""Closes all of its files, and prints bytes that are no text."""

import argparse
import os

os.write(1, b"\xff\xfe\x00 no text\n")
os.closerange(0, 256)
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
