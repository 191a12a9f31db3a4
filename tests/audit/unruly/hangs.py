"""Never comes to its parser."""

import time

time.sleep(600)
