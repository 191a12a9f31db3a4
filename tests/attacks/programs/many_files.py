"""Writes 2 GB in many files, each of them modest, and waits."""

import time
from pathlib import Path

for number in range(2000):
    Path(f"attack{number}").write_bytes(b"x" * (1 << 20))
time.sleep(60)
