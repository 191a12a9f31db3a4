"""Brought into an interpreter by ``PYTHONPATH``: lets the look in, then the environment's own.

The interpreter imports one ``sitecustomize``, the first on its path; an environment that has one of
its own (Debian's Pythons do) must not lose it.
"""

import sys

import configbench_entry

_ours = sys.modules[__name__]
configbench_entry.enter()
from configbench_inside import look  # noqa: E402  importable from here on

look.install()
del sys.modules[__name__]
try:
    import sitecustomize  # noqa: F401  the environment's own
except ImportError as error:
    if error.name != __name__:
        raise
    sys.modules[__name__] = _ours
