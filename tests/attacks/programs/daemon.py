"""Leaves a daemon behind: forked twice, in a session of its own, without any file of ours."""

import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.chdir("/")
        os.closerange(0, 64)
        time.sleep(60)
    os._exit(0)
os.wait()
