"""Kills its parent, which was to look after it, and goes on."""

import os
import signal
import time

os.kill(os.getppid(), signal.SIGKILL)
time.sleep(60)
