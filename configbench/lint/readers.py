"""What reads the words of a command line: in a tree, and in a text that is not parsed."""

import ast
import re

from configbench.inside.parsers.sources import PARSES

#: By its last name, whatever it is called on.
NAMES = frozenset({*PARSES, "Fire", "CLI", "auto_cli", "cli", "docopt", "from_cli"})

#: By its full name.
FULL = frozenset(
    {
        *("hydra.main", "unittest.main", "pytest.main", "absl.app.run", "typer.run"),
        *("click.command", "click.group", "absl.testing.absltest.main"),
        *("tensorflow.app.run", "tensorflow.compat.v1.app.run"),
    }
)


def _any(names: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(names)))


#: Of a full name the last two parts, as most write it: ``app.run``.
TEXT = re.compile(
    rf"\bargv\b|\b(?:{_any(PARSES | {'from_cli', 'tyro.cli'})})\b|\b(?:{_any(NAMES)})\s*\("
    rf"|\b(?:{_any(frozenset('.'.join(each.split('.')[-2:]) for each in FULL))})\b".encode()
)


def is_program_name(above: ast.AST | None) -> bool:
    """Whether what holds ``sys.argv`` takes the name of the program from it, and no word."""
    match above:
        case ast.Subscript(slice=ast.Constant(value=0)):
            return True
    return False
