"""Start a program and tell its peak memory: ``python -I -S peak.py FILE PROGRAM WORDS``.

FILE receives the peak of the reaped program (``ru_maxrss``) in KiB.  A started program inherits
the peak of the process that starts it, for Linux keeps the figure across ``exec``; the harness
itself is larger than most of what it measures, this process is smaller than all (8.6 MiB).
"""

import os
import sys

_, file, *argv = sys.argv
child = os.posix_spawnp(argv[0], argv, os.environ)
child, status, usage = os.wait4(child, 0)
descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
os.write(descriptor, str(usage.ru_maxrss).encode())
code = os.waitstatus_to_exitcode(status)
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
