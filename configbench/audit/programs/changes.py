"""Which programs a change concerns, as git tells what has changed."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configbench import project
from configbench.audit.programs import locks
from configbench.audit.programs.many import Case
from configbench.errors import UserError

#: Seconds that git may take.
_PATIENCE = 120


@dataclass(frozen=True)
class Changes:
    """What has changed since a commit.

    Attributes
    ----------
    top
        The top of the work tree.
    since
        The commit.
    names
        Absolute: changed, removed and new files; of a submodule its folder.
    """

    top: Path
    since: str
    names: frozenset[Path]

    def concern(self, case: Case) -> bool:
        """Whether they may change what an audit of a program finds."""
        depends = case.depends
        if not depends.closure.whole or not self._holds(case):
            return True
        recorded = map(Path, case.last.files) if case.last is not None else ()
        own = [*depends.closure.files, *depends.closure.sought, *recorded]
        if any(self._changed(each) for each in own):
            return True
        return any(self._installs_other(each, case) for each in self._locks(case))

    def _holds(self, case: Case) -> bool:
        """Whether a program lies in the work tree; of another one nothing is told."""
        return all(
            each.is_relative_to(self.top)
            for each in (case.request.cwd.resolve(), *case.depends.closure.entries)
        )

    def _changed(self, file: Path) -> bool:
        return any(
            each in self.names
            for path in {file, Path(os.path.realpath(file))}
            for each in (path, *path.parents)
        )

    def _locks(self, case: Case) -> Iterable[Path]:
        """Yield the changed files that say what is to be installed for a program."""
        folders = {*locks.above(case.request.cwd.resolve(), self.top)}
        return (
            each
            for each in self.names
            if each.parent in folders and locks.is_lock(each.name)
        )

    def _installs_other(self, lock: Path, case: Case) -> bool:
        """Whether a changed file says other things of a program; of us it may say others."""
        if lock.name != project.FILE:
            return True
        old, new = self._old(lock), locks.read(lock)
        if locks.meaning(lock.name, old) != new:
            return True
        if lock != case.program.file.resolve():
            return False
        name = case.program.name
        then, now = (_stated(each, name) for each in (old, _content(lock)))
        return bool(then != now)

    def _old(self, file: Path) -> bytes:
        """Return the content of a file at the commit; nothing if it was not there."""
        name = file.relative_to(self.top).as_posix()
        done = _git(self.top, "show", "--no-textconv", f"{self.since}:{name}")
        return done.stdout if done.returncode == 0 else b""


def since(typed: str, folder: Path) -> Changes:
    """Return what has changed since a commit, in the work tree around a folder.

    Raises
    ------
    UserError
        If there is no git, no work tree or no such commit.
    """
    option = f"--changed-since {typed}"
    if shutil.which("git") is None:
        raise UserError(f"{option} needs git, which is not installed here")
    told = _git(folder, "rev-parse", "--show-toplevel")
    if told.returncode:
        raise UserError(
            f"{option}: git tells of no work tree around {str(folder)!r} ({_said(told)})"
        )
    top = Path(os.fsdecode(told.stdout.removesuffix(b"\n"))).resolve()
    named = f"{typed}^{{commit}}"
    told = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    if told.returncode:
        raise UserError(f"{option}: {_missing(typed, top)}")
    commit = told.stdout.decode("ascii", "replace").strip()
    changed = _git(
        top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit, "--"
    )
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    for each in (changed, new):
        if each.returncode:
            raise UserError(f"{option}: git could not tell ({_said(each)})")
    names = (changed.stdout + new.stdout).split(b"\0")
    return Changes(
        top, commit, frozenset(top / os.fsdecode(each) for each in names if each)
    )


def _missing(typed: str, top: Path) -> str:
    shallow = _git(top, "rev-parse", "--is-shallow-repository").stdout.strip()
    if shallow != b"true":
        return "there is no such commit, expected a branch, a tag or a commit"
    remote, slash, branch = typed.partition("/")
    where = f"{remote} {branch}" if slash else f"origin {typed}"
    return (
        "there is no such commit, for this clone is shallow: get it with "
        f"git fetch --depth=1 {where}"
    )


def _git(folder: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(  # noqa: S603  the user's git, on what the user names
            ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *words],  # noqa: S607
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise UserError(f"git could not tell what has changed: {error}") from error


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"exit code {done.returncode}"


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _stated(content: bytes, name: str) -> Any:
    """Return what a file states of one program, and of all settings."""
    try:
        ours, _ = project.parts(content)
        programs = [
            each for each in ours.get("programs", []) if each.get("name") == name
        ]
    except (ValueError, AttributeError, TypeError):
        return None
    return programs, ours.get("settings")
