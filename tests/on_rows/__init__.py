"""Programs that tests ask about a library, on the interpreter of its row (``tests/asked.py``).

They find there what the row finds, and of the tests' libraries none.
"""

import json
import sys
import traceback
from collections.abc import Callable
from typing import Any


def serve(answer: Callable[[Any], Any]) -> None:
    """Answer each line of JSON by one: what came of it, or the traceback."""
    for line in sys.stdin:
        try:
            told = {"answer": answer(json.loads(line))}
        except Exception:  # noqa: BLE001  it is the test's
            told = {"traceback": traceback.format_exc()}
        print(json.dumps(told), flush=True)
