"""Deletes its own folder."""

import argparse
import os
import shutil
from pathlib import Path

here = Path(__file__).parent
for path in here.iterdir():
    shutil.rmtree(path) if path.is_dir() else os.remove(path)
parser = argparse.ArgumentParser()
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.use_gpu, args.lr)
