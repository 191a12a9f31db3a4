"""Prints without an end before it reads what is typed."""

import sys

while True:
    sys.stdout.write("x" * 65536)
    sys.stderr.write("y" * 65536)
