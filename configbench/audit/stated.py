"""What a user states on the command line.

Each mistake is one sentence that names where it stands, what was typed and what was expected.
"""

import argparse
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from configbench import project, shell_words
from configbench.audit import narrowing
from configbench.audit.ground import environs
from configbench.audit.model import Request, Template
from configbench.audit.saved import stating
from configbench.errors import UserError, nearest


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
    pattern = stating.saves(args.saves)
    return Request(
        command=tuple(command),
        cwd=cwd,
        at=args.at,
        templates=templates(args.set or ()),
        narrowed=narrowing.narrowed(project.read(cwd)),
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
        saves=pattern,
        restore=stating.restore(args.restore, pattern),
        other=_interpreter(args.other_python, cwd),
        # What stands in files is the matter of one environment.
        files=not args.no_files and args.other_python is None,
    )


def _interpreter(typed: str | None, cwd: Path) -> Path | None:
    """Return the interpreter of another environment, by its own name: a link is not followed."""
    if typed is None:
        return None
    named = Path(typed).expanduser()
    path = cwd / named
    if "/" not in typed and not path.exists():
        found = shutil.which(typed)
        path = Path(found) if found else path
    if path.is_dir():
        inside = named / "bin" / "python"
        hint = f"; did you mean {inside}?" if (cwd / inside).exists() else ""
        raise UserError(
            f"--other-python {typed}: a folder, expected the path of an interpreter{hint}"
        )
    if not os.access(path, os.X_OK):
        raise UserError(
            f"--other-python {typed}: there is no such program, expected the path of an "
            "interpreter, such as .venv-new/bin/python"
        )
    return Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links


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
        words = shell_words.split(template, f"--set {each!r}: the template")
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
