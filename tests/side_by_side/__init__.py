"""Two states of this repository, measured side by side: ``python -m tests.side_by_side REV``."""
