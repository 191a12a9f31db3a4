"""Wrap the entry points of parsers when the program imports them."""

import sys

from .known import KNOWN

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


class _Finder:
    """Finds nothing itself: has those modules wrapped that other finders find."""

    def find_spec(self, name: str, path: "Any" = None, target: "Any" = None) -> "Any":
        """Return the spec of a known library's module, which is wrapped once it has run."""
        if name not in KNOWN:
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            if finder is self or find is None:
                continue
            spec = find(name, path, target)
            if spec is not None:
                _watch(spec, name)
                return spec
        return None


def _watch(spec: "Any", name: str) -> None:
    run = getattr(spec.loader, "exec_module", None)
    if run is None:
        return

    def exec_module(module: "ModuleType") -> None:
        # Once: a module that is loaded again asks the finder again.
        spec.loader.__dict__.pop("exec_module", None)
        run(module)
        _hook(name, module)

    try:
        spec.loader.exec_module = exec_module
    except AttributeError:  # a loader that is a class, as those of frozen modules are
        pass


def _hook(name: str, module: "Any") -> None:
    from importlib import import_module

    import_module(f"{__package__}.known.{KNOWN[name]}").hook(module)


def begin() -> None:
    """Wrap what is imported already, and what will be."""
    sys.meta_path.insert(0, _Finder())
    for name in [*KNOWN]:
        module = sys.modules.get(name)
        if module is not None:
            _hook(name, module)
