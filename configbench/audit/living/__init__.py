"""Living with findings: what is accepted, by a baseline, ``pyproject.toml`` or a comment.

:func:`stated` reads it before anything is tried; :meth:`Living.of` tells an audit what to find by
itself; :func:`applied` takes it apart from what is new.
"""

from configbench.audit.living.applying import Applied, applied
from configbench.audit.living.lived import Lived, Living
from configbench.audit.living.stating import stated

__all__ = ["Applied", "Lived", "Living", "applied", "stated"]
