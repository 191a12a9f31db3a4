"""Leaves two hundred processes behind, each in a session of its own."""

import os
import time

for _ in range(200):
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
        os._exit(0)
