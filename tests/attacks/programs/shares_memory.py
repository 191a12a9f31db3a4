"""Takes memory where no limit of a process counts it."""

import time
from pathlib import Path

with Path("/dev/shm/attack").open("wb") as file:  # noqa: S108  the attack
    file.writelines(b"x" * (1 << 20) for _ in range(2000))
time.sleep(60)
