"""Closes all its files, takes another name and another folder, and stays."""

import ctypes
import os
import time

os.closerange(0, 1024)
os.environ.clear()
os.chdir("/")
ctypes.CDLL(None).prctl(15, b"kworker/0:1", 0, 0, 0)
if os.fork() == 0:
    os.setsid()
time.sleep(60)
