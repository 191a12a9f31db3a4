"""Results that stay of today: ``python -m benchmarks renew``, the middle of ``make update``.

What is concerned is found in what units tell of themselves (``concerned.py``): rows whose locks
moved, all rows if the suite did.  That alone is measured (``jobs.py``), and what the results were
before is kept, small (``earlier.py``).
"""

from benchmarks.renewing.renewing import measured, renew

__all__ = ["measured", "renew"]
