"""What a user states: on the command line and in ``pyproject.toml``.

Each mistake is one sentence that names where it stands, what was typed and what was expected.
"""

import argparse
import math
import os
import shlex
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from configbench import foreign
from configbench.audit.ground import environs
from configbench.audit.model import NUMBERS, Kind, Narrowed, Request, Template
from configbench.errors import UserError, known_name, nearest

#: What may be stated of a setting.
KEYS = ("type", "min", "max", "choices", "allow-none")

#: Types that can be stated: all but that nobody knows it.
KINDS = tuple(each.value for each in Kind if each is not Kind.UNKNOWN)

#: So large a file of ours nobody writes.
_LONGEST = 1_000_000


def request(args: argparse.Namespace, command: Sequence[str], cwd: Path) -> Request:
    """Return what a user asks for.

    Parameters
    ----------
    args
        The options of ``configbench audit``.
    command
        The words behind ``--``.
    cwd
        Where they are typed.

    Raises
    ------
    UserError
        If an option, a file or ``pyproject.toml`` states what cannot be followed.
    """
    return Request(
        command=tuple(command),
        cwd=cwd,
        at=args.at,
        templates=templates(args.set or ()),
        narrowed=narrowed(cwd),
        seed=args.seed,
        jobs=args.jobs,
        more=args.more,
        max_time=args.max_time,
        time_limit=args.time_limit,
        in_place=args.in_place,
        allow_network=args.allow_network,
        keep_home=args.keep_home,
        environ=_environ(args.env or (), args.env_file),
        passed=_passed(args.pass_env or ()),
        fresh=args.fresh,
    )


# -- --set ----------------------------------------------------------------------------------------


def templates(typed: Iterable[str]) -> dict[str, Template]:
    """Read how settings are spelt, ``NAME=TEMPLATE`` each.

    >>> templates(["lr=--lr {}"])
    {'lr': ('--lr', '{}')}
    """
    found: dict[str, Template] = {}
    for each in typed:
        name, equals, template = each.partition("=")
        if not equals or not name:
            raise UserError(
                f"--set {each!r}: expected NAME=TEMPLATE, such as lr='--lr={{}}'"
            )
        if name in found:
            raise UserError(f"--set names {name!r} twice, expected once")
        try:
            words = tuple(shlex.split(template))
        except ValueError as error:  # a quote that is not closed
            raise UserError(
                f"--set {each!r}: the template cannot be read as words of a shell: {error}"
            ) from error
        if sum(word.count("{}") for word in words) != 1:
            raise UserError(
                f"--set {each!r}: expected {{}} once, where the value stands, such as "
                f"{name}='--{name}={{}}'"
            )
        found[name] = words
    return found


# -- variables ------------------------------------------------------------------------------------


def _environ(typed: Sequence[str], file: Path | None) -> dict[str, str]:
    found = environs.read(typed, [file] if file else [])
    named = [each.partition("=")[0] for each in typed]
    for name in named:
        if named.count(name) > 1:
            raise UserError(f"--env sets {name!r} twice, expected once")
    return found


def _passed(typed: Sequence[str]) -> tuple[str, ...]:
    for each in typed:
        if each not in os.environ:
            raise UserError(
                f"--pass-env {each!r}: there is no such variable{nearest(each, os.environ)}"
            )
    return tuple(dict.fromkeys(typed))


# -- pyproject.toml -------------------------------------------------------------------------------


def narrowed(cwd: Path) -> dict[str, Narrowed]:
    """Read what the nearest ``pyproject.toml`` upward states of settings.

    Parameters
    ----------
    cwd
        The folder to begin with.

    Raises
    ------
    UserError
        If it cannot be read, or states what is not understood.
    """
    for folder in (cwd, *cwd.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            return _narrowed(file)
    return {}


def _narrowed(file: Path) -> dict[str, Narrowed]:
    try:
        content = tomllib.loads(_text(file))
    except ValueError as error:  # a number of thousands of digits, too
        raise UserError(f"{file} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise UserError(f"{file} is nested too deeply to be read") from error
    ours = _table(content.get("tool", {}), file, "tool").get("configbench", {})
    table = _table(ours, file, "tool.configbench")
    for key in table:
        _require_key(key, ("settings",), file, "tool.configbench")
    where = "tool.configbench.settings"
    found = {}
    for name, stated in _named(
        _table(table.get("settings", {}), file, where), file, where
    ):
        found[name] = _setting(stated, file, f"{where}.{name}")
    return found


def _named(
    tables: Mapping[str, Any], file: Path, where: str, prefix: str = ""
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what is stated of each setting, by its name: that of a table, dots and all."""
    for key, value in tables.items():
        name = f"{prefix}{key}"
        table = _table(value, file, f"{where}.{key}")
        own = {key: each for key, each in table.items() if not isinstance(each, dict)}
        inner = {key: each for key, each in table.items() if isinstance(each, dict)}
        if own or not inner:
            yield name, own
        yield from _named(inner, file, f"{where}.{key}", f"{name}.")


def _setting(stated: Mapping[str, Any], file: Path, where: str) -> Narrowed:
    for key in stated:
        _require_key(key, KEYS, file, where)
    kind = _kind(stated, file, where)
    least, most = (_bound(stated, key, file, where) for key in ("min", "max"))
    bounded = least is not None or most is not None
    if bounded and kind is not None and kind not in NUMBERS:
        raise UserError(
            f"{file}: [{where}] has min or max, and type = {kind.value!r}: expected one of "
            f"{', '.join(NUMBERS)}"
        )
    if least is not None and most is not None and least > most:
        raise UserError(
            f"{file}: [{where}] min = {stated['min']} is above max = {stated['max']}"
        )
    choices = _choices(stated, file, where)
    if kind is Kind.CHOICE and not choices:
        raise UserError(f"{file}: [{where}] type = 'choice' needs choices = [...]")
    optional = stated.get("allow-none")
    if not isinstance(optional, bool | None):
        raise _unexpected(file, where, "allow-none", optional, "expected true or false")
    return Narrowed(kind, least, most, choices, optional)


def _kind(stated: Mapping[str, Any], file: Path, where: str) -> Kind | None:
    if "type" not in stated:
        return None
    typed = stated["type"]
    if typed not in KINDS:
        raise _unexpected(
            file,
            where,
            "type",
            typed,
            f"expected one of {', '.join(KINDS)}{nearest(str(typed), KINDS)}",
        )
    return Kind(typed)


def _bound(stated: Mapping[str, Any], key: str, file: Path, where: str) -> float | None:
    value = stated.get(key)
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or math.isnan(value)
    ):
        raise _unexpected(file, where, key, value, "expected a number")
    return value


def _choices(stated: Mapping[str, Any], file: Path, where: str) -> tuple[str, ...]:
    if "choices" not in stated:
        return ()
    value = stated["choices"]
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(each, str) for each in value)
    ):
        raise _unexpected(
            file,
            where,
            "choices",
            value,
            'expected a list of texts, as they are typed, such as ["adam", "sgd"]',
        )
    return tuple(dict.fromkeys(value))


def _table(value: object, file: Path, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UserError(
            f"{file}: {where} = {_short(value)} is no table, expected [{where}]"
        )
    return value


def _require_key(key: str, known: Sequence[str], file: Path, where: str) -> None:
    try:
        known_name("key", key, known)
    except UserError as error:
        raise UserError(
            f"{file}: [{where}]: {error}; expected {', '.join(known)}"
        ) from error


def _unexpected(
    file: Path, where: str, key: str, value: object, expected: str
) -> UserError:
    return UserError(f"{file}: [{where}] {key} = {_short(value)}: {expected}")


def _short(value: object, most: int = 40) -> str:
    try:
        shown = repr(value)
    except (RecursionError, ValueError):  # thousands of digits
        return "…"
    return shown if len(shown) <= most else f"{shown[:most]}…"


def _text(file: Path) -> str:
    """Return the text of a file that a user has written."""
    try:
        # What a link leads to is as much the user's.
        content = foreign.read(file.resolve(), _LONGEST, name=str(file))
    except foreign.ForeignError as error:
        raise UserError(str(error)) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{file} is not UTF-8: {error.reason} at byte {error.start}"
        ) from error
