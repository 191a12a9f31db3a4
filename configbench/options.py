"""Options that people type: each once, none empty, none abbreviated; for all commands."""

import argparse
import math
from collections.abc import Sequence
from errno import EINVAL, ENAMETOOLONG
from pathlib import Path
from typing import Any


class Once(argparse.Action):
    """An option with one value: of two, neither is the one that was meant."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Take the value."""
        if option_string is not None:
            _require_once(parser, namespace, self.dest, option_string)
        setattr(namespace, self.dest, values)


class Flag(argparse.Action):
    """An option without a value."""

    def __init__(self, option_strings: Sequence[str], dest: str, **said: Any) -> None:
        super().__init__(option_strings, dest, **{**said, "nargs": 0, "default": False})

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Take it."""
        del values
        _require_once(parser, namespace, self.dest, str(option_string))
        setattr(namespace, self.dest, True)


def _require_once(
    parser: argparse.ArgumentParser,
    namespace: argparse.Namespace,
    name: str,
    typed: str,
) -> None:
    # A tuple: pytest parses with copies of a namespace.
    given: tuple[str, ...] = getattr(namespace, "given", ())
    if name in given:
        parser.error(f"{typed} is given twice, expected once")
    namespace.given = (*given, name)


class Formatter(argparse.HelpFormatter):
    """One that fills what is written on, and leaves examples as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        parts = text.split("\n\n")
        filled = super()._fill_text
        return "\n\n".join(
            part if "\n  " in part else filled(part, width, indent) for part in parts
        )


class Parser(argparse.ArgumentParser):
    """One that takes each option once, and no empty value; so do those of its commands."""

    def __init__(self, **said: Any) -> None:
        fixed = {"allow_abbrev": False, "formatter_class": Formatter}
        super().__init__(**{**said, **fixed})
        self.register("action", None, Once)
        self.register("action", "store", Once)
        self.register("action", "store_true", Flag)
        self.register("type", None, text)
        self.register("type", Path, path)

    def add_subparsers(self, **said: Any) -> Any:
        """Return what commands are added to; their words are read by themselves."""
        made = super().add_subparsers(**said)
        made.type = str
        return made


def names(parser: argparse.ArgumentParser) -> tuple[str, ...]:
    """Return all options that a parser knows, as they are typed."""
    return tuple(parser._option_string_actions)  # noqa: SLF001  it tells nobody in public


#: Seconds that a run of a program may take, if nothing else is said.
SECONDS = 60.0


def add_time_limit(group: Any, what: str = "each run of the program") -> None:
    """Add how long a run may take."""
    group.add_argument(
        "--time-limit",
        type=above_0,
        default=SECONDS,
        metavar="SECONDS",
        help=f"end {what} after so long (default: {SECONDS:g})",
    )


def add_max_time(group: Any, with_what: str) -> None:
    """Add how long all of it may take, and with what it ends then."""
    group.add_argument(
        "--max-time",
        type=above_0,
        metavar="SECONDS",
        help=f"end after so long, with {with_what}",
    )


def add_command(parser: argparse.ArgumentParser) -> None:
    """Add the command that a program is run by: all words from the first that is no option."""
    parser.add_argument(
        # A program may be given an empty word.
        "words",
        nargs=argparse.REMAINDER,
        type=str,
        help=argparse.SUPPRESS,
    )


# -- values ---------------------------------------------------------------------------------------


def text(typed: str) -> str:
    """Return a value that was typed, whatever it is, if there is one."""
    if not typed.strip():
        raise argparse.ArgumentTypeError("is empty, expected a value")
    return typed


def path(typed: str) -> Path:
    """Return a path that was typed: an empty one would be the working folder."""
    if not typed.strip():
        raise argparse.ArgumentTypeError("is empty, expected a path")
    if typed.startswith("~"):
        # Behind a "=", shells leave it as it is: a folder of that name would be made.
        raise argparse.ArgumentTypeError(
            f"{typed[:40]!r}: expected a path without ~, or ./ before it"
        )
    try:
        Path(typed).lstat()
    except (OSError, ValueError) as error:
        if not isinstance(error, OSError) or error.errno in {ENAMETOOLONG, EINVAL}:
            why = error.strerror if isinstance(error, OSError) else error
            raise argparse.ArgumentTypeError(
                f"{typed[:40]!r} is no path: {why}"
            ) from error
    return Path(typed)


def count(typed: str) -> int:
    """Return a whole number above 0."""
    try:
        number = int(typed)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(
            f"{typed[:40]!r}: expected a whole number above 0, such as 5"
        )
    return number


def whole(typed: str) -> int:
    """Return a whole number, of any sign."""
    try:
        return int(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{typed[:40]!r}: expected a whole number, such as 0"
        ) from error


def above_0(typed: str) -> float:
    """Return a number above 0, and not beyond all."""
    try:
        number = float(typed)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(
            f"{typed[:40]!r}: expected a number above 0, such as 60"
        )
    return number
