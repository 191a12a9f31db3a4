"""What a fork server of one program has imported before the first run: all but the program itself.

What it is told is a JSON object in a file, the *plan*: ``entry`` (how the program is begun behind
its interpreter), ``cwd``, ``modules`` (names, in their order), ``left`` (names that each run has to
import by itself), ``files`` (of the program's own modules), ``own`` (whether those are imported,
too) and ``folders`` (where a module that writes is told).  Its *report* takes the place of the
plan, and says why it is of no use, if it is not: ``amiss`` (what modules do that a fork would not
do, by name), ``left`` (all that has to be left then), ``shadowed`` (modules of the program's own
which the server has from elsewhere); or ``at``, what it was importing when it ended.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from . import look, program
from .importing import Watched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: What a fork would not have to itself.
_CANNOT = "cannot be imported by itself"


class Preloaded:
    """What there is before a fork, and must be the same in it.

    Attributes
    ----------
    environ
        What imports have made of variables: what each was before, and after; None for nothing.
    said
        What imports have written to standard error.
    argv
        The ``sys.argv`` of the program, which modules may have kept.
    has_path
        Whether ``sys.path`` is that of the program already.
    """

    def __init__(self) -> None:
        self.environ: dict[str, tuple[str | None, str | None]] = {}
        self.said = b""
        self.argv: list[str] = []
        self.has_path = False

    def note_environ(self) -> None:
        """Note which variables are no longer as this process was given them."""
        before, after = _given(), dict(os.environ)
        for name in before.keys() | after.keys():
            if before.get(name) != after.get(name):
                self.environ[name] = before.get(name), after.get(name)

    def put_on(self, environ: Mapping[str, str], argv: Sequence[str]) -> None:
        """Give a fork what a program has that has imported the same by itself, and its words."""
        for name, (before, after) in self.environ.items():
            # What the run says for itself is its own affair.
            if environ.get(name) != before:
                continue
            if after is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = after
        self.argv[:] = argv
        sys.argv = self.argv
        if self.said:
            os.write(2, self.said)
        legacy = getattr(sys.modules.get("numpy.random.mtrand"), "_rand", None)
        if legacy is not None:
            # Of Python's own random numbers, Python takes care.
            legacy.seed()


def _given() -> dict[str, str]:
    """Return the environment of this process as it was given, before Python has changed it."""
    with open("/proc/self/environ", "rb") as file:
        parts = file.read().split(b"\0")
    pairs = (os.fsdecode(part).partition("=") for part in parts if part)
    return {name: value for name, _, value in pairs}


def preload(descriptor: int) -> Preloaded:
    """Import what a plan says; report, and end this process, if that is of no use."""
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        plan = json.load(file)
    report = _Report(descriptor)
    os.chdir(plan["cwd"])
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = folder_of(plan["entry"])
    if shadowed := sorted(_shadowed(plan["files"])):
        report.write({"shadowed": shadowed})
        os._exit(0)
    done = Preloaded()
    done.has_path = plan["own"]
    with _standard_files() as error:
        watched = _imported(plan, report)
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        done.said = os.pread(error, os.fstat(error).st_size, 0)
    left = {*plan["left"]}
    for name in left & watched.begun:
        watched.amiss.setdefault(name, "")
    if watched.amiss:
        left |= watched.importers(watched.amiss)
        report.write({"amiss": watched.amiss, "left": sorted(left)})
        os._exit(0)
    report.write({})
    done.note_environ()
    _replace(watched.argv, done.argv)
    _prepare_to_tell()
    _compile(plan)
    return done


def _replace(watched: list[str], plain: list[str]) -> None:
    """Let modules that have kept a watched list have a plain one."""
    for module in [*sys.modules.values()]:
        if not isinstance(module, type(sys)):
            continue
        # As it is stored: a lazy module would be loaded.
        names = object.__getattribute__(module, "__dict__")
        for name in [name for name, value in names.items() if value is watched]:
            names[name] = plain


class _Report:
    """The file of the plan, and of what is told of it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, content: Mapping[str, Any]) -> None:
        text = json.dumps(content).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text, 0)

    def at(self, stack: list[str]) -> None:
        """Tell what is imported now, should this process not live to tell the rest."""
        self.write({"at": stack})


def _imported(plan: Mapping[str, Any], report: _Report) -> Watched:
    left = {*plan["left"]}
    # Its own files below the user's folders would be told as well.
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    words = [_main_file(plan) or "-m"]
    with Watched(words, plan["folders"], report.at) as watched:
        for name in plan["modules"]:
            parts = name.split(".")
            with_above = {".".join(parts[: end + 1]) for end in range(len(parts))}
            if name in sys.modules or with_above & left:
                continue
            if not plan["own"] and _own(parts[0], plan["files"]):
                continue
            try:
                with watched.importing(name):
                    importlib.import_module(name)
            except Exception:  # noqa: BLE001  whatever a module raises
                if name in watched.failed:
                    watched.amiss.setdefault(name, _CANNOT)
            except BaseException:  # noqa: BLE001, S110  it is told by who watches
                pass
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = before
    return watched


def _own(name: str, files: Sequence[str]) -> bool:
    """Whether a package or module of the uppermost level is the program's own; nothing is run."""
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):  # one that is loaded, and tells nothing of itself
        return False
    if found is None:
        return False
    folders = tuple(each + os.sep for each in found.submodule_search_locations or ())
    return found.origin in files or any(file.startswith(folders) for file in files)


def _shadowed(files: Sequence[str]) -> set[str]:
    """Return modules that are here already, where the program has its own of that name."""
    found, folder = set(), sys.path[0]
    for file in files:
        if not file.startswith(folder + os.sep):
            continue
        name = file[len(folder) + 1 :].rpartition(".")[0].replace(os.sep, ".")
        name = "".join(name.rsplit(".__init__", 1))
        module = sys.modules.get(name)
        if module is not None and getattr(module, "__file__", None) != file:
            found.add(name)
    return found


@contextlib.contextmanager
def _standard_files() -> Iterator[int]:
    """Have files of ours for standard input, output and error meanwhile; give that of the last."""
    files = [os.memfd_create(name) for name in ("input", "output", "error")]
    # Who reads it is seen by its position.
    os.write(files[0], b"\n")
    os.lseek(files[0], 0, os.SEEK_SET)
    for number, file in enumerate(files):
        os.dup2(file, number)
    try:
        yield files[2]
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        null = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(null, number)
        for file in (null, *files):
            os.close(file)


def folder_of(entry: Sequence[str]) -> str:
    """Return what Python puts at the head of ``sys.path`` for a program that is begun so."""
    if entry[0] == "-m":
        return os.getcwd()
    return os.path.dirname(os.path.realpath(entry[0]))


def _main_file(plan: Mapping[str, Any]) -> str | None:
    """Return the file that becomes ``__main__``, if the program's own files tell."""
    first, *others = plan["entry"]
    if first != "-m":
        return str(first)
    path = os.sep + others[0].replace(".", os.sep)
    for file in plan["files"]:
        if file.endswith((path + ".py", os.path.join(path, "__main__.py"))):
            return str(file)
    return None


def _prepare_to_tell() -> None:
    """Import what each fork would import to tell what has arrived."""
    from . import parsers, typed  # noqa: F401

    for name in os.listdir(os.path.dirname(parsers.__file__)):
        if name.endswith(".py") and not name.startswith("__"):
            importlib.import_module(f"{parsers.__name__}.{name[:-3]}")


def _compile(plan: Mapping[str, Any]) -> None:
    """Compile the program itself, as each fork would."""
    path = _main_file(plan)
    if path is None:
        return
    # A mistake in it is told by who runs it.
    with contextlib.suppress(Exception):
        if look.main_code(path) is None and plan["entry"][0] != "-m":
            program.compiled(path)
