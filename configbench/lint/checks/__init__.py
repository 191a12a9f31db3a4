"""What a lint looks for in a Python file: each check a module with ``found(module)``, one list."""

from collections.abc import Callable, Iterator

from configbench.lint.checks import (
    choices,
    executed,
    fire,
    flags,
    helps,
    remainders,
    truths,
    types,
)
from configbench.lint.model import Found
from configbench.lint.module import Module

Check = Callable[[Module], Iterator[Found]]

CHECKS: tuple[Check, ...] = tuple(
    module.found
    for module in (types, choices, truths, flags, remainders, executed, helps, fire)
)

#: What a file must hold to be read at all: a word that no check can do without.
WORDS = (
    *(b"add_argument", b"parse_known_", b"return_remaining_strings"),
    *(b"return_unknown_args", b"eval", b"exec", b"click", b"fire", b"Fire"),
)
