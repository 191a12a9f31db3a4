"""Belongs to `has_a_thread`."""

import threading
import time

THREAD = threading.Thread(target=time.sleep, args=(600,), daemon=True)
THREAD.start()
