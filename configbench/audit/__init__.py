"""``configbench audit``: what a program of anybody does with what people type.

Called, ``configbench.audit("python train.py")``, it is :func:`configbench.audit.asked.audit`.
"""

import sys
from types import ModuleType

from configbench.audit.asked import audit


class _Callable(ModuleType):
    """A package that is called by the name of the command."""

    __call__ = staticmethod(audit)


sys.modules[__name__].__class__ = _Callable
