"""``configbench values``: what an audit types for each kind of setting, and why."""

import argparse
from pathlib import Path
from typing import Any

from configbench.commands import OK
from configbench.errors import known_name

NAME = "values"

_EPILOG = """\
examples:
  configbench values                of all types
  configbench values --type float
  configbench values lr             as pyproject.toml states it"""


def add(commands: Any) -> None:
    """Add the command and its options to a parser's commands."""
    values = commands.add_parser(
        NAME,
        usage="configbench values [--type TYPE] [NAME…]",
        description="Print what an audit types for each type of setting: what must be accepted, "
        "what must be rejected, and why somebody would type it.  For the settings of a program: "
        "configbench audit --list -- COMMAND…",
        epilog=_EPILOG,
    )
    values.add_argument(
        "--type", metavar="TYPE", help="of this type alone, such as float"
    )
    values.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="of this setting, as [tool.configbench.settings] of pyproject.toml states it",
    )


def run(args: argparse.Namespace) -> int:
    """Print what is typed for one kind of setting, for all, or for settings that are stated."""
    # Not before: mistakes and --version wait for nothing that draws.
    from configbench import project  # noqa: PLC0415  see above
    from configbench.audit import narrowing  # noqa: PLC0415
    from configbench.audit.model import Kind  # noqa: PLC0415
    from configbench.audit.planning import vocabulary  # noqa: PLC0415  see above

    kind = None
    if args.type is not None:
        kind = Kind(known_name("type", args.type, narrowing.KINDS))
    narrowed = narrowing.narrowed(project.read(Path.cwd())) if args.names else {}
    for name in args.names:
        known_name("stated setting", name, narrowed)
    asked = {name: narrowed[name] for name in args.names}
    print(vocabulary.values_text(kind, asked), end="")
    return OK
