"""Belongs to `lies`: knows which process imported it."""

import os

IMPORTED_BY = os.getpid()
