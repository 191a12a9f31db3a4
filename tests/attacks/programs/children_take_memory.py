"""Takes memory in many children, each of them modest."""

import os
import time

for _ in range(20):
    if os.fork() == 0:
        held = b"x" * (30 << 20)
        time.sleep(60)
time.sleep(60)
