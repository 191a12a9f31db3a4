"""Forks until it is stopped; each child lives on."""

import os
import time

for _ in range(5000):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
time.sleep(60)
