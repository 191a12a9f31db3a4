"""Published results held against another machine: ``python -m benchmarks replicate``.

Which cells are measured is drawn (``drawing.py``); each is measured as ``reproduce`` does and
compared as that compares; of one that differs it is told what else is otherwise here
(``differing.py``).  What comes of it is one file of JSON, to be sent (``replicating.py``); those in
``report/replications/`` are quoted by the report.
"""

from benchmarks.replicating.drawing import Drawn, draw
from benchmarks.replicating.replicating import replicate, told

__all__ = ["Drawn", "draw", "replicate", "told"]
