"""Import a module, then run a program: ``python after.py MODULE FILE [PROGRAM WORDS]``.

FILE receives a JSON line with the clocks (seconds; as the look stamps them) right
before and right after the import, so that what the program adds can be told from the import.
"""

import sys
import time

_, module, file, *argv = sys.argv
before = time.monotonic(), time.process_time()
__import__(module)
after = time.monotonic(), time.process_time()

# The observer's own imports come after the clocks.
import json  # noqa: E402  see above
import runpy  # noqa: E402  likewise
from pathlib import Path  # noqa: E402  likewise

ready = time.monotonic(), time.process_time()
Path(file).write_text(
    json.dumps({"before": before, "after": after, "ready": ready}) + "\n",
    encoding="utf-8",
)
if argv:
    sys.argv = argv
    sys.path[0] = str(Path(argv[0]).parent)
    runpy.run_path(argv[0], run_name="__main__")
