"""Writes one file of 2 GB."""

from pathlib import Path

with Path("attack").open("wb") as file:
    file.writelines(b"x" * (1 << 20) for _ in range(2000))
