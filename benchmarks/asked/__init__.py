"""What the harness asks of an adapter's ``values.py``, and the program that asks it."""
