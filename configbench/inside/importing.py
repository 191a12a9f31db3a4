"""What modules do while they are imported that a fork would not do again, or could not undo.

Each import is watched: whatever has changed when it ends was done by that module, and not by those
that it imports.  What is found has to be imported by each run itself, with all that imports it.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import builtins
import contextlib
import os
import signal
import stat
import sys
import threading
import time
import warnings
from importlib import machinery
from typing import TYPE_CHECKING, Any

from . import apart
from .argv import Argv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

#: Devices by which a process holds a GPU.
_GPUS = ("/dev/nvidia", "/dev/kfd", "/dev/dri/")
#: What may stay open, for nothing that is read from it depends on who has read before.
_HARMLESS = frozenset({"/dev/null", "/dev/urandom", "/dev/random", "/dev/zero"})
#: Threads of libraries that look after forks by themselves: that of jemalloc, as pyarrow has it.
_FORK_SAFE = frozenset({b"jemalloc_bg_thd"})
#: How long a thread may take to end after the import that began it, in seconds.
_ENDING = 0.5
#: By this name the interpreter takes a frame for its own and leaves it out of tracebacks.
_FROZEN = "<frozen importlib._bootstrap_external>"

_SIGNALS = sorted(map(int, signal.valid_signals()))


class _Lasting:
    """What of this process may be changed for a moment only: that counts at the end of a module."""

    def __init__(self) -> None:
        self.threads = {*os.listdir("/proc/self/task")}
        self.children = _children()
        self.files = _files()
        self.folder = _folder()
        self.handlers = _handlers()

    def changes(self, before: _Lasting) -> Iterator[str]:
        """Tell what is other than before, in words."""
        if self.threads - before.threads and (_stay() or not _survive_a_fork()):
            yield "starts a thread"
        if self.children - before.children:
            yield "starts a process"
        if self.files != before.files:
            yield from _kept(self.files - before.files)
        if self.folder != before.folder:
            yield "changes the working folder"
        if self.handlers != before.handlers:
            yield "handles a signal"


class _State:
    """What of this process an import may change, and what it was when it was asked last."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = [*folders]
        self._room = apart.left()
        self._written = self._now_written()
        # Of each module whose code is at work: what there was when it began.
        self._lasting: list[_Lasting] = []
        self._printed = 0
        self._read = _position(0)
        self._random: dict[str, Any] = _random()

    def begin(self) -> None:
        """Remember what there is before the code of a module."""
        self._lasting.append(_Lasting())

    def end(self) -> Iterator[str]:
        """Tell what the code of a module has changed, in words."""
        yield from self.changes()
        before, now = self._lasting.pop(), _Lasting()
        told = [*now.changes(before)]
        if told:
            # It is none of the doing of those that import it.
            self._lasting = [now] * len(self._lasting)
        yield from told

    def changes(self) -> Iterator[str]:
        """Tell what has changed since, in words, of what cannot be taken back."""
        _flush()
        if (printed := os.fstat(1).st_size) > self._printed:
            yield "prints"
            self._printed = printed
        if (read := _position(0)) != self._read:
            yield "reads standard input"
            self._read = read
        if (room := apart.left()) != self._room:
            # Caches in a home, temporary files and the like are nobody's affair.
            written = self._now_written()
            yield from (f"writes {name}" for name in sorted(written - self._written))
            self._written, self._room = written, room
        found = _random()
        if any(
            not _drawn_from(self._random.get(name, state), state)
            for name, state in found.items()
        ):
            yield "seeds random numbers"
        self._random = found

    def _now_written(self) -> set[str]:
        return {
            os.path.normpath(os.path.join(folder, name))
            for folder in self._folders
            for name in apart.written(folder)
        }


def _stay() -> bool:
    """Whether threads of Python stay, and do not end soon, as a timer does that was cancelled."""
    until = time.monotonic() + _ENDING
    while threading.active_count() > 1 and time.monotonic() < until:
        time.sleep(0.01)
    return threading.active_count() > 1


def _named_threads() -> set[bytes]:
    found: set[bytes] = set()
    for thread in os.listdir("/proc/self/task"):
        with contextlib.suppress(OSError):
            found.add(_read(f"/proc/self/task/{thread}/comm").strip())
    return found


def _survive_a_fork() -> bool:
    """Whether libraries look after their threads: those of OpenBLAS end, and begin again later."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pid = os.fork()
        if pid == 0:
            os._exit(0)
    os.waitpid(pid, 0)
    others = len(_named_threads() & _FORK_SAFE)
    return len(os.listdir("/proc/self/task")) == 1 + others


def _children() -> set[bytes]:
    found: set[bytes] = set()
    for thread in os.listdir("/proc/self/task"):
        with contextlib.suppress(OSError):
            found.update(_read(f"/proc/self/task/{thread}/children").split())
    return found


def _read(path: str) -> bytes:
    # Not by a file object: this is done twice for every module.
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, 4096)
    finally:
        os.close(descriptor)


def _files() -> set[str]:
    # The listing itself has the lowest number that is free.
    lowest = os.dup(0)
    os.close(lowest)
    return {*os.listdir("/proc/self/fd")} - {str(lowest)}


def _kept(new: Iterable[str]) -> Iterator[str]:
    """Tell of descriptors that are new, and still there."""
    for number in new:
        try:
            what = os.readlink(f"/proc/self/fd/{number}")
            mode = os.fstat(int(number)).st_mode
        except OSError:
            continue
        if what.startswith(_GPUS):
            yield f"opens {what}"
        elif what not in _HARMLESS and not stat.S_ISDIR(mode):
            yield f"keeps {what} open"


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""


def _handlers() -> list[Any]:
    # Those of the module signal make an enum of each.
    return [*map(_signal.getsignal, _SIGNALS)]


def _flush() -> None:
    with contextlib.suppress(Exception):
        sys.stdout.flush()


def _position(descriptor: int) -> int:
    try:
        return os.lseek(descriptor, 0, os.SEEK_CUR)
    except OSError:
        return -1


def _random() -> dict[str, Any]:
    """Return the states of what draws for everybody, of Python and of numpy."""
    found: dict[str, Any] = {}
    drawn = getattr(sys.modules.get("random"), "_inst", None)
    if drawn is not None:
        found["random"] = drawn.getstate()
    legacy = getattr(sys.modules.get("numpy.random.mtrand"), "_rand", None)
    if type(getattr(legacy, "_bit_generator", None)).__name__ == "MT19937":
        found["numpy.random"] = _drawn_by(legacy)
    return found


def _drawn_from(before: Any, now: Any) -> bool:
    """Whether a state is an earlier one, from which a few numbers may have been drawn.

    Who draws from what nobody has seeded cannot know what comes, and a fork seeds anew: so nothing
    is lost.  ``rich`` does it while it is imported, and much imports ``rich``.
    """
    if before == now:
        return True
    if isinstance(now, bytes):
        return False
    drawing = sys.modules["random"].Random()
    drawing.setstate(before)
    for _ in range(_DRAWN):
        drawing.getrandbits(32)
        if drawing.getstate()[1] == now[1]:
            return True
    return False


def _drawn_by(legacy: Any) -> bytes:
    """Return the state of numpy's own random numbers, as it lies in memory."""
    import ctypes

    if legacy not in _ADDRESSES:
        _ADDRESSES[legacy] = legacy._bit_generator.ctypes.state_address
    return ctypes.string_at(_ADDRESSES[legacy], _MT19937)


#: Where such states lie, and how large one is: 624 words and a position.
_ADDRESSES: dict[Any, int] = {}
_MT19937 = 625 * 4
#: How many words of 32 bits a module may draw while it is imported.
_DRAWN = 2000


class Watched:
    """The imports of this process while they are watched, as a context.

    Parameters
    ----------
    argv
        The words of the program, of which there is but its name.
    folders
        Where nothing should be written.
    at
        Called with the modules that are being imported, whenever there is one more.

    Attributes
    ----------
    amiss
        What a module does that a fork would not, in words, by its name.
    begun
        Every module whose code was begun.
    failed
        Those whose code ended by an error.
    """

    def __init__(
        self,
        argv: Iterable[str],
        folders: Iterable[str],
        at: Callable[[list[str]], None],
    ) -> None:
        self._folders = folders
        self.amiss: dict[str, str] = {}
        self.begun: set[str] = set()
        self.failed: set[str] = set()
        self.argv = Argv(argv, self._argv_read)
        self._at = at
        # What is imported for us, and below it the modules whose code is at work.
        self._first: list[str] = []
        self._stack: list[str] = []
        self._importers: dict[str, set[str]] = {}
        self._restore: list[Callable[[], None]] = []

    def __enter__(self) -> Watched:  # noqa: PYI034  Python 3.8
        sys.argv = self.argv
        self._state = _State(self._folders)
        for loader, name in (
            (machinery.SourceFileLoader, "exec_module"),
            (machinery.SourcelessFileLoader, "exec_module"),
            (machinery.ExtensionFileLoader, "create_module"),
            (machinery.ExtensionFileLoader, "exec_module"),
        ):
            self._put(loader, name, self._watching(getattr(loader, name)))
        self._put(builtins, "__import__", self._noting(builtins.__import__))
        return self

    def _put(self, where: Any, name: str, new: Callable[..., Any]) -> None:
        own = vars(where).get(name)
        setattr(where, name, new)
        back = (
            (lambda: delattr(where, name))
            if own is None
            else (lambda: setattr(where, name, own))
        )
        self._restore.append(back)

    def __exit__(self, *_: object) -> None:
        for back in self._restore:
            back()
        self.argv.tell = None

    def importers(self, names: Iterable[str]) -> set[str]:
        """Return modules, and all that have imported them."""
        found: set[str] = set()
        left = [*names]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left.extend(self._importers.get(name, ()))
        return found

    @contextlib.contextmanager
    def importing(self, name: str) -> Iterator[None]:
        """Import a module: what changes outside of every module's code is told of it."""
        self._first = [name]
        self._state.begin()
        try:
            yield
        finally:
            self._tell_all(self._state.end())
            self._first = []

    def _argv_read(self) -> None:
        self._tell("reads sys.argv")

    def _tell(self, what: str) -> None:
        for name in [*self._first, *self._stack][-1:]:
            self.amiss.setdefault(name, what)

    def _watching(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def watching(loader: Any, given: Any) -> Any:
            # Given is a module, or the specification of one.
            name = str(getattr(given, "__name__", None) or given.name)
            self._begin(name)
            try:
                return original(loader, given)
            except Exception:
                self.failed.add(name)
                raise
            except BaseException:
                self._tell("ends the process")
                raise
            finally:
                self._end()

        return _as_own(watching)

    def _tell_all(self, changes: Iterable[str]) -> None:
        for what in changes:
            self._tell(what)

    def _begin(self, name: str) -> None:
        self._tell_all(self._state.changes())
        self._state.begin()
        if self._stack:
            self._importers.setdefault(name, set()).add(self._stack[-1])
        self._stack.append(name)
        self.begun.add(name)
        self._at(self._stack)

    def _end(self) -> None:
        self._tell_all(self._state.end())
        self._stack.pop()

    def _noting(self, original: Callable[..., Any]) -> Callable[..., Any]:
        importers = self._importers

        def noting(
            name: str,
            globals: Mapping[str, Any] | None = None,  # noqa: A002  as the original's
            locals: Mapping[str, Any] | None = None,  # noqa: A002
            fromlist: Any = (),
            level: int = 0,
        ) -> Any:
            who = globals.get("__name__") if globals else None
            if isinstance(who, str):
                for each in _named(name, globals, fromlist, level):
                    importers.setdefault(each, set()).add(who)
            return original(name, globals, locals, fromlist, level)

        return _as_own(noting)


def _as_own(function: Any) -> Callable[..., Any]:
    function.__code__ = function.__code__.replace(co_filename=_FROZEN)
    wrapped: Callable[..., Any] = function
    return wrapped


def _named(name: str, names: Any, fromlist: Any, level: int) -> Iterator[str]:
    """Tell the modules that a statement may import."""
    if level:
        package = str(names.get("__package__") or "").split(".")
        package = package[: len(package) - level + 1]
        name = ".".join([*package, name] if name else package)
    parts = name.split(".")
    for count in range(len(parts)):
        yield ".".join(parts[: count + 1])
    for each in fromlist or ():
        if f"{name}.{each}" in sys.modules:
            yield f"{name}.{each}"
