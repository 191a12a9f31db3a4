"""Writes into its own folder: a new file, its source, what was there."""

import argparse
import os
from pathlib import Path

here = Path(__file__).parent
(here / "made.txt").write_text("made")
(here / "kept.txt").write_text("changed")
os.chmod(here / "kept.txt", 0o600)
Path(__file__).write_text("# gone\n")
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
