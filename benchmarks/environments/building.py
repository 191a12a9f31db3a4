"""Environments are built: ``uv`` resolves, installs, and writes the locks.

``uv`` does not read pip's settings.  They are handed on, or a machine that takes a CPU build of
torch from a folder would download gigabytes.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import filterfalse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import uv
from packaging.utils import canonicalize_name

from benchmarks.environments import CORE_NAME, FAILED, PINNED, READY, Environment, pins
from benchmarks.paths import ROOT
from configbench.errors import UnmeasuredError, UserError

#: The locks of the rows in the tree.
LOCKS = Path(__file__).parent / "locks"

#: Which of uv's variables says what a setting of pip says, and how several values are joined.
_SETTINGS: Mapping[str, tuple[str, str]] = {
    "find-links": ("UV_FIND_LINKS", ","),
    "constraint": ("UV_CONSTRAINT", " "),
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "no-index": ("UV_OFFLINE", " "),
    "cert": ("SSL_CERT_FILE", " "),
}


@cache
def of_pip() -> dict[str, str]:
    """Return pip's settings of this machine as uv's variables; a variable that is set stays."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return as_variables(done.stdout.splitlines(), os.environ)


def as_variables(lines: Iterable[str], present: Mapping[str, str]) -> dict[str, str]:
    r"""Return what ``pip config list`` prints, as uv's variables.

    >>> as_variables(["global.find-links='/a\\n/b'"], {})
    {'UV_FIND_LINKS': '/a,/b'}
    """
    found: dict[str, str] = {}
    for line in lines:
        setting, _, shown = line.partition("=")
        variable, joint = _SETTINGS.get(setting.rpartition(".")[2], ("", ""))
        if variable and variable not in present:
            # What the environment says stands behind what files say, and counts.
            found[variable] = joint.join(shown.strip("'").replace("\\n", "\n").split())
    return found


class BuildError(UnmeasuredError):
    """An environment cannot be resolved or installed; the message is uv's."""


@dataclass(frozen=True)
class Builder:
    """Builds environments.

    Attributes
    ----------
    locks
        Where the locks are; the one of an environment is ``NAME.txt``.
    variables
        Return what uv is told by its environment.
    """

    locks: Path = LOCKS
    variables: Callable[[], Mapping[str, str]] = of_pip

    def build(self, environment: Environment) -> bool:
        """Build an environment that is not there as its lock has it; return whether it was built.

        One without a lock is resolved now, as a newcomer's is.

        Raises
        ------
        BuildError
            If uv cannot.  The reason is kept beside it.
        """
        if self._is_ready(environment):
            return False
        environment.root.parent.mkdir(parents=True, exist_ok=True)
        with self._alone(environment):
            # Another process may have built it meanwhile.
            if self._is_ready(environment):
                return False
            told = environment.root.with_name(environment.name + FAILED)
            try:
                self._build(environment)
            except BuildError as error:
                told.write_text(f"{error}\n", "utf-8")
                raise
            told.unlink(missing_ok=True)
            (environment.root / READY).write_text(self._key(environment), "utf-8")
        return True

    def install(self, wanted: str) -> None:
        """Install a folder, as it is edited, with extras, where this interpreter has its own.

        Raises
        ------
        BuildError
            If uv cannot.
        """
        words = ("--python", sys.executable, "--editable", wanted)
        self._uv("pip", "install", *words)

    def _is_ready(self, environment: Environment) -> bool:
        ready = environment.root / READY
        return ready.is_file() and ready.read_text("utf-8") == self._key(environment)

    @contextmanager
    def _alone(self, environment: Environment) -> Iterator[None]:
        """Hold what only one process may build."""
        with (environment.root.parent / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def lock(self, environment: Environment, file: Path) -> str:
        """Resolve an environment to the newest stable releases; write and return its lock.

        Raises
        ------
        BuildError
            If that is not possible.
        """
        words = ["--no-header", "--no-annotate", "--python"]
        words.append(str(environment.interpreter.path))
        wanted = "\n".join(environment.requirements)
        if environment.name == CORE_NAME:
            text = self._uv("pip", "compile", *words, "-", told=wanted)
        else:
            below = self._lock(environment.core).read_text("utf-8")
            with TemporaryDirectory() as folder:
                # uv keeps what an older result has, where it can: the layer below.
                older = Path(folder, "older.txt")
                older.write_text(below, "utf-8")
                # What the core needs differs from machine to machine; a library's needs do not.
                words += ["--universal", "--output-file", str(older)]
                text = self._uv("pip", "compile", *words, "-", told=wanted)
            text = _without(text, _kept(text, pins(below)))
        lines = filterfalse(_OF_A_BUILD.match, text.splitlines())
        text = "".join(f"{_without_build(line)}\n" for line in lines)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return text

    def update(self, environments: Iterable[Environment]) -> dict[str, tuple[str, str]]:
        """Lock environments anew, to the newest stable releases.

        Returns
        -------
        dict
            The release before and now of each distribution that has changed, with its environment:
            empty for none.

        Raises
        ------
        BuildError
            If one cannot be resolved; then the later ones stay as they were.
        """
        every = dict.fromkeys(environments)
        changed = {}
        for each in [*dict.fromkeys(each.core for each in every), *every]:
            if not each.requirements:
                continue
            file = self.locks / f"{each.name}.txt"
            before = pins(file.read_text("utf-8")) if file.is_file() else {}
            now = pins(self.lock(each, file))
            for name in sorted(before.keys() | now.keys()):
                if (was := before.get(name, "")) != (new := now.get(name, "")):
                    changed[f"{each.name}: {name}"] = was, new
        return changed

    def _lock(self, environment: Environment) -> Path:
        """Return the lock in the tree, else where that of a row from elsewhere is kept."""
        name = f"{environment.name}.txt"
        ours = self.locks / name
        return ours if ours.is_file() else environment.root.with_name(name)

    def _key(self, environment: Environment) -> str:
        """Return what an environment is built from, as a hash."""
        found = hashlib.sha256()
        parts = [
            str(environment.interpreter.path),
            environment.name,
            *sorted(environment.left_out),
        ]
        layers = {environment.name: environment, CORE_NAME: environment.core}
        for layer in layers.values():
            lock = self._lock(layer)
            parts.append(lock.read_text("utf-8") if lock.is_file() else "")
        found.update("\0".join(parts).encode())
        return found.hexdigest()

    def _build(self, environment: Environment) -> None:
        root = environment.root
        shutil.rmtree(root, ignore_errors=True)
        self._uv("venv", "--python", str(environment.interpreter.path), str(root))
        below = environment.name != CORE_NAME
        if below:
            join(environment.core.site, environment.site)
        else:
            self._offer_the_core(environment)
        if not environment.requirements:
            return
        lock = self._lock(environment)
        if not lock.is_file():
            self.lock(environment, lock)
        # A lock is whole: what it does not name lies below.  The core's names no drivers of a GPU,
        # which a build of torch may need.
        only = ["--no-deps"] if below or environment.left_out else []
        words = ["--python", str(environment.binaries / "python"), *only]
        wanted = _without(lock.read_text("utf-8"), environment.left_out)
        self._uv("pip", "install", *words, "--requirements", "-", told=wanted)

    def _offer_the_core(self, environment: Environment) -> None:
        """Let ``shared_model`` be imported, and nothing else of ours."""
        ours = environment.root / "ours"
        ours.mkdir()
        (ours / "shared_model").symlink_to(ROOT / "shared_model")
        (environment.site / "configbench-core.pth").write_text(f"{ours}\n", "utf-8")

    def _uv(self, *words: str, told: str = "") -> str:
        done = subprocess.run(  # noqa: S603  uv, as installed beside us
            [uv.find_uv_bin(), "--no-progress", *words],
            input=told,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **self.variables()},
        )
        if done.returncode:
            said = " ".join(done.stderr.split())
            raise BuildError(f"uv {words[0]} {words[1]}: {said}")
        return done.stdout


def join(below: Path, site: Path) -> None:
    """Put one layer over another: what ``site`` has is found before what ``below`` has."""
    line = f"import site; site.addsitedir({str(below)!r})\n"
    (site / "configbench-layer.pth").write_text(line, "utf-8")


def _without_build(line: str) -> str:
    """Return a line of a lock without the local part of its version, such as ``+cpu``.

    Which build of a release a machine has is the machine's own.
    """
    found = PINNED.match(line)
    if not found:
        return line
    version = found["version"].partition("+")[0]
    return f"{found['name']}=={version}{found['rest']}"


def _kept(lock: str, below: Mapping[str, str]) -> set[str]:
    """Return what a lock has in the release that the layer below has."""
    return {name for name, version in pins(lock).items() if below.get(name) == version}


def _without(lock: str, names: Container[str]) -> str:
    """Return a lock without the lines of some distributions."""
    kept = []
    for line in lock.splitlines():
        found = PINNED.match(line)
        if not (found and canonicalize_name(found["name"]) in names):
            kept.append(f"{line}\n")
    return "".join(kept)


#: What a build of torch brings to drive a GPU: the build that a machine installs asks for it.
_OF_A_BUILD = re.compile(r"(nvidia|cuda)-|triton\b")


class HasEnvironment(Protocol):
    """A row, as far as it concerns what runs it."""

    @property
    def environment(self) -> Environment:
        """What runs it."""


def prepare(rows: Iterable[HasEnvironment]) -> dict[str, str]:
    """Build what some rows and the program without a library run in; see :func:`build`."""
    return build(needed(rows), Builder())


def needed(rows: Iterable[HasEnvironment]) -> list[Environment]:
    """Return what measuring some rows takes: theirs, the program's without a library, our tools."""
    wanted = [row.environment for row in rows]
    tools = [each.tools for each in wanted]
    return [Environment.of(()), *tools, *wanted]


def build(environments: Iterable[Environment], builder: Builder) -> dict[str, str]:
    """Build those that are not there, the layer below first; say which were built.

    Returns
    -------
    dict
        Why some could not be built, by what they are called; their rows are unmeasured.

    Raises
    ------
    UserError
        If the layer below cannot be built on the harness's interpreter: then there is nothing to
        measure.
    """
    wanted = dict.fromkeys(environments)
    failed = {}
    for each in [*dict.fromkeys(each.core for each in wanted), *wanted]:
        if str(each.core) in failed:
            continue
        try:
            if builder.build(each):
                print(f"built {each}", file=sys.stderr, flush=True)
        except BuildError as error:
            if each.name == CORE_NAME and each.interpreter.own:
                raise UserError(f"environment {each}: {error}") from error
            failed[str(each)] = str(error)
    return failed
