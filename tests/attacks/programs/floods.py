"""Writes 2 GB to standard output."""

import os

for _ in range(2000):
    os.write(1, b"x" * (1 << 20))
