"""Import modules, then run a program: ``python after.py MODULE[,MODULE] FILE PROGRAM [WORDS]``.

FILE receives a JSON line with the clocks (seconds; as the look stamps them) right before and right
after the imports, so that what the program adds can be told from them.

The program could write other clocks there.  So they are sealed by what lies in FILE.key, if that
is there; it is gone before the program begins.
"""

import sys
import time

_, modules, file, *argv = sys.argv
before = time.monotonic(), time.process_time()
for module in modules.split(","):
    __import__(module)
after = time.monotonic(), time.process_time()

# The observer's own imports come after the clocks.
import hmac  # noqa: E402  see above
import json  # noqa: E402  likewise
import runpy  # noqa: E402  likewise
from pathlib import Path  # noqa: E402  likewise

ready = time.monotonic(), time.process_time()
marks: dict[str, object] = {"before": before, "after": after, "ready": ready}
kept = Path(file + ".key")
if kept.exists():
    key, told = kept.read_bytes(), json.dumps(marks).encode()
    kept.write_bytes(bytes(len(key)))
    kept.unlink()
    marks["seal"] = hmac.digest(key, told, "sha256").hex()
    del key
Path(file).write_text(json.dumps(marks) + "\n", encoding="utf-8")
sys.argv = argv
sys.path[0] = str(Path(argv[0]).parent)
runpy.run_path(argv[0], run_name="__main__")
