"""Stops its parent, which was to look after it, and goes on."""

import os
import signal
import time

os.kill(os.getppid(), signal.SIGSTOP)
time.sleep(60)
