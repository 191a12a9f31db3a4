"""Make ``configbench/inside`` importable in this interpreter, under a name that is nobody's.

The looked-at program may have modules of any name, and its environment need not know us: so this
folder is on ``sys.path`` for a moment only, and what enters is one package, ``configbench_inside``.
"""

import sys

# Frozen into every interpreter and imported already; importlib itself would cost a millisecond.
from _frozen_importlib import module_from_spec
from _frozen_importlib_external import spec_from_file_location

NAME = "configbench_inside"


def enter() -> None:
    """Load the package and take its door off ``sys.path`` again."""
    here = __file__.rpartition("/")[0]
    sys.path[:] = [folder for folder in sys.path if folder != here]
    inside = here.rpartition("/")[0]
    spec = spec_from_file_location(
        NAME, inside + "/__init__.py", submodule_search_locations=[inside]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{inside}: cannot be loaded")
    sys.modules[NAME] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
